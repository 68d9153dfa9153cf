package import ConfigDocument

/// A document of another kind that contains schemas: an OpenAPI document, or the definition of a
/// custom resource of Kubernetes.
package enum SchemaContainer: Sendable {
    /// OpenAPI 3.0, with a dialect of its own (3.0.3, 4.7.24).
    case openAPI30
    /// OpenAPI 3.1 and later, with the keywords of 2020-12.
    case openAPI31
    /// A CustomResourceDefinition, whose schemas are structural.
    case customResource

    /// Nil for a schema.
    package init?(_ document: Document) {
        let root = document.root
        if let version = root["openapi"].flatMap({ $0.string ?? $0.lexeme }) {
            guard version.hasPrefix("3.") else { return nil }
            self = version.hasPrefix("3.0") ? .openAPI30 : .openAPI31
        } else if root["kind"]?.string == "CustomResourceDefinition", root["spec"] != nil {
            self = .customResource
        } else {
            return nil
        }
    }

    /// The schemas that a configuration may have: those that no other schema of the document refers
    /// to, with the first of each circle; or the versions of a resource.
    package func parts(in document: Document) -> [SchemaPart] {
        switch self {
        case .openAPI30, .openAPI31: Self.components(document.root)
        case .customResource: Self.versions(document.root)
        }
    }

    /// The name for the type of the schema at a path: its keys, without those of the container.
    package func name(of path: DocumentPath, in document: Document) -> String {
        let tokens = path.tokens
        let marker = self == .customResource ? "openAPIV3Schema" : "schemas"
        let start = tokens.firstIndex(of: marker).map { $0 + 1 } ?? max(0, tokens.count - 1)
        let names = tokens[start...].filter { $0 != "properties" }
        let kind = self == .customResource ? [Self.kind(of: document.root)] : []
        return Self.name(kind + names)
    }

    private static func name(_ words: [String]) -> String {
        words.count == 1
            ? words[0] : words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    // MARK: OpenAPI

    private static func components(_ root: Cursor) -> [SchemaPart] {
        let schemas = root["components"]?["schemas"]?.members ?? []
        let names = schemas.map(\.key.text)
        let references = Dictionary(
            schemas.map { key, schema in
                (key.text, Set(componentsReferred(in: schema)).subtracting([key.text]))
            },
            uniquingKeysWith: { first, _ in first }
        )
        let referred = references.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        // Of schemas that refer to each other in a circle, the first.
        var chosen: Set<String> = []
        var reached: Set<String> = []
        for name in names.filter({ !referred.contains($0) }) + names
        where !reached.contains(name) {
            chosen.insert(name)
            var open = [name]
            while let next = open.popLast() {
                guard reached.insert(next).inserted else { continue }
                open += references[next] ?? []
            }
        }
        return names.filter(chosen.contains).map {
            SchemaPart(name: $0, path: DocumentPath(tokens: ["components", "schemas", $0]))
        }
    }

    private static func componentsReferred(in schema: Cursor) -> [String] {
        let view = schema.document.storage.view
        return (schema.index..<view.next(after: schema.index)).compactMap { index in
            guard view[index].kind == .key else { return nil }
            let key = Cursor(document: schema.document, index: index)
            guard key.text == "$ref" else { return nil }
            let target = Cursor(document: schema.document, index: index + 1)
            return target.string.flatMap(componentName)
        }
    }

    /// The name of the component that a reference leads to or into.
    static func componentName(_ reference: String) -> String? {
        let prefix = "#/components/schemas/"
        guard reference.hasPrefix(prefix) else { return nil }
        let pointer = URI.percentDecoded(String(reference.dropFirst()))
        return DocumentPath(pointer: pointer)?.tokens.dropFirst(2).first
    }

    // MARK: Resources

    private static func kind(of root: Cursor) -> String {
        root["spec"]?["names"]?["kind"]?.string ?? "Resource"
    }

    private static func versions(_ root: Cursor) -> [SchemaPart] {
        let kind = kind(of: root)
        let versions = (root["spec"]?["versions"]?.elements ?? []).enumerated().filter {
            $0.element["served"]?.bool != false
                && $0.element["schema"]?["openAPIV3Schema"] != nil
        }
        if versions.isEmpty {
            // Before apiextensions.k8s.io/v1, all versions could share one schema.
            guard root["spec"]?["validation"]?["openAPIV3Schema"] != nil else { return [] }
            let tokens = ["spec", "validation", "openAPIV3Schema"]
            return [SchemaPart(name: kind, path: DocumentPath(tokens: tokens))]
        }
        return versions.map { number, version in
            let isMain = versions.count == 1 || version["storage"]?.bool == true
            let name = version["name"]?.string ?? "\(number)"
            let tokens = ["spec", "versions", "\(number)", "schema", "openAPIV3Schema"]
            return SchemaPart(
                name: isMain ? kind : Self.name([kind, name]),
                path: DocumentPath(tokens: tokens)
            )
        }
    }
}
