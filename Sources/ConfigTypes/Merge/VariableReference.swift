import ConfigDocument

/// The name in `${env:NAME}`, as written. After the name, some notations add a default, which may
/// be a secret and is not shown.
struct VariableReference {
    private let text: String
    private let name: Substring
    private let word: Substring
    private let hasBlanks: Bool

    init(_ text: String) {
        self.text = text
        name = text.drop { $0 == " " }
        word = name.prefix { $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }
        hasBlanks = text.utf8.contains(UInt8(ascii: " "))
    }

    /// True if it could be the name of an environment variable, so that its default is used.
    var isPossible: Bool {
        !name.isEmpty && !hasBlanks && name.first != "-" && name.first != ":"
            && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"=$:{}\"'".utf8.contains($0) }
    }

    /// The name as messages show it.
    var shown: String {
        if isWord, !hasBlanks { return text }
        return quoted(isWord || isBlankBehind ? text : "\(word)…")
    }

    /// The repair if the variable is not set.
    var repair: String {
        if isWord, !hasBlanks {
            return "set it, or write a default: ${env:\(word):-default}"
        }
        if word.isEmpty { return "write ${env:NAME}, or ${env:NAME:-default}" }
        if isBlankBehind {
            return "write ${env:\(word)}, without spaces"
        }
        return "a name has letters, digits and underscores; a default follows \":-\": "
            + "${env:\(word):-default}"
    }

    /// True if it lacks a word that could be a name.
    var isNameless: Bool { word.isEmpty }

    private var isWord: Bool { !name.isEmpty && word.count == name.count }

    private var isBlankBehind: Bool { name.dropFirst(word.count).allSatisfy { $0 == " " } }
}
