/// The words of a name, independent of its casing.
struct Words {
    private var words: [String]

    /// Splits at all characters except letters and digits, and where the case indicates a new word.
    /// Signs that carry meaning are words of their own.
    init(_ text: String) {
        words = []
        let scalars = Array(text.unicodeScalars)
        var word = ""
        var signs: Set<Int> = []
        var index = 0
        if let version = VersionWord(scalars) {
            words.append(version.word)
            signs.insert(0)
            index = version.length
        }
        while index < scalars.count {
            let scalar = scalars[index]
            if let sign = SpelledSigns.word(at: index, in: scalars) {
                flush(&word)
                for part in sign.word.split(separator: " ") {
                    signs.insert(words.count)
                    words.append(String(part))
                }
                index += sign.length
                continue
            }
            if let spelled = Self.spelled(at: index, in: scalars),
                word.isEmpty || beginsWord(at: index, in: scalars)
            {
                flush(&word)
                words.append(spelled)
                index += spelled.unicodeScalars.count
                continue
            }
            defer { index += 1 }
            guard Self.isWordPart(scalar, first: word.isEmpty) else {
                flush(&word)
                continue
            }
            if beginsWord(at: index, in: scalars) { flush(&word) }
            // `1-23` is not `12-3`.
            if word.isEmpty, joinsDigits(at: index, in: scalars) { word = "_" }
            word.unicodeScalars.append(scalar)
        }
        flush(&word)
        // `COMPLETION_SIGNAL` is not five acronyms.
        let own = words.indices.filter { !signs.contains($0) }
        if own.allSatisfy({ words[$0] == words[$0].uppercased() }) {
            for index in own { words[index] = words[index].lowercased() }
        }
    }

    private init(words: [String]) { self.words = words }

    var isEmpty: Bool { words.isEmpty }
    var count: Int { words.count }

    private mutating func flush(_ word: inout String) {
        if !word.isEmpty { words.append(word) }
        word = ""
    }

    /// `IPv4` and `OAuth2` are one word.
    private static func spelled(at index: Int, in scalars: [Unicode.Scalar]) -> String? {
        return ["IPv4", "IPv6", "OAuth2", "OAuth"].first { word in
            let rest = scalars[index...]
            return rest.starts(with: word.unicodeScalars)
                && !(rest.dropFirst(word.unicodeScalars.count).first?.properties.isLowercase
                    ?? false)
        }
    }

    /// True for a digit after separators and another digit.
    private func joinsDigits(at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        guard !words.isEmpty, isDigit(scalars[index]) else { return false }
        let before = scalars[..<index].last { Self.isWordPart($0, first: false) }
        guard let before, isDigit(before), !isDigit(scalars[index - 1]) else { return false }
        return words.last.map { $0.unicodeScalars.last == before } ?? false
    }

    private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// `baseURL` → base, URL; `HTTPServer` → HTTP, Server; `TLSv1` → TLS, v1; `URLs` stays one word.
    private func beginsWord(at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        if index > 1, scalars[index] == "v", index + 1 < scalars.count, isDigit(scalars[index + 1])
        {
            return scalars[index - 2..<index].allSatisfy(\.properties.isUppercase)
        }
        guard index > 0, scalars[index].properties.isUppercase else { return false }
        let before = scalars[index - 1].properties
        if !before.isUppercase { return true }
        guard index + 1 < scalars.count, scalars[index + 1].properties.isLowercase else {
            return false
        }
        // The last letter of an acronym before its version.
        if scalars[index + 1] == "v", index + 2 < scalars.count, isDigit(scalars[index + 2]) {
            return false
        }
        let endsPlural =
            scalars[index + 1] == "s"
            && (index + 2 == scalars.count || !scalars[index + 2].properties.isLowercase)
        return !endsPlural
    }

    /// Letters, digits and, inside a word, combining marks; never invisible characters.
    static func isWordPart(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
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
        let name = lower.prefix { !$0.isNumber }
        if name.count > 1, lower.dropFirst(name.count).allSatisfy(\.isNumber),
            Acronyms.all.contains(String(name))
        {
            return lower.uppercased()
        }
        guard let first = word.first else { return word }
        return first.uppercased() + word.dropFirst()
    }

    /// The last words that all names have in common; nil if there are none.
    static func commonEnd(of names: [Words]) -> Words? {
        guard let start = commonStart(of: names.map { Words(words: $0.words.reversed()) }) else {
            return nil
        }
        return Words(words: start.words.reversed())
    }

    /// The first words that all names have in common; nil if there are none.
    static func commonStart(of names: [Words]) -> Words? {
        guard let first = names.first else { return nil }
        var count = first.count
        for name in names.dropFirst() {
            let common = zip(first.words, name.words).prefix { $0.lowercased() == $1.lowercased() }
            count = min(count, common.count)
        }
        return count > 0 ? Words(words: Array(first.words.prefix(count))) : nil
    }

    /// The words with the last one in the singular; nil if it is not a plural.
    var singular: Words? {
        guard let last = words.last, let singular = Self.singular(last) else { return nil }
        return Words(words: words.dropLast() + [singular])
    }

    private static let irregular = [
        "children": "child", "people": "person", "men": "man", "women": "woman", "feet": "foot",
        "criteria": "criterion", "phenomena": "phenomenon",
        "indices": "index", "vertices": "vertex", "matrices": "matrix", "appendices": "appendix",
        "aliases": "alias", "biases": "bias", "canvases": "canvas", "gases": "gas",
        "statuses": "status", "buses": "bus", "bonuses": "bonus", "viruses": "virus",
        "campuses": "campus", "corpuses": "corpus", "focuses": "focus", "menus": "menu",
        "caches": "cache", "niches": "niche", "aches": "ache", "axes": "axis",
        "movies": "movie", "cookies": "cookie", "zombies": "zombie", "calories": "calorie",
        "analyses": "analysis", "bases": "base", "crises": "crisis", "diagnoses": "diagnosis",
        "emphases": "emphasis", "hypotheses": "hypothesis", "parentheses": "parenthesis",
        "synopses": "synopsis", "theses": "thesis",
        "heroes": "hero", "echoes": "echo", "vetoes": "veto", "potatoes": "potato",
        "halves": "half", "knives": "knife", "leaves": "leaf", "lives": "life", "shelves": "shelf",
        "wolves": "wolf", "quizzes": "quiz", "emojis": "emoji", "taxis": "taxi",
        "dependencies": "dependency", "includes": "include", "excludes": "exclude", "types": "type",
    ]
    private static let invariable: Set<String> = [
        "series", "species", "news", "always", "address", "access", "process", "class", "status",
        "gas", "bus", "canvas", "alias", "kubernetes", "redis", "bias", "atlas", "lens", "chaos",
        "corps", "yes", "sms", "gps", "ups", "vps", "nfs", "zfs", "ntfs", "eks", "ecs", "rds",
        "macos", "ios", "data", "sas", "iis", "plus", "thus",
        "postgres", "settings", "options", "params", "args", "analysis", "basis", "axis",
        "metadata",
        "credentials", "details", "business", "this", "has", "is", "uses", "needs",
    ]

    private static func singular(_ word: String) -> String? {
        let lower = word.lowercased()
        if let known = irregular[lower] { return known }
        guard lower.count > 2, lower.hasSuffix("s"), !invariable.contains(lower),
            !Acronyms.all.contains(lower)
        else { return nil }
        if Acronyms.all.contains(String(lower.dropLast())) { return String(word.dropLast()) }
        if lower.hasSuffix("ss") || lower.hasSuffix("us") || lower.hasSuffix("is") { return nil }
        if lower.hasSuffix("ies"), lower.count > 4 { return word.dropLast(3) + "y" }
        for ending in ["sses", "xes", "ches", "shes", "zzes"] where lower.hasSuffix(ending) {
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
        if let known = Self.irregular.filter({ $0.value == lower }).keys.min() {
            plural = known
        } else if lower.hasSuffix("s") || lower.hasSuffix("x") || lower.hasSuffix("ch")
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
