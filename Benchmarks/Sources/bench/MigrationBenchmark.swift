import ConfigDocument
import ConfigVersioning
import Foundation
import SchemaCompiler
import SchemaTools
import TypedConfig

/// The cost of a migration compared with reading the document, and the growth of a comparison of schemas.
struct MigrationBenchmark {
    private let stopwatch = Stopwatch()

    func run() throws -> Bool {
        Metric.printHeader()
        var metrics = try DocumentFormat.allCases.map(migrate)
        metrics.append(try diff())
        return metrics.printAll()
    }

    // MARK: migrate

    private static let versions = ["1.0.0", "2.0.0", "3.0.0"]

    /// Three versions: a setting gets another name in every entry, a block is added, another moves.
    private var migrator: ConfigMigrator {
        var migrator = ConfigMigrator()
        let steps = [
            [
                #"{"rename": "/limits/max", "to": "most"}"#, #"{"add": "/region", "value": "eu"}"#,
                #"{"rename": "/hosts/*/addr", "to": "address"}"#,
            ],
            [
                #"{"move": "/limits", "to": "/server/limits"}"#,
                #"{"setDefault": "/server/retries", "value": 3}"#,
                #"{"map": "/mode", "values": {"fast": "quick"}}"#,
            ],
        ]
        let history = ConfigMigrations(
            versions: Self.versions.map { .init($0, at: "/version") },
            steps: zip(zip(Self.versions, Self.versions.dropFirst()), steps).map { ends, steps in
                ConfigMigration(from: ends.0, to: ends.1, steps: steps)
            }
        )
        migrator.add(history, for: "bench")
        return migrator
    }

    /// About 1 MB: hosts with an address each, and entries that no step is about.
    private static var document: DocumentValue {
        var hosts = DocumentObject()
        for number in 0..<500 { hosts["host\(number)"] = ["addr": .string("10.0.0.\(number)")] }
        let entries = (0..<6_500).map { number -> DocumentValue in
            [
                "id": .int(number), "name": .string("entry number \(number)"), "weight": 0.25,
                "tags": ["alpha", "beta", .string("tag-\(number % 7)")], "enabled": true,
                "note": "some words that say what the entry is there for",
            ]
        }
        return [
            "version": "1.0.0", "mode": "fast", "limits": ["max": 10, "min": 1], "server": [:],
            "hosts": .object(hosts), "entries": .array(entries),
        ]
    }

    private func migrate(_ format: DocumentFormat) throws -> Metric {
        let bytes = Self.document.encoded(as: format)
        let migrator = migrator
        let document = try Document(parsing: bytes, as: format)
        let ours = try stopwatch.nanoseconds {
            // To a document that can be validated and read.
            _ = try migrator.migrate(document, type: "bench").document()
        }
        let parsing = try stopwatch.nanoseconds { _ = try Document(parsing: bytes, as: format) }
        return Metric(
            name: "migrate \(bytes.count) bytes of \(format.rawValue) through 3 versions",
            value: ours / 1e6,
            unit: "ms",
            peer: "parsing it",
            peerValue: parsing / 1e6,
            bar: 3
        )
    }

    // MARK: diff

    private func diff() throws -> Metric {
        let folder = FileManager.default.temporaryDirectory.appending(path: "diff-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func time(_ count: Int) throws -> (nanoseconds: Double, bytes: Double) {
            let paths = try [0, 1].map { version in
                let url = folder.appending(path: "\(count)-\(version).json")
                try Data(Self.schema(definitions: count, version: version).utf8).write(to: url)
                return url.path
            }
            let size = try Data(contentsOf: URL(filePath: paths[0])).count
            return (
                try stopwatch.nanoseconds { _ = try SchemaDiff(old: paths[0], new: paths[1]) },
                Double(size)
            )
        }
        let (small, large) = (try time(100), try time(800))
        return Metric(
            name: "diff of schemas of \(Int(large.bytes)) bytes",
            value: large.nanoseconds / 1e6,
            unit: "ms",
            peer: "\(Int(small.bytes)) bytes, by size",
            peerValue: small.nanoseconds * large.bytes / small.bytes / 1e6,
            bar: 1.25
        )
    }

    /// Definitions that refer to each other; every tenth differs between the versions.
    private static func schema(definitions count: Int, version: Int) -> String {
        let definitions = (0..<count).map { number in
            let limit = number % 10 == 0 ? version : 0
            return #"""
                "d\#(number)": {"type": "object", "additionalProperties": false, "properties": {
                "size": {"type": "integer", "minimum": \#(limit)}, "mode": {"enum": ["on", "off"]},
                "next": {"$ref": "#/$defs/d\#((number + 1) % count)"},
                "more": {"type": "array", "items": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/d\#(number)"}]}}}}
                """#
        }
        return ##"{"$ref": "#/$defs/d0", "$defs": {\##(definitions.joined(separator: ",\n"))}}"##
    }
}
