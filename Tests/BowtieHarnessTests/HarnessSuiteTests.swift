import ConfigDocument
import Foundation
import Suites
import Testing

/// The official suite, sent to the harness line by line, as Bowtie does.
struct HarnessSuiteTests {
    @Test(arguments: [
        ("draft4", "http://json-schema.org/draft-04/schema#", 618),
        ("draft7", "http://json-schema.org/draft-07/schema#", 927),
        ("draft2020-12", "https://json-schema.org/draft/2020-12/schema", 1299),
    ])
    func agreesWithTheRequiredTests(folder: String, dialect: String, count: Int) throws {
        guard let suite = SuiteFolder("json-schema-test-suite") else { return }
        let registry = try Self.registry(suite)
        var requests = [
            #"{"cmd":"start","version":1}"#, #"{"cmd":"dialect","dialect":"\#(dialect)"}"#,
        ]
        var expected: [[Bool?]] = []
        for file in try suite.files(in: "tests/\(folder)", suffix: ".json") {
            let bytes = [UInt8](try Data(contentsOf: file))
            for test in try Document(parsing: bytes, as: .json).root.elements {
                let (request, verdicts) = try Self.request(
                    test,
                    bytes,
                    registry,
                    sequence: expected.count
                )
                requests.append(request)
                expected.append(verdicts)
            }
        }
        let answers = try HarnessProcess().answers(to: requests + [#"{"cmd":"stop"}"#]).dropFirst(2)
        try #require(answers.count == expected.count)
        for (sequence, (answer, verdicts)) in zip(answers, expected).enumerated() {
            let answer = try Document(parsing: answer, as: .json)
            #expect(answer.root["seq"]?.int == sequence)
            let results = answer.root["results"]?.elements.map { $0["valid"]?.bool }
            #expect(results == verdicts, "\(requests[sequence + 2])")
        }
        #expect(expected.reduce(0) { $0 + $1.count } == count)
    }

    private static func request(
        _ test: Cursor,
        _ bytes: [UInt8],
        _ registry: String,
        sequence: Int
    ) throws -> (request: String, verdicts: [Bool?]) {
        func source(_ value: Cursor?) throws -> String {
            let range = try #require(value).sourceRange
            // A request is one line.
            return String(decoding: bytes[range], as: UTF8.self).replacing("\n", with: " ")
        }
        let tests = test["tests"]?.elements ?? []
        let instances = try tests.map { #"{"instance":\#(try source($0["data"]))}"# }
        let schema = try source(test["schema"])
        let registry = schema.contains("localhost:1234") ? registry : "{}"
        let body =
            #""schema":\#(schema),"registry":\#(registry),"tests":[\#(instances.joined(separator: ","))]"#
        return (
            #"{"cmd":"run","seq":\#(sequence),"case":{\#(body)}}"#,
            tests.map { $0["valid"]?.bool }
        )
    }

    /// The suite's remote schemas by their URIs, as Bowtie sends them with each case.
    private static func registry(_ suite: SuiteFolder) throws -> String {
        let folder = suite.url.appending(path: "remotes")
        var members: [String] = []
        let paths =
            FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        for path in paths.sorted() where path.hasSuffix(".json") {
            let text = String(
                decoding: try Data(contentsOf: folder.appending(path: path)),
                as: UTF8.self
            )
            members.append(#""http://localhost:1234/\#(path)":\#(text.replacing("\n", with: " "))"#)
        }
        return "{\(members.joined(separator: ","))}"
    }
}
