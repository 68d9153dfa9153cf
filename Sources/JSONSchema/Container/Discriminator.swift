import ConfigDocument
import SchemaValidation

/// The property that tells which alternative a value is (OpenAPI 3.1.1, 4.8.25).
struct Discriminator {
    private let property: Cursor
    private let name: String
    /// The tags of each target of the mapping.
    private var tags: [String: [String]] = [:]
    private let root: Cursor

    /// - Parameter root: the document, for targets of references.
    init?(_ schema: Cursor, in root: Cursor) {
        guard let property = schema["discriminator"]?["propertyName"], let name = property.string
        else { return nil }
        (self.property, self.name, self.root) = (property, name, root)
        for (tag, target) in schema["discriminator"]?["mapping"]?.members ?? [] {
            guard let text = target.string else { continue }
            // A target is a reference, or the name of a component.
            let isName = root["components"]?["schemas"]?[text] != nil
            let reference = isName ? "#/components/schemas/" + text : text
            tags[reference, default: []].append(tag.text)
        }
    }

    /// The tags of an alternative; nil if it is not a reference, or has its own values of the
    /// property.
    func tags(of alternative: Cursor) -> [String]? {
        guard let reference = alternative["$ref"]?.string, !declaresTags(reference) else {
            return nil
        }
        if let tags = tags[reference] { return tags }
        let pointer = reference.split(separator: "#", omittingEmptySubsequences: false).last ?? ""
        let tokens = DocumentPath(pointer: URI.percentDecoded(String(pointer)))?.tokens
        return tokens?.last.map { [$0] }
    }

    /// True if the target of a reference restricts the property to certain values.
    private func declaresTags(_ reference: String) -> Bool {
        guard let target = target(of: reference) else { return false }
        var open = [target]
        var seen: Set<Int> = []
        while let schema = open.popLast() {
            guard seen.insert(schema.index).inserted else { continue }
            if let property = schema["properties"]?[name], hasValues(property) { return true }
            open += parts(of: schema)
        }
        return false
    }

    private func hasValues(_ schema: Cursor) -> Bool {
        var open = [schema]
        var seen: Set<Int> = []
        while let schema = open.popLast() {
            guard seen.insert(schema.index).inserted else { continue }
            if schema["enum"] != nil || schema["const"] != nil { return true }
            open += parts(of: schema)
        }
        return false
    }

    /// The schemas that apply together with one: the target of its reference, and those of `allOf`.
    private func parts(of schema: Cursor) -> [Cursor] {
        let target = schema["$ref"]?.string.flatMap(target)
        return [target].compactMap { $0 } + (schema["allOf"]?.elements ?? [])
    }

    private func target(of reference: String) -> Cursor? {
        guard reference.hasPrefix("#") else { return nil }
        let pointer = URI.percentDecoded(String(reference.dropFirst()))
        return DocumentPath(pointer: pointer).flatMap { root[$0] }
    }

    func add(_ tags: [String], to copy: inout DocumentCopy) {
        copy.key("properties", at: property)
        copy.open(.object, at: property)
        copy.key(name, at: property)
        copy.open(.object, at: property)
        copy.values(tags, at: property)
        copy.close()
        copy.close()
        copy.key("required", at: property)
        copy.strings([name], at: property)
    }
}
