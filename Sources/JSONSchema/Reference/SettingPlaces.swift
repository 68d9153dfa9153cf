package import ConfigDocument
import ECMARegex
import SchemaValidation

/// Finds the schemas of the values that lie around the value of a schema, for keywords that name
/// such places by relative JSON Pointers.
///
/// Only the schemas are known here, so an answer covers every way to use one: a definition that
/// several settings refer to has several parents.
package struct SettingPlaces {
    private let graph: SchemaGraph
    /// The schemas that apply a schema to their own value.
    private var around: [SchemaNode: [SchemaNode]] = [:]
    /// The schemas that apply a schema to a member or element.
    private var above: [SchemaNode: [SchemaNode]] = [:]

    package init(_ graph: SchemaGraph) {
        self.graph = graph
        for document in graph.documents.indices {
            for node in graph.schemas(inDocument: document) {
                for inner in sameValue(node) { around[inner, default: []].append(node) }
                for inner in inside(node) { above[inner, default: []].append(node) }
            }
        }
    }

    /// The schemas of the value that a pointer leads to from the value of a schema; empty where no
    /// schema describes it.
    package func schemas(at pointer: RelativePointer, from node: SchemaNode) -> [SchemaNode] {
        var nodes = whole([node])
        for _ in 0..<pointer.levels where !nodes.isEmpty {
            nodes = whole(nodes.flatMap { above[$0] ?? [] })
        }
        for step in pointer.way {
            nodes = whole(nodes.flatMap { inner(step, of: $0) })
        }
        return nodes
    }

    /// The names of the members that are described at the end of a pointer, without its last step.
    package func names(beside pointer: RelativePointer, from node: SchemaNode) -> [String] {
        var outer = pointer
        guard outer.way.popLast() != nil else { return [] }
        return schemas(at: outer, from: node).flatMap { node in
            graph.cursor(of: node)["properties"]?.members.map(\.key.text) ?? []
        }
    }

    // MARK: One value

    /// All schemas for the value of some: those around them, and what these apply to it.
    private func whole(_ nodes: [SchemaNode]) -> [SchemaNode] {
        var outer: Set<SchemaNode> = []
        var pending = nodes
        while let node = pending.popLast() {
            if outer.insert(node).inserted { pending += around[node] ?? [] }
        }
        var found: [SchemaNode] = []
        var seen: Set<SchemaNode> = []
        // In the order of the text, so that equal schemas give equal answers.
        pending = outer.sorted { ($0.document, $0.index) > ($1.document, $1.index) }
        while let node = pending.popLast() {
            guard seen.insert(node).inserted else { continue }
            found.append(node)
            pending += sameValue(node).reversed()
        }
        return found
    }

    private func sameValue(_ node: SchemaNode) -> [SchemaNode] {
        let schema = graph.cursor(of: node)
        guard schema.isObject else { return [] }
        var found = ["$ref", "$dynamicRef"].compactMap { graph.target(of: node, by: $0) }
        if isHidden(node) { return found }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            found += schemas(schema[keyword]?.elements.map { $0 } ?? [], in: node)
        }
        found += schemas(["if", "then", "else"].compactMap { schema[$0] }, in: node)
        found += schemas(schema["dependentSchemas"]?.members.map(\.value) ?? [], in: node)
        return found
    }

    // MARK: Members and elements

    private func inside(_ node: SchemaNode) -> [SchemaNode] {
        let schema = graph.cursor(of: node)
        guard schema.isObject, !isHidden(node) else { return [] }
        var found: [SchemaNode] = []
        for keyword in ["properties", "patternProperties"] {
            found += schemas(schema[keyword]?.members.map(\.value) ?? [], in: node)
        }
        for keyword in Self.rest + ["items", "additionalItems", "unevaluatedItems", "contains"] {
            guard let value = schema[keyword], !value.isArray else { continue }
            found += schemas([value], in: node)
        }
        for keyword in ["items", "prefixItems"] {
            found += schemas(schema[keyword]?.elements.map { $0 } ?? [], in: node)
        }
        return found
    }

    private static let rest = ["additionalProperties", "unevaluatedProperties"]

    private func inner(_ step: DocumentPath.Step, of node: SchemaNode) -> [SchemaNode] {
        let schema = graph.cursor(of: node)
        guard schema.isObject, !isHidden(node) else { return [] }
        var found: [Cursor] = []
        if let member = schema["properties"]?[step.token] { found.append(member) }
        for (key, value) in schema["patternProperties"]?.members ?? [] {
            guard let pattern = try? Pattern(key.text, leniency: .annexB) else { continue }
            if (try? pattern.matches(step.token)) ?? true { found.append(value) }
        }
        if found.isEmpty {
            found += Self.rest.compactMap { schema[$0] }.filter { $0.isObject || $0.bool == true }
        }
        if let position = step.position {
            let list = schema["prefixItems"] ?? schema["items"]
            if let list, list.isArray, position < list.count {
                found += list.elements.dropFirst(position).prefix(1)
            } else if let items = schema["items"] ?? schema["additionalItems"], !items.isArray {
                found.append(items)
            }
        }
        return schemas(found, in: node)
    }

    private func schemas(_ values: [Cursor], in node: SchemaNode) -> [SchemaNode] {
        values.map { graph.node(at: $0, in: node) }
    }

    private func isHidden(_ node: SchemaNode) -> Bool {
        graph.target(of: node) != nil && graph.dialect(of: node).draft.referenceHidesSiblings
    }
}
