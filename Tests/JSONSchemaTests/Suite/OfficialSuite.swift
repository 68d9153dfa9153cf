import ConfigDocument
import Foundation
import JSONSchema
import Suites
import Testing

/// The JSON-Schema-Test-Suite, read in place.
struct OfficialSuite {
    private let suite: SuiteFolder

    init?() {
        guard let suite = SuiteFolder("json-schema-test-suite") else { return nil }
        self.suite = suite
    }

    /// A draft's folder, and the dialect of its schemas without `$schema`.
    static let drafts: [(folder: String, draft: Draft)] = [
        ("draft4", .draft4), ("draft6", .draft6), ("draft7", .draft7),
        ("draft2019-09", .draft2019), ("draft2020-12", .draft2020),
    ]

    struct Outcome {
        var run = 0
        var failures: [String] = []
    }

    /// Runs all files of `tests/DRAFT/PATH`.
    func run(_ path: String, draft: Draft, assertsFormats: Bool?) throws -> Outcome {
        var outcome = Outcome()
        for file in try suite.files(in: "tests/\(path)", suffix: ".json") {
            let bytes = [UInt8](try Data(contentsOf: file))
            let name = "\(path)/\(file.lastPathComponent)"
            let cases = try Document(parsing: bytes, as: .json, named: name)
            for test in cases.root.elements {
                run(
                    test,
                    in: name,
                    bytes,
                    draft: draft,
                    assertsFormats: assertsFormats,
                    into: &outcome
                )
            }
        }
        return outcome
    }

    private func run(
        _ test: Cursor,
        in name: String,
        _ bytes: [UInt8],
        draft: Draft,
        assertsFormats: Bool?,
        into outcome: inout Outcome
    ) {
        let title = "\(name): \(test["description"]?.string ?? "")"
        let tests = test["tests"]?.elements ?? []
        outcome.run += tests.count
        do {
            let program = try program(
                source(test["schema"], in: bytes),
                draft: draft,
                assertsFormats: assertsFormats
            )
            for test in tests {
                let document = try Document(
                    parsing: source(test["data"], in: bytes),
                    as: .json,
                    named: "data.json"
                )
                let expected = test["valid"]?.bool
                let fast = program.accepts(document)
                let exhaustive = program.hasNothingToExplain(in: document)
                let description = "\(title), \(test["description"]?.string ?? "")"
                if fast != expected { outcome.failures.append("\(description): fast says \(fast)") }
                if exhaustive != expected {
                    outcome.failures.append("\(description): exhaustive says \(exhaustive)")
                }
                let output = program.output(for: document, as: .verbose)
                if let contradiction = contradiction(in: output, expected) {
                    outcome.failures.append("\(description): \(contradiction)")
                }
            }
        } catch {
            outcome.failures.append("\(title): \(error)")
        }
    }

    /// An inconsistency in a verbose output, whose verdict must follow from its keywords.
    private func contradiction(in output: DocumentValue, _ expected: Bool?) -> String? {
        let nested = output["errors"]?.array ?? output["annotations"]?.array ?? []
        let isValid = output["error"] == nil && nested.allSatisfy { $0["valid"]?.bool == true }
        guard output["valid"]?.bool == expected, isValid == expected else {
            return "the output says \(output["valid"]?.bool == true), its keywords \(isValid)"
        }
        return nil
    }

    private func program(
        _ schema: [UInt8],
        draft: Draft,
        assertsFormats: Bool?
    ) throws -> ValidationProgram {
        var registry = SchemaRegistry()
        registry.defaultDialect = Dialect(draft)
        let remotes = suite.url.appending(path: "remotes")
        registry.loader = { uri throws(SchemaLoadError) in
            guard uri.hasPrefix("http://localhost:1234/") else { return nil }
            let file = remotes.appending(
                path: String(uri.dropFirst("http://localhost:1234/".count))
            )
            guard let data = try? Data(contentsOf: file) else { return nil }
            do throws(DocumentError) {
                return try Document(parsing: [UInt8](data), as: .json, named: uri)
            } catch {
                throw SchemaLoadError(message: "not readable", finding: Finding(error))
            }
        }
        let document = try Document(parsing: schema, as: .json, named: "schema.json")
        var options = ValidationProgram.Options()
        options.assertsFormats = assertsFormats
        let graph = try registry.resolve(document, baseURI: "file:///schema.json")
        let program = try ValidationProgram(compiling: graph, options: options)
        return try roundTrip(program)
    }

    /// Tests the program as embedded in generated code.
    private func roundTrip(_ program: ValidationProgram) throws -> ValidationProgram {
        try #require(ValidationProgram(decoding: program.encoded()))
    }

    private func source(_ cursor: Cursor?, in bytes: [UInt8]) -> [UInt8] {
        cursor.map { Array(bytes[$0.sourceRange]) } ?? []
    }
}
