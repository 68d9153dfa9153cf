/// The words of a name, independent of its casing.
struct Words {
    private var words: [String]

    /// Splits at all characters except letters and digits, and where the case indicates a new word.
    init(_ text: String) {
        words = []
        var word = ""
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            guard Self.isWordPart(scalar, first: word.isEmpty) else {
                flush(&word)
                continue
            }
            if beginsWord(at: index, in: scalars) { flush(&word) }
            word.unicodeScalars.append(scalar)
        }
        flush(&word)
        // `COMPLETION_SIGNAL` is not five acronyms.
        if words.allSatisfy({ $0 == $0.uppercased() }) { words = words.map { $0.lowercased() } }
    }

    private init(words: [String]) { self.words = words }

    var isEmpty: Bool { words.isEmpty }
    var count: Int { words.count }

    private mutating func flush(_ word: inout String) {
        if !word.isEmpty { words.append(word) }
        word = ""
    }

    /// `baseURL` → base, URL; `HTTPServer` → HTTP, Server; `URLs` stays one word.
    private func beginsWord(at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        guard index > 0, scalars[index].properties.isUppercase else { return false }
        let before = scalars[index - 1].properties
        if !before.isUppercase { return true }
        guard index + 1 < scalars.count, scalars[index + 1].properties.isLowercase else {
            return false
        }
        let endsPlural =
            scalars[index + 1] == "s"
            && (index + 2 == scalars.count || !scalars[index + 2].properties.isLowercase)
        return !endsPlural
    }

    /// Letters, digits and, inside a word, combining marks; never invisible characters.
    private static func isWordPart(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
        if scalar.isASCII {
            return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
                || ("0"..."9").contains(scalar)
        }
        let properties = scalar.properties
        guard properties.isXIDContinue, !properties.isDefaultIgnorableCodePoint else {
            return false
        }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            return true
        case .nonspacingMark, .spacingMark, .decimalNumber: return !first
        default: return false
        }
    }

    /// `httpPort`, `baseURL`: for properties and cases. Empty if there is no word.
    var lowerCamel: String {
        guard let first = words.first else { return "" }
        return Self.guarded(
            first.lowercased() + words.dropFirst().map(Self.capitalized).joined()
        )
    }

    /// `HTTPPort`, `BaseURL`: for types.
    var upperCamel: String { Self.guarded(words.map(Self.capitalized).joined()) }

    /// Identifiers must not begin with a digit.
    private static func guarded(_ name: String) -> String {
        guard let first = name.unicodeScalars.first,
            first.properties.generalCategory == .decimalNumber
        else { return name }
        return "_" + name
    }

    private static func capitalized(_ word: String) -> String {
        let lower = word.lowercased()
        if let spelled = Acronyms.spelled[lower] { return spelled }
        if Acronyms.all.contains(lower) { return lower.uppercased() }
        if lower.hasSuffix("s"), Acronyms.all.contains(String(lower.dropLast())) {
            return lower.dropLast().uppercased() + "s"
        }
        guard let first = word.first else { return word }
        return first.uppercased() + word.dropFirst()
    }

    /// The words with the last one in the singular; nil if it is not a plural.
    var singular: Words? {
        guard let last = words.last, let singular = Self.singular(last) else { return nil }
        return Words(words: words.dropLast() + [singular])
    }

    private static let irregular = [
        "children": "child", "people": "person", "men": "man", "data": "datum",
        "criteria": "criterion",
        "indices": "index", "vertices": "vertex", "matrices": "matrix", "aliases": "alias",
        "statuses": "status", "buses": "bus", "caches": "cache", "movies": "movie",
        "cookies": "cookie",
        "dependencies": "dependency", "includes": "include", "excludes": "exclude", "types": "type",
    ]
    private static let invariable: Set<String> = [
        "series", "species", "news", "always", "address", "access", "process", "class", "status",
        "https",
        "dns", "tls", "css", "js", "os", "aws", "gas", "bus", "canvas", "alias", "kubernetes",
        "redis",
        "postgres", "settings", "options", "params", "args", "analysis", "basis", "axis",
        "metadata",
        "credentials", "details", "s3", "business", "this", "has", "is", "uses", "needs",
    ]

    private static func singular(_ word: String) -> String? {
        let lower = word.lowercased()
        if let known = irregular[lower] { return known == "datum" ? nil : known }
        guard lower.count > 2, lower.hasSuffix("s"), !invariable.contains(lower) else { return nil }
        if lower.hasSuffix("ss") || lower.hasSuffix("us") || lower.hasSuffix("is") { return nil }
        if lower.hasSuffix("ies"), lower.count > 4 { return word.dropLast(3) + "y" }
        for ending in ["sses", "xes", "ches", "shes", "zes"] where lower.hasSuffix(ending) {
            return String(word.dropLast(2))
        }
        return String(word.dropLast())
    }

    /// The words with the last one in the plural.
    var plural: Words {
        guard let last = words.last else { return self }
        let lower = last.lowercased()
        if singular != nil { return self }
        let plural: String
        if lower.hasSuffix("s") || lower.hasSuffix("x") || lower.hasSuffix("ch")
            || lower.hasSuffix("sh")
        {
            plural = last + "es"
        } else if lower.hasSuffix("y"), !["ay", "ey", "oy", "uy"].contains(String(lower.suffix(2)))
        {
            plural = last.dropLast() + "ies"
        } else {
            plural = last + "s"
        }
        return Words(words: words.dropLast() + [plural])
    }
}
