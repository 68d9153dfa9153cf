import ConfigDocument
import ConfigTypes
import JSONSchema
import SchemaValidation

/// The settings declared by a schema, for configurations without a generated type: the possible
/// targets of variables and arguments, and the unset settings that `explain` lists.
///
/// They are the properties of objects within objects, by `properties`, `$ref` and `allOf`. Content
/// of arrays, maps and alternatives is part of their value.
struct SchemaSettings {
    private let graph: SchemaGraph
    private(set) var settings: [Setting] = []
    /// The values of `x-env`, by the JSON Pointers of the settings: a name, or nil for none.
    private(set) var variables: [String: String?] = [:]
    private var open: [SchemaNode] = []

    init(_ graph: SchemaGraph) {
        self.graph = graph
        walk(parts(of: graph.root), at: [], isSecret: false)
    }

    /// A schema together with those that it includes by `$ref` or `allOf`.
    private func parts(of node: SchemaNode) -> [SchemaNode] {
        var parts: [SchemaNode] = []
        var rest = [node]
        while let next = rest.popLast() {
            guard parts.count < 64, !parts.contains(next) else { continue }
            parts.append(next)
            if let target = graph.target(of: next) { rest.append(target) }
            let all = graph.cursor(of: next)["allOf"]?.elements ?? []
            rest += all.reversed().map { graph.node(at: $0, in: next) }
        }
        return parts
    }

    private mutating func walk(_ parts: [SchemaNode], at path: [String], isSecret: Bool) {
        guard path.count < 32, settings.count < ReadingOptions.standard.maxSettings else { return }
        var seen: Set<String> = []
        for part in parts {
            for (key, schema) in graph.cursor(of: part)["properties"]?.members ?? []
            where seen.insert(key.text).inserted {
                add(graph.node(at: schema, in: part), at: path + [key.text], isSecret)
            }
        }
    }

    private mutating func add(_ node: SchemaNode, at path: [String], _ isInSecret: Bool) {
        // A schema that contains itself would never end.
        guard !open.contains(node) else { return }
        open.append(node)
        defer { open.removeLast() }
        let parts = parts(of: node)
        let isSecret =
            isInSecret || value("x-secret", in: parts)?.bool == true
            || value("writeOnly", in: parts)?.bool == true
            || value("format", in: parts)?.string == "password"
        let index = settings.count
        let types = types(of: parts)
        settings.append(
            Setting(
                path: path,
                offset: nil,
                type: ObjectIdentifier(DocumentValue.self),
                kind: kind(of: parts),
                defaultValue: value("default", in: parts).map { DocumentValue($0) },
                isSecret: isSecret,
                holdsIntegers: holdsIntegers(parts),
                isNullable: types.contains("null"),
                mayBeText: types.isEmpty || types.contains("string")
            )
        )
        if let variable = value("x-env", in: parts),
            variable.string != nil || variable.bool == false
        {
            variables[JSONPointer(path).description] = .some(variable.string)
        }
        walk(parts, at: path, isSecret: isSecret)
        if settings.count > index + 1 {
            settings[index].hasMembers = true
            settings[index].kind = nil
        }
    }

    private func holdsIntegers(_ parts: [SchemaNode]) -> Bool {
        parts.contains { part in
            guard let items = graph.cursor(of: part)["items"], items.isObject else { return false }
            return kind(of: self.parts(of: graph.node(at: items, in: part))) == .integer
        }
    }

    private func value(_ keyword: String, in parts: [SchemaNode]) -> Cursor? {
        parts.lazy.compactMap { graph.cursor(of: $0)[keyword] }.first
    }

    /// The types given by the keyword; none if it is absent.
    private func types(of parts: [SchemaNode]) -> [String] {
        guard let type = value("type", in: parts) else { return [] }
        return ([type] + type.elements).compactMap(\.string)
    }

    /// Nil unless there is exactly one type besides `null`.
    private func kind(of parts: [SchemaNode]) -> Setting.Kind? {
        let types = types(of: parts)
        guard !types.isEmpty else {
            let constants = value("enum", in: parts)?.elements ?? []
            return !constants.isEmpty && constants.allSatisfy { $0.string != nil } ? .string : nil
        }
        let names = types.filter { $0 != "null" }
        guard names.count == 1 else { return nil }
        switch names[0] {
        case "boolean": return .bool
        case "integer": return .integer
        case "number": return .number
        case "string": return .string
        case "array": return .array
        case "object": return .object
        default: return nil
        }
    }
}
