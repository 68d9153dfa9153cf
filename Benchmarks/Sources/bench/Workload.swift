import BuiltinConfigs
import ConfigDocument
import DocumentEditing
import Foundation
import JSONSchema
import SchemaCompiler
import TypedConfig

/// A fixed piece of work on a hot path, whose instructions `Scripts/bench-instructions` counts.
///
/// Its name comes last in `bench workload NAME --times N`. The count of N runs is the difference between
/// that of 2 N and that of N, so that neither the start of the program nor what is prepared is in it.
enum Workload: String, CaseIterable {
    case json = "json-to-tape"
    case yaml = "yaml-to-tape"
    case toml = "toml-to-tape"
    case compile = "compile-schema"
    case verdict = "verdict-of-parsed"
    case verdictOfBytes = "verdict-of-bytes"
    case findings = "findings"
    case typedLoad = "load-typed-yaml"
    case cachedLoad = "load-cached"
    case edit = "set-in-yaml"
    case emit = "emit-yaml"
    case generate = "generate-swift"

    static func run(_ arguments: Arguments) throws -> Bool {
        let name = arguments.data.lastPathComponent
        if name == "list" {
            for workload in allCases { print(workload.rawValue) }
            return false
        }
        guard let workload = Workload(rawValue: name) else {
            let names = allCases.map(\.rawValue).joined(separator: ", ")
            throw BenchError("no workload is called \(name); there are \(names)")
        }
        let sweep = try workload.prepared()
        for _ in 0..<arguments.times { try sweep() }
        return false
    }

    private func prepared() throws -> () throws -> Void {
        switch self {
        case .json: return try parsing(.json)
        case .yaml: return try parsing(.yaml)
        case .toml: return try parsing(.toml)
        case .compile:
            let set = CompileBenchmark.schema(definitions: 100)
            return { keep(try set.program()) }
        case .verdict:
            let (program, document) = (try Self.program(), try Self.document(.json))
            return {
                guard program.accepts(document) else { throw BenchError("it is valid") }
            }
        case .verdictOfBytes:
            var session = ValidationSession(try Self.program())
            let text = try Self.text(.json)
            return {
                guard try session.accepts(text) else { throw BenchError("it is valid") }
            }
        case .findings:
            let (program, document) = (try Self.program(limit: 50), try Self.document(.json))
            return {
                guard !program.findings(in: document).isEmpty else {
                    throw BenchError("it is not valid")
                }
            }
        case .typedLoad:
            let path = Self.folder + "/unified_config.yaml"
            return { keep(try UnifiedConfig.load(from: path)) }
        case .cachedLoad:
            let system = try ConfigSystem(directory: Self.folder, types: BuiltinConfigs.all)
            return { for _ in 0..<100 { keep(try system.load(UnifiedConfig.self)) } }
        case .edit:
            let document = try Self.document(.yaml)
            return { keep(try document.setting(70_000, at: ["entry100", "port"])) }
        case .emit:
            let value = DocumentValue(try Self.document(.yaml).root)
            return { keep(value.encoded(as: .yaml)) }
        case .generate:
            let folder = Self.folder + "/../schemas/unified_config"
            let sources = try SchemaFinder().sources(at: [folder])
            return { keep(try Compiler().compile(sources)) }
        }
    }

    private func parsing(_ format: DocumentFormat) throws -> () throws -> Void {
        let text = try Self.text(format)
        return { keep(try Document(parsing: text, as: format)) }
    }

    /// The configuration files of the package itself.
    private static var folder: String {
        (ProcessInfo.processInfo.environment["BENCHMARKS_FOLDER"] ?? ".") + "/../config"
    }

    private static func text(_ format: DocumentFormat) throws -> [UInt8] {
        let yaml = Array(CommentedEntries(bytes: 40_000).text.utf8)
        if format == .yaml { return yaml }
        return DocumentValue(try Document(parsing: yaml, as: .yaml).root).encoded(as: format)
    }

    private static func document(_ format: DocumentFormat) throws -> Document {
        try Document(parsing: text(format), as: format)
    }

    /// - Parameter limit: the largest port. The documents have ports from 0 to 300.
    private static func program(limit: Int = 65_535) throws -> ValidationProgram {
        let schema = #"""
            {"maxProperties": 100000, "additionalProperties": {"$ref": "#/$defs/entry"}, "$defs": {"entry": {
            "type": "object", "required": ["name", "port"], "additionalProperties": false, "properties": {
            "name": {"type": "string", "pattern": "^entry [0-9]+$"},
            "port": {"type": "integer", "minimum": 0, "maximum": \#(limit)},
            "tags": {"type": "array", "uniqueItems": true, "items": {"enum": ["one", "two", "three"]}},
            "note": {"anyOf": [{"type": "string", "maxLength": 200}, {"type": "null"}]}}}}}
            """#
        return try Dataset(name: "entries", schema: Array(schema.utf8), bytes: []).program()
    }
}
