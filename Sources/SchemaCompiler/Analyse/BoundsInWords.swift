import ConfigDocument
package import JSONSchema

/// The bounds of a value in words: `from 1 to 65535`.
package struct BoundsInWords {
    package private(set) var phrases: [String] = []

    package init(_ facts: Facts, _ graph: SchemaGraph) {
        var bounds = Bounds()
        let kinds = facts.effectiveKinds
        for node in facts.nodes { bounds.read(graph.cursor(of: node)) }
        if !kinds.isDisjoint(with: .number) { numbers(bounds) }
        if kinds.contains(.string), kinds.subtracting(.null).isSubset(of: .scalar) { texts(bounds) }
        if kinds.contains(.array), !kinds.contains(.object), facts.positions.isEmpty {
            arrays(bounds)
        }
        if kinds.subtracting(.null) == .object { objects(bounds, facts, graph) }
    }

    private struct Bounds {
        var texts: [String: String] = [:]
        var flags: Set<String> = []

        mutating func read(_ cursor: Cursor) {
            for (key, value) in cursor.members {
                if let lexeme = value.lexeme {
                    texts[key.text] = lexeme
                } else if value.bool == true {
                    flags.insert(key.text)
                } else if let text = value.string, key.text == "pattern" || key.text == "format" {
                    texts[key.text] = text
                }
            }
        }

        subscript(keyword: String) -> String? { texts[keyword] }
    }

    private mutating func numbers(_ bounds: Bounds) {
        // In draft-04, a flag makes a bound exclusive.
        let above =
            bounds["exclusiveMinimum"]
            ?? (bounds.flags.contains("exclusiveMinimum") ? bounds["minimum"] : nil)
        let below =
            bounds["exclusiveMaximum"]
            ?? (bounds.flags.contains("exclusiveMaximum") ? bounds["maximum"] : nil)
        let least = above == nil ? bounds["minimum"] : nil
        let most = below == nil ? bounds["maximum"] : nil
        if let least, let most {
            phrases.append("from \(least) to \(most)")
        } else {
            if let least { phrases.append("at least \(least)") }
            if let above { phrases.append("more than \(above)") }
            if let most { phrases.append("at most \(most)") }
            if let below { phrases.append("less than \(below)") }
        }
        if let factor = bounds["multipleOf"], factor != "1" {
            phrases.append("a multiple of \(factor)")
        }
    }

    private mutating func texts(_ bounds: Bounds) {
        switch (bounds["minLength"], bounds["maxLength"]) {
        case (let least?, let most?) where least == most:
            phrases.append("\(Self.counted(least, "character")) long")
        case (let least?, let most?) where least != "0":
            phrases.append("\(least) to \(Self.counted(most, "character")) long")
        case (_, let most?): phrases.append("at most \(Self.counted(most, "character")) long")
        case ("1", nil): phrases.append("not empty")
        case (let least?, nil) where least != "0":
            phrases.append("at least \(Self.counted(least, "character")) long")
        default: break
        }
        if let format = bounds["format"], format != "password" {
            phrases.append("in the format \(CodeSpan.of(format))")
        }
        if let pattern = bounds["pattern"], pattern.utf8.count <= 60 {
            phrases.append("matching \(CodeSpan.of(pattern))")
        }
    }

    private static func counted(_ count: String, _ noun: String) -> String {
        "\(count) \(noun)\(count == "1" ? "" : "s")"
    }

    private mutating func arrays(_ bounds: Bounds) {
        switch (bounds["minItems"], bounds["maxItems"]) {
        case (let least?, let most?) where least == most:
            phrases.append("of \(Self.counted(least, "element"))")
        case (let least?, let most?) where least != "0":
            phrases.append("of \(least) to \(Self.counted(most, "element"))")
        case (_, let most?): phrases.append("of at most \(Self.counted(most, "element"))")
        case ("1", nil): phrases.append("not empty")
        case (let least?, nil) where least != "0":
            phrases.append("of at least \(Self.counted(least, "element"))")
        default: break
        }
        if bounds.flags.contains("uniqueItems") { phrases.append("without duplicates") }
    }

    private mutating func objects(_ bounds: Bounds, _ facts: Facts, _ graph: SchemaGraph) {
        // An object with properties is described by them; one without, by the number of its
        // entries.
        let isMap = facts.members.isEmpty
        func counted(_ count: String) -> String {
            isMap
                ? "\(count) \(count == "1" ? "entry" : "entries")"
                : "\(count) \(count == "1" ? "setting" : "settings")"
        }
        switch (bounds["minProperties"], bounds["maxProperties"]) {
        case (let least?, let most?) where least == most:
            phrases.append("of \(counted(least))")
        case (let least?, let most?) where least != "0":
            phrases.append("of \(least) to \(counted(most))")
        case (_, let most?): phrases.append("of at most \(counted(most))")
        case ("1", nil): phrases.append("not empty")
        case (let least?, nil) where least != "0":
            phrases.append("of at least \(counted(least))")
        default: break
        }
        guard isMap else { return }
        let names = facts.nodes.compactMap {
            graph.cursor(of: $0)["propertyNames"]?["pattern"]?.string
        }
        let isClosed = if case .closed = facts.additional { true } else { false }
        let patterns = names + (isClosed ? facts.patterns.map(\.pattern) : [])
        guard !patterns.isEmpty, patterns.count <= 2,
            patterns.allSatisfy({ $0.utf8.count <= 60 })
        else { return }
        let list = patterns.map(CodeSpan.of)
            .joined(separator: names.isEmpty ? " or " : " and ")
        phrases.append("with keys matching \(list)")
    }
}
