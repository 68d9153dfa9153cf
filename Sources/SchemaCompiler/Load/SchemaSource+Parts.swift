import ConfigDocument
package import JSONSchema
import SchemaValidation

/// Schemas inside a file that is not a schema itself.
extension SchemaSource {
    /// The schemas in an OpenAPI document, or in the definition of a custom resource; nil for a
    /// schema.
    var parts: [SchemaSource]? {
        get throws(SchemaError) {
            guard let kind = SchemaContainer(document) else {
                guard document.root["swagger"] != nil else { return nil }
                throw fault(
                    "a document of Swagger 2.0 is not a schema",
                    "name one of its schemas: "
                        + quoted(FilePath.name(path) + "#/definitions/…", limit: 200)
                )
            }
            let parts = kind.parts(in: document)
            guard parts.isEmpty else { return try parts.map(source) }
            throw fault(
                "the document has no schemas",
                "a schema inside it can be named: "
                    + quoted(FilePath.name(path) + "#/…", limit: 200),
                at: document.root
            )
        }
    }

    /// The schema at a fragment: `#/components/schemas/Pet`.
    func part(at fragment: String) throws(SchemaError) -> SchemaSource {
        let pointer = URI.percentDecoded(String(fragment.dropFirst()))
        guard let path = DocumentPath(pointer: pointer), !path.isEmpty else {
            throw fault(
                "\(quoted(fragment)) is not the path of a schema",
                "write #/definitions/name"
            )
        }
        var place = document.root
        for token in path.tokens {
            guard let next = place.child(at: .key(token)) else {
                let names = place.members.map(\.key.text)
                throw fault(
                    "\(quoted(fragment)) leads nowhere: there is no \(quoted(token))",
                    Suggestion.closest(to: token, in: names).map { "did you mean \(quoted($0))?" }
                )
            }
            place = next
        }
        let name = SchemaContainer(document).map { $0.name(of: path, in: document) }
        return try source(of: SchemaPart(name: name ?? path.tokens.last ?? "", path: path))
    }

    private func fault(
        _ message: String,
        _ suggestion: String?,
        at place: Cursor? = nil
    ) -> SchemaError {
        SchemaError(findings: [
            Finding(
                message: message,
                suggestion: suggestion,
                file: path,
                position: place?.position
            )
        ])
    }

    /// The source of a part, which refers to it.
    private func source(of part: SchemaPart) throws(SchemaError) -> SchemaSource {
        if let place = document.root[part.path], !place.isObject, place.bool == nil {
            throw fault(
                "\(quoted(part.fragment)) is \(describe(place.kind)), not a schema",
                nil,
                at: place
            )
        }
        var source = self
        source.name = part.name
        source.version = nil
        source.path = path + part.fragment
        source.shownPath = shownPath + part.fragment
        source.uri = uri + "?" + URI.percentEncoded(part.name)
        source.container = Container(
            path: path,
            uri: uri,
            document: document,
            kind: SchemaContainer(document)
        )
        let file = uri.split(separator: "/").last.map(String.init) ?? uri
        do throws(DocumentError) {
            source.document = try part.schema(in: document, at: file, named: source.shownPath)
        } catch {
            throw SchemaError(findings: [Finding(error)])
        }
        return source
    }
}

extension [SchemaSource] {
    /// The finding for a file with several schemas where one is expected; nil if there is one, or
    /// they are files of a directory.
    package func choice(inFileAt path: String) -> Finding? {
        guard count > 1, let first, first.isPart else { return nil }
        let names = prefix(8).map { quoted($0.path, limit: 200) }
        let more = count > 8 ? ", …" : ""
        return Finding(
            message: "there are \(count) schemas in this file",
            suggestion: "name one of them: \(names.joined(separator: ", "))\(more)",
            file: path
        )
    }
}
