/// Chooses the Swift names of a type's members: one for each key, distinct, and depending only on
/// its own key unless plain names collide.
enum MemberNames {
    /// - Parameter keys: the keys, with the name requested by the schema, if any.
    static func names(for keys: [(key: String, swiftName: String?)], taken: Set<String> = [])
        -> [String]
    {
        let plain = keys.map { plainName(of: $0.key, swiftName: $0.swiftName) }
        var counts: [String: Int] = [:]
        for name in plain { counts[name, default: 0] += 1 }
        var used = taken
        var result = [String?](repeating: nil, count: keys.count)
        // Unmodified names and those spelled like their key come first.
        for (index, name) in plain.enumerated() {
            let isOwn = counts[name] == 1 || keys[index].swiftName != nil
            if isOwn, used.insert(name).inserted { result[index] = name }
        }
        for (index, name) in plain.enumerated()
        where result[index] == nil && keys[index].key.utf8.elementsEqual(name.utf8) {
            if used.insert(name).inserted { result[index] = name }
        }
        let open = plain.indices.filter { result[$0] == nil }
        // Independent of the order of the keys, as far as their case distinguishes them.
        for index in open.sorted(by: { (Case(keys[$0].key), $0) < (Case(keys[$1].key), $1) }) {
            result[index] = distinct(from: used, key: keys[index].key, plain: plain[index])
            used.insert(result[index] ?? "")
        }
        return result.map { $0 ?? "" }
    }

    private static func plainName(of key: String, swiftName: String?) -> String {
        if let swiftName, let first = swiftName.unicodeScalars.first, !first.properties.isUppercase
        {
            let name = Identifier.cleaned(swiftName)
            if !name.isEmpty { return name }
        }
        let name = Words(key).lowerCamel
        if ReservedNames.members.contains(name) { return name + "Value" }
        return name.isEmpty ? Spelled.out(key).lowerCamel : name
    }

    private static func distinct(from used: Set<String>, key: String, plain: String) -> String {
        let spelled = Spelled.out(key).lowerCamel
        if !spelled.isEmpty, !used.contains(spelled), !ReservedNames.members.contains(spelled) {
            return spelled
        }
        for word in Case(key).words {
            for base in [Words(plain).upperCamel, Words(spelled).upperCamel]
            where !base.isEmpty && !used.contains(word + base) {
                return word + base
            }
        }
        return numbered(plain.isEmpty ? "member" : plain, used)
    }

    /// The last resort, if no word distinguishes two names.
    static func numbered(_ base: String, _ used: Set<String>) -> String {
        var number = 2
        while used.contains("\(base)\(number)") { number += 1 }
        return "\(base)\(number)"
    }
}

/// The case of a key, which distinguishes `a+`, `A+`, and `yes`, `YES`, `Yes`.
private enum Case: Int, Comparable {
    case lower
    case upper
    case capitalized

    init(_ key: String) {
        let letters = key.unicodeScalars.filter(\.properties.isAlphabetic)
        if !(letters.first?.properties.isUppercase ?? false) {
            self = .lower
        } else {
            self = letters.contains(where: \.properties.isLowercase) ? .capitalized : .upper
        }
    }

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }

    var words: [String] {
        switch self {
        case .lower: ["lowercase"]
        case .upper: ["uppercase"]
        case .capitalized: ["uppercase", "capitalized"]
        }
    }
}

/// Words for a text of which every sign counts, because its letters and digits alone do not
/// identify it.
enum Spelled {
    static func out(_ text: String) -> Words {
        if text.isEmpty { return Words("empty") }
        let words = Words(SpelledSigns.all(of: text))
        if !words.isEmpty { return words }
        return Words(
            text.unicodeScalars.map { "U" + String($0.value, radix: 16, uppercase: true) }.joined(
                separator: " "
            )
        )
    }
}

enum Identifier {
    /// Keeps only the characters that are allowed in identifiers.
    static func cleaned(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            let isPart =
                scalar == "_" || Words.isWordPart(scalar, first: true)
                || scalar.properties.generalCategory == .decimalNumber && scalar.isASCII
            if isPart { result.unicodeScalars.append(scalar) }
        }
        guard let first = result.unicodeScalars.first else { return "" }
        return first.properties.numericType != nil ? "_" + result : result
    }
}
