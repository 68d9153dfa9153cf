/// The names of types that a schema or the options may insert into Swift source.
enum SwiftTypeName {
    /// True if a text is a name with optional dots, generic arguments, brackets and question marks,
    /// according to Swift's grammar; everything else is refused.
    static func isValid(_ text: String) -> Bool {
        guard text.utf8.count <= 200 else { return false }
        var rest = Substring(text)
        return takeType(&rest) && rest.isEmpty
    }

    /// `Geometry.Point<Int>?`, `[Point]` or `[String: Point]`.
    private static func takeType(_ rest: inout Substring) -> Bool {
        if take("[", &rest) {
            guard takeType(&rest) else { return false }
            if take(":", &rest) {
                guard takeBlanks(&rest), takeType(&rest) else { return false }
            }
            guard take("]", &rest) else { return false }
        } else {
            repeat { guard takeName(&rest) else { return false } } while take(".", &rest)
        }
        while take("?", &rest) {}
        return true
    }

    /// A component of a type's path, with its generic arguments.
    private static func takeName(_ rest: inout Substring) -> Bool {
        let name = rest.prefix { isLetter($0) || $0.isASCII && $0.isNumber }
        guard let first = name.first, isLetter(first),
            !ReservedNames.keywords.contains(String(name))
        else { return false }
        rest = rest.dropFirst(name.count)
        guard take("<", &rest) else { return true }
        repeat {
            guard takeBlanks(&rest), takeType(&rest) else { return false }
        } while take(",", &rest)
        return take(">", &rest)
    }

    private static func take(_ character: Character, _ rest: inout Substring) -> Bool {
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }

    private static func takeBlanks(_ rest: inout Substring) -> Bool {
        rest = rest.drop { $0 == " " }
        return true
    }

    private static func isLetter(_ character: Character) -> Bool {
        character.isASCII && character.isLetter || character == "_"
    }
}
