import ConfigDocument
import ConfigSchemas
import ConfigTypes
import Foundation
import JSONSchema
import SchemaCompiler
import SchemaSamples
import Suites
import Testing
import TypedConfig

/// Validation and the generated type agree on random documents of each golden schema, some of whose
/// values are replaced by those at the ends of types and formats, or by others.
@Suite struct AgreementTests {
    @Test(arguments: GoldenTests.types.keys.sorted())
    func validationSaysWhatTheTypeSays(name: String) throws {
        let type = try #require(GoldenTests.types[name])
        let checks = try Checks(name)
        var samples = try SampleGenerator(checks.graph, seed: 7)
        var numbers = NumberEnds(seed: 7)
        var values = ValueEnds(seed: 7)
        var (accepted, refused) = (0, 0)
        let roots =
            try checks.documents()
            + (0..<60).compactMap { _ in samples.document() }
            .map { ConfigTypes.DocumentValue($0.root) }
        for root in roots {
            for value in [root] + (0..<4).map({ _ in numbers.replaced(root) })
                + (0..<8).map({ _ in values.replaced(root) })
            {
                let bytes = value.encoded(as: .json)
                let document = try Document(parsing: bytes, as: .json, named: "sample")
                let refusal = Self.refusal(of: type, bytes)
                if refusal == nil { accepted += 1 } else { refused += 1 }
                for (tool, findings) in checks.findings(in: document) {
                    #expect(
                        findings.isEmpty == (refusal == nil),
                        "\(tool), \(String(decoding: bytes, as: UTF8.self)): \(findings), \(refusal ?? "")"
                    )
                }
            }
        }
        #expect(accepted > 3)
        #expect(refused > 0 || checks.acceptsAll)
    }

    /// The error of the type; nil if it reads the document.
    private static func refusal<T: ConfigTypes.ConfigType>(of _: T.Type, _ bytes: [UInt8])
        -> String?
    {
        do {
            _ = try T(parsing: bytes, as: .json)
            return nil
        } catch {
            return "\(error)"
        }
    }
}

/// How files are validated without their type: by `schemac`, and by `configctl --schemas`.
private struct Checks {
    let graph: SchemaGraph
    private let checker: ConfigChecker
    /// Nil where the options decide what types hold, which only `schemac` reads.
    private var validator: ConfigValidator?
    private let name: String
    private let test: String
    /// A schema for values of any kind.
    let acceptsAll: Bool

    init(_ test: String) throws {
        self.test = test
        let folder = GoldenTests.folder.path
        let parts = test.split(separator: "/").map(String.init)
        name = parts.last ?? test
        acceptsAll = test == "any-kind"
        let options = try BuildPlan(targetDirectory: "\(folder)/\(parts[0])", config: nil).options
        let isOwn =
            options.usesExactDecimals || options.formats.contains(.duration)
            || !options.exclude.isEmpty
        var validator = ConfigValidator()
        if parts.count > 1 {
            let sources = try SchemaFinder().sources(at: ["\(folder)/\(parts[0])/schemas"])
            let source = try #require(sources.first { $0.name == parts[1] })
            checker = try ConfigChecker(source, among: sources, options)
            graph = try References.graph(of: source, in: "\(folder)/\(parts[0])/schemas")
            try validator.add(schemaFolder: "\(folder)/\(parts[0])/schemas")
        } else {
            let path = "\(folder)/\(test)/schema.json"
            let document = try Document(contentsOf: path, named: "\(test)/schema.json")
            let source = SchemaSource(
                name: name,
                path: "\(test)/schema.json",
                uri: "file:///\(test)/schema.json",
                document: document
            )
            checker = try ConfigChecker(source, among: [source], options)
            graph = try SchemaRegistry().resolve(document, baseURI: source.uri)
            try validator.add(schema: document, named: name)
        }
        self.validator = isOwn ? nil : validator
    }

    /// The valid documents, because a document cannot be guessed for every schema.
    func documents() throws -> [ConfigTypes.DocumentValue] {
        try GoldenTests.documents("valid").filter { $0.hasPrefix("\(test)/valid/") }
            .map { path in
                let path = "\(GoldenTests.folder.path)/\(path)"
                return ConfigTypes.DocumentValue(try Document(contentsOf: path).root)
            }
    }

    func findings(in document: Document) -> [(tool: String, findings: [ConfigTypes.Finding])] {
        let own = [("schemac", checker.findings(in: document))]
        guard let validator else { return own }
        return own + [("configctl", validator.validate(document, schema: name))]
    }
}

/// Schemas of a folder that refer to each other by relative URIs.
private enum References {
    static func graph(of source: SchemaSource, in folder: String) throws -> SchemaGraph {
        var registry = SchemaRegistry()
        registry.loader = { uri throws(SchemaLoadError) in
            let name = uri.split(separator: "/").last.map(String.init) ?? ""
            return try? Document(contentsOf: "\(folder)/\(name)")
        }
        return try registry.resolve(
            source.document,
            baseURI: "file:///schemas/\(source.name).schema.json"
        )
    }
}
