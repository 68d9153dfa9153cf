/// The names of types that a schema or the options may put into Swift source.
enum SwiftTypeName {
    /// Names with dots, generic arguments, brackets and question marks; nothing else gets through.
    static func isValid(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, isLetter(first) || first == "[" else {
            return false
        }
        var open: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            switch scalar {
            case "[", "<": open.append(scalar)
            case "]": if open.popLast() != "[" { return false }
            case ">": if open.popLast() != "<" { return false }
            case ":", ",", " ": if open.isEmpty { return false }
            case ".", "?", "0"..."9": break
            default: if !isLetter(scalar) { return false }
            }
        }
        return open.isEmpty && text.utf8.count <= 200
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
    }
}
