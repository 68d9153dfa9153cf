public import ConfigDocument
public import JSONSchema
public import SchemaCompiler

/// A schema in one document with all documents that it refers to: a compound schema document (JSON
/// Schema Core 2020-12, section 9.3).
///
/// References are unchanged, because each document keeps its URI as an embedded `$id`. A file path
/// becomes an `$id` relative to the schema, so that the bundle can be moved.
public struct SchemaBundle: Sendable {
    /// The options for references: maps, vendored documents and limits.
    public var options = CompilerOptions()

    /// Creates a bundler with the default options.
    public init() {}

    /// - Throws: the errors that prevent the schema from being resolved.
    public func document(
        of source: SchemaSource,
        among sources: [SchemaSource]
    ) throws(SchemaError) -> DocumentValue {
        let references = References(sources, options)
        let graph: SchemaGraph
        do throws(SchemaError) {
            graph = try references.resolved(source)
        } catch {
            throw SchemaError(findings: references.located(error.findings))
        }
        guard case .object(var root) = DocumentValue(source.document.root) else {
            return DocumentValue(source.document.root)
        }
        let draft = graph.dialect(of: graph.root).draft
        let keyword = draft <= .draft7 ? "definitions" : "$defs"
        guard case .object(var definitions) = root[keyword] ?? .object(DocumentObject()) else {
            return .object(root)
        }
        for embedded in embedded(in: graph, base: source.uri) {
            var name = embedded.name
            var number = 2
            while definitions[name] != nil {
                name = "\(embedded.name)-\(number)"
                number += 1
            }
            definitions[name] = embedded.value
        }
        if !definitions.members.isEmpty { root[keyword] = .object(definitions) }
        try checkSelfContained(.object(root), source)
        return .object(root)
    }

    /// A reference by path to a document with a different `$id` cannot be resolved once the path is
    /// gone.
    private func checkSelfContained(
        _ bundle: DocumentValue,
        _ source: SchemaSource
    ) throws(SchemaError) {
        let document: Document
        do throws(DocumentError) {
            document = try Document(
                parsing: bundle.encoded(as: .json),
                as: .json,
                named: "the bundle of \(source.path)"
            )
        } catch {
            throw SchemaError(findings: [Finding(error)])
        }
        _ = try SchemaRegistry().resolve(document, baseURI: source.uri)
    }

    /// The other documents of the graph, except those of the standard, which every validator has.
    private func embedded(
        in graph: SchemaGraph,
        base: String
    ) -> [(name: String, value: DocumentValue)] {
        graph.documents.indices.compactMap { number in
            guard number != graph.root.document,
                let resource = graph.resources.first(where: { resource in
                    resource.root.document == number && resource.root.index == 0
                }),
                !MetaSchemas.uris.contains(resource.uri),
                case .object(var value) = DocumentValue(graph.documents[number].root)
            else { return nil }
            let draft = resource.dialect.draft
            if draft.referenceHidesSiblings, let reference = value["$ref"] {
                // These drafts ignore `$id` beside `$ref`.
                value["$ref"] = nil
                value["allOf"] = [["$ref": reference]]
            }
            value[draft.idKeyword] = .string(Self.identifier(resource.uri, from: base))
            value["$schema"] = value["$schema"] ?? .string(draft.metaSchema)
            return (Self.name(of: resource.uri), .object(value))
        }
    }

    /// For files, the path relative to the schema, such as `../common.json`; other URIs unchanged.
    private static func identifier(_ uri: String, from base: String) -> String {
        guard uri.hasPrefix("file:"), base.hasPrefix("file:") else { return uri }
        var from = base.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        var to = uri.split(separator: "/", omittingEmptySubsequences: false)[...]
        while let first = from.first, first == to.first, to.count > 1 {
            from.removeFirst()
            to.removeFirst()
        }
        return String(repeating: "../", count: from.count) + to.joined(separator: "/")
    }

    /// `common` for `…/common.schema.json`.
    private static func name(of uri: String) -> String {
        let file = uri.split(separator: "/").last.map(String.init) ?? uri
        let name = String(file.prefix { $0 != "." && $0 != "#" && $0 != "?" })
        return name.isEmpty ? "embedded" : name
    }
}
