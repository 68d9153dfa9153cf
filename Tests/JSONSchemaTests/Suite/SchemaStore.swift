import ConfigDocument
import Foundation
import JSONSchema
import Suites

/// The SchemaStore copy, judged as its README describes: formats asserted, content not, references
/// resolved to `refs/` for both hosts and with or without `.json`.
struct SchemaStore: Sendable {
    private let suite: SuiteFolder

    init?() {
        guard let suite = SuiteFolder("schemastore") else { return nil }
        self.suite = suite
    }

    /// A row of `exceptions.tsv` whose document a strict validator judges differently.
    struct Exception: Hashable, Sendable {
        var name: String
        var set: String
        var file: String
    }

    /// The categories in which a strict validator may differ from SchemaStore.
    static let deviating: Set = [
        "draft4-const", "ref-siblings", "lenient-date-time", "content-annotation",
    ]

    func names() throws -> [String] {
        try suite.files(in: "schemas", suffix: ".json").map {
            $0.deletingPathExtension().lastPathComponent
        }
    }

    /// The documents whose strict verdict differs from that of their folder. Content is not
    /// asserted here, so documents that fail only because of it do not deviate.
    func exceptions() throws -> [Exception: String] {
        let rows = String(decoding: try suite.bytes("exceptions.tsv"), as: UTF8.self)
            .split(separator: "\n").dropFirst().map {
                $0.split(separator: "\t", omittingEmptySubsequences: false)
            }
        var exceptions: [Exception: String] = [:]
        for row in rows where row.count > 5 && Self.deviating.contains(String(row[4])) {
            exceptions[Exception(name: String(row[0]), set: String(row[1]), file: String(row[2]))] =
                String(row[4])
        }
        return exceptions
    }

    func program(_ name: String) throws -> ValidationProgram {
        let schema = try Document(
            parsing: suite.bytes("schemas/\(name).json"),
            as: .json,
            named: "\(name).json"
        )
        var registry = SchemaRegistry()
        registry.defaultDialect = Dialect(.draft7)
        registry.loader = { uri throws(SchemaLoadError) in try reference(uri) }
        let graph = try registry.resolve(
            schema,
            baseURI: "https://www.schemastore.org/\(name).json"
        )
        return try ValidationProgram(compiling: graph, options: .configuration)
    }

    private func reference(_ uri: String) throws(SchemaLoadError) -> Document? {
        let hosts = ["https://json.schemastore.org/", "https://www.schemastore.org/"]
        guard let host = hosts.first(where: uri.hasPrefix) else { return nil }
        let name = uri.dropFirst(host.count)
        guard
            let bytes = try? suite.bytes("refs/\(name.hasSuffix(".json") ? name : name + ".json")")
        else {
            return nil
        }
        do throws(DocumentError) {
            return try Document(parsing: bytes, as: .json, named: uri)
        } catch {
            throw SchemaLoadError(message: error.message, finding: Finding(error))
        }
    }

    /// The documents of a set for a schema.
    func documents(_ set: String, of name: String) throws -> [(file: String, document: Document)] {
        let folder = "\(set)/\(name)"
        guard FileManager.default.fileExists(atPath: suite.url.appending(path: folder).path) else {
            return []
        }
        return try suite.files(in: folder).map { url in
            let file = url.lastPathComponent
            let isYAML = file.hasSuffix(".yaml") || file.hasSuffix(".yml")
            return (
                file,
                try Document(
                    parsing: [UInt8](Data(contentsOf: url)),
                    as: isYAML ? .yaml : .json,
                    named: file
                )
            )
        }
    }
}
