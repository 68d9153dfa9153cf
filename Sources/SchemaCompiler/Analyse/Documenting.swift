package import ConfigDocument
import JSONSchema

extension Analyser {
    /// The doc comment of a value with this shape.
    func documentation(of shape: Shape) -> Documentation {
        var documentation = Documentation()
        let parts = shape.parts + (shape.either.count == 1 ? shape.either[0] : [])
        for part in parts {
            let (target, passed, _) = reader.canonical(part.node)
            for node in passed + [target] {
                let cursor = graph.cursor(of: node)
                if documentation.text.isEmpty { documentation.text = Self.text(cursor) ?? "" }
                if documentation.defaultText == nil {
                    documentation.defaultText = cursor["default"].flatMap(Self.shown)
                }
                if documentation.examples.isEmpty {
                    documentation.examples = Self.examples(cursor)
                }
                if cursor["deprecated"]?.bool == true, documentation.notes.isEmpty {
                    documentation.notes.append("Deprecated.")
                }
            }
        }
        let facts = reader.facts(of: Shape(parts, kinds: shape.kinds))
        if facts.constants == nil { documentation.bounds = BoundsInWords(facts, graph).phrases }
        if documentation.showsValues, reader.holdsSecret(Shape(parts)) {
            documentation.hideValues()
        }
        return documentation
    }

    /// A few short examples as text.
    private static func examples(_ cursor: Cursor) -> [String] {
        let list = cursor["examples"]?.elements.map { $0 } ?? cursor["example"].map { [$0] } ?? []
        return Array(list.compactMap(shown).filter { $0.utf8.count <= 40 }.prefix(3))
    }

    /// A type is documented by the schema that it was made from.
    func documentation(of origin: Origin) -> Documentation {
        Documentation(text: origin.description ?? origin.title ?? "")
    }

    func documentation(ofConstant index: Int, of count: Int, in node: SchemaNode?) -> Documentation
    {
        guard let node else { return Documentation() }
        let cursor = graph.cursor(of: node)
        if count == 1 {
            var documentation = Documentation(text: Self.text(cursor) ?? "")
            // A case has no accessor for the attribute, and is accessed by name.
            if let deprecation = deprecation(of: [Shape.Part(node: node)]) {
                let message = deprecation.message.map { ": \($0)" } ?? "."
                documentation.notes.append("Deprecated" + message)
            }
            return documentation
        }
        for keyword in ["enumDescriptions", "x-enum-descriptions", "markdownEnumDescriptions"] {
            if let list = cursor[keyword], list.count == count, let text = list[index]?.string {
                return Documentation(text: text)
            }
        }
        return Documentation()
    }

    package static func text(_ cursor: Cursor) -> String? {
        for keyword in ["description", "title"] {
            if let text = cursor[keyword]?.string,
                text.unicodeScalars.contains(where: { !$0.properties.isWhitespace })
            {
                return text
            }
        }
        return nil
    }

    /// A default in JSON notation, unless it is long.
    private static func shown(_ value: Cursor) -> String? {
        let range = value.sourceRange
        guard range.count <= 60,
            value.document.format == .json || !(value.isObject || value.isArray)
        else {
            return nil
        }
        if let text = value.string, value.document.format == .yaml { return "\"\(text)\"" }
        return value.document.withSource { onOneLine(String(decoding: $0[range], as: UTF8.self)) }
    }

    /// JSON without line breaks, and with a space after each comma and colon only.
    private static func onOneLine(_ json: String) -> String {
        var result = ""
        var isQuoted = false
        var isEscaped = false
        for scalar in json.unicodeScalars {
            if !isQuoted, scalar.properties.isWhitespace { continue }
            result.unicodeScalars.append(scalar)
            if isQuoted {
                if scalar == "\"", !isEscaped { isQuoted = false }
                isEscaped = scalar == "\\" && !isEscaped
            } else if scalar == "\"" {
                isQuoted = true
            } else if scalar == "," || scalar == ":" {
                result += " "
            }
        }
        return result
    }

    /// Removes what the type of a property already expresses, and adds what it does not.
    static func fitted(_ documentation: Documentation, to type: TypeRef) -> Documentation {
        var result = documentation
        switch type.withoutSecret {
        case .text: result.bounds.removeAll { $0.hasPrefix("in the format") }
        case .set: result.bounds.removeAll { $0 == "without duplicates" }
        case .quantity(let unit):
            result.bounds = result.bounds.map { unit.counted($0) }
            // A text has its own unit.
            result.defaultText = result.defaultText.map {
                $0.hasPrefix("\"") ? $0 : unit.counted($0)
            }
        default: break
        }
        return result
    }
}

extension Document {
    fileprivate func withSource<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        defer { withExtendedLifetime(storage) {} }
        return body(storage.sourceBytes)
    }
}

extension Documentation {
    var showsValues: Bool { defaultText != nil || !examples.isEmpty }

    /// Removes the default and the examples of a secret.
    mutating func hideValues() {
        defaultText = nil
        examples = []
    }
}
