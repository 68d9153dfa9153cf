import ConfigDocument
import Foundation
import JSONSchema
import Testing

/// The input of a check counts as steps, so that no document can exceed the budget unnoticed.
@Suite(.timeLimit(.minutes(5))) struct StepCostTests {
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var schema: String
        var document: String

        init(_ name: String, _ schema: String, _ document: String) {
            (testDescription, self.schema, self.document) = (name, schema, document)
        }
    }

    private static func list(_ count: Int, _ element: (Int) -> String) -> String {
        (0..<count).map(element).joined(separator: ", ")
    }

    private static func anyOf(_ count: Int, _ branch: (Int) -> String) -> String {
        #"{"anyOf": [\#(list(count, branch))]}"#
    }

    private static let members = "{\(list(5_000) { "\"k\($0)\": \($0)" })}"
    private static let elements = "[\(list(5_000) { "\($0)" }), 0]"

    /// The budget is far above the number of schemas that are applied, and far below the number of
    /// names, members, elements or bytes that are read.
    @Test(arguments: [
        Case(
            "dependentRequired",
            #"{"items": {"dependentRequired": {\#(list(500) { "\"k\($0)\": [\"a\"]" })}}}"#,
            "[\(list(1_000) { _ in "{}" })]"
        ),
        Case(
            "dependentSchemas",
            #"{"items": {"dependentSchemas": {\#(list(500) { "\"k\($0)\": false" })}}}"#,
            "[\(list(1_000) { _ in "{\"a\": 1}" })]"
        ),
        Case(
            "additionalProperties",
            anyOf(100) {
                #"{"properties": {"z\#($0)": true}, "additionalProperties": {"type": "integer"}, "minProperties": \#($0), "required": ["z\#($0)"]}"#
            },
            members
        ),
        Case(
            "patternProperties",
            #"{"patternProperties": {\#(list(100) { "\"^k.*x\($0)$\": false" })}}"#,
            members
        ),
        Case(
            "items",
            anyOf(200) { #"{"items": {"type": "integer"}, "contains": {"const": "x\#($0)"}}"# },
            elements
        ),
        Case("uniqueItems", anyOf(50) { #"{"uniqueItems": true, "minItems": \#($0)}"# }, elements),
        Case(
            "enum of objects",
            anyOf(100) { branch in #"{"enum": [\#(list(9) { "{\"a\": \($0 + branch)}" })]}"# },
            members
        ),
        Case(
            "maximum",
            anyOf(50) { #"{"maximum": \#($0)}"# },
            String(repeating: "1", count: 50_000)
        ),
        Case(
            "pattern",
            anyOf(100) { #"{"pattern": "^(?:ab|cd)*\#($0)$"}"# },
            "\"\(String(repeating: "ab", count: 20_000))\""
        ),
        Case(
            "format",
            anyOf(100) { #"{"format": "email", "maxLength": \#($0 + 1_000_000)}"# },
            "\"\(String(repeating: "a.", count: 20_000))\""
        ),
        Case(
            "format regex",
            anyOf(20) { #"{"format": "regex", "maxLength": \#($0 + 1_000_000)}"# },
            "\"\(String(repeating: "a*", count: 10_000))(\""
        ),
    ])
    func countsWhatIsRead(example: Case) throws {
        var program = try compiled(example.schema)
        program.budget.maxSteps = 200_000
        let document = try json(example.document)
        #expect(!program.accepts(document))
        #expect(
            program.findings(in: document).last?.message.contains("takes too many steps") == true
        )
    }

    /// Valid documents in which few schemas are applied, but each value passes many others.
    @Test(arguments: [
        Case(
            "branches for other kinds of values",
            #"{"items": {"anyOf": [\#(list(2_000) { "{\"type\": \"object\", \"minProperties\": \($0)}" }), {"type": "integer", "minimum": 0}]}}"#,
            "[\(list(1_000) { "\($0)" })]"
        ),
        Case(
            "instructions for other kinds of values",
            #"{"items": {"allOf": [\#(list(2_000) { "{\"maxProperties\": \($0)}" })], "minimum": 0}}"#,
            "[\(list(1_000) { "\($0)" })]"
        ),
        Case(
            "conditions",
            #"{"items": {"allOf": [\#(list(30) { "{\"if\": {\"const\": \"\($0)\"}, \"then\": false}" })]}}"#,
            "[\(list(300) { "\($0)" })]"
        ),
        Case(
            "references in a row",
            ##"{"items": {"$ref": "#/$defs/d0"}, "$defs": {\##(list(90) { "\"d\($0)\": {\"$ref\": \"#/$defs/d\($0 + 1)\", \"minimum\": \($0 - 200)}" }), "d90": true}}"##,
            "[\(list(1_000) { "\($0)" })]"
        ),
    ])
    func countsWhatIsPassed(example: Case) throws {
        var program = try compiled(example.schema)
        let document = try json(example.document)
        #expect(program.accepts(document))
        program.budget.maxSteps = 50_000
        #expect(!program.accepts(document))
        #expect(
            program.findings(in: document).last?.message.contains("takes too many steps") == true
        )
    }

    /// A branch is explained by all of its reasons, of which few are reported.
    @Test func countsReasonsOfBranches() throws {
        var program = try compiled(
            #"{"items": {"anyOf": [\#(Self.list(100) { "{\"properties\": {\"t\": {\"const\": \($0)}, \"v\": {\"type\": \"integer\"}}}" })]}}"#
        )
        let document = try json("[\(Self.list(100) { "{\"t\": \($0 + 500), \"v\": \"x\"}" })]")
        // A hundredth of it for the explanation, which applies some 30,000 schemas.
        program.budget.maxSteps = 6_000_000
        #expect(
            program.findings(in: document).last?.message.contains("takes too many steps") == true
        )
    }

    /// The reasons for a refusal are not collected where nobody reads them.
    @Test(arguments: [
        Case(
            "contains of enum",
            #"{"contains": {"enum": [\#(list(1_000) { "\($0)" })]}}"#,
            "[\(list(5_000) { "\($0 + 1_000)" })]"
        ),
        Case(
            "contains of strings",
            #"{"contains": {"anyOf": [{"enum": [\#(list(5_000) { "\"v\($0)\"" })]}, {"enum": [\#(list(5_000) { "\"w\($0)\"" })]}]}}"#,
            "[\(list(5_000) { "\"u\($0)\"" })]"
        ),
        Case(
            "if",
            #"{"items": {"if": {"anyOf": [{"enum": [\#(list(5_000) { "\"v\($0)\"" })]}, {"enum": [\#(list(5_000) { "\"w\($0)\"" })]}]}, "then": false}}"#,
            "[\(list(5_000) { "\"u\($0)\"" }), \"v1\"]"
        ),
        Case(
            "a branch that another one makes up for",
            #"{"items": {"anyOf": [{"properties": {\#(list(2_000) { "\"k\($0)\": true" })}, "required": ["k1"]}, {"maxProperties": 0}]}}"#,
            "[\(list(5_000) { _ in "{}" }), {\"a\": 1}]"
        ),
    ])
    func collectsNoReasonsInVain(example: Case) throws {
        let program = try compiled(example.schema)
        let document = try json(example.document)
        let start = Self.secondsOfThread
        let findings = program.findings(in: document)
        #expect(Self.secondsOfThread - start < 5)
        #expect(!findings.isEmpty)
        #expect(!findings.contains { $0.message.contains("too many steps") })
    }

    /// The processor time of this thread, since tests run in parallel.
    private static var secondsOfThread: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    @Test func numbersADozenAlternatives() throws {
        let program = try compiled(#"{"oneOf": [\#(Self.list(20) { "{\"minimum\": -\($0)}" })]}"#)
        #expect(
            program.findings(in: try json("1")).map(\.message) == [
                "the document is 1, which fits alternatives 1 and 2 and 3 and 4 and 5 and 6 and 7 and 8 and 9 and 10 and 11 and 12 and 8 more; exactly one must fit"
            ]
        )
    }

    /// Warnings of alternatives count, whether verdicts or reasons are asked for first.
    @Test func warnsInTheAlternativeThatFits() throws {
        let program = try compiled(
            #"{"anyOf": [{"type": "integer"}, {"type": "string", "deprecated": true}, {"not": {"deprecated": true}}]}"#
        )
        #expect(program.report(on: try json(#""x""#)).map(\.severity) == [.warning])
        #expect(program.report(on: try json("1")).isEmpty)
    }
}
