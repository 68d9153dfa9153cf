import ConfigDocument
import Foundation
import JSONSchema
import Testing

/// Swift's tasks run on threads with a small stack: the deepest run within the budget must fit.
struct SmallStackTests {
    @Test func theDefaultBudgetFitsHalfAMegabyte() async throws {
        await #expect(processExitsWith: .success) {
            let thread = Thread {
                do {
                    try SmallStack.run()
                    exit(0)
                } catch {
                    print(error)
                    exit(1)
                }
            }
            thread.stackSize = 512 << 10
            thread.start()
            while true { sleep(1) }
        }
    }
}

enum SmallStack {
    static let schemas = [
        ##"{"properties": {"a": {"$ref": "#"}}}"##,
        ##"{"anyOf": [{"type": "string"}, {"properties": {"a": {"$ref": "#"}}}]}"##,
        ##"{"patternProperties": {"^a": {"$ref": "#"}}}"##,
        ##"{"oneOf": [{"required": ["zz"]}, {"additionalProperties": {"$ref": "#"}}]}"##,
        ##"{"if": {"properties": {"a": {"$ref": "#"}}}, "then": true}"##,
        ##"{"$dynamicAnchor": "n", "properties": {"a": {"$dynamicRef": "#n"}}, "unevaluatedProperties": false}"##,
        ##"{"not": {"not": {"properties": {"a": {"$ref": "#"}}}}}"##,
    ]

    static func run() throws {
        var reading = ReadingOptions()
        reading.maxDepth = 20_000
        for schema in schemas {
            let program = try compiled(schema)
            for depth in [100, 400, 900, 5_000] {
                let text =
                    String(repeating: #"{"a": "#, count: depth) + "1"
                    + String(repeating: "}", count: depth)
                let document = try json(text, reading: reading)
                let accepts = program.accepts(document)
                let findings = program.findings(in: document)
                if accepts != findings.isEmpty { exit(2) }
            }
        }
    }
}
