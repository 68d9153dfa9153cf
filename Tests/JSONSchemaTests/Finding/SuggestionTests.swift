import ConfigDocument
import JSONSchema
import SchemaValidation
import Testing

struct SuggestionTests {
    @Test(arguments: [
        ("hots", ["host", "port"], "host"), ("Host", ["host"], "host"), ("hos", ["host"], "host"),
        ("time", ["timeout", "host"], "timeout"), ("tik", ["tok"], "tok"), ("ab", ["a"], "a"),
        ("b", ["a"], nil), ("a", ["b", "A"], "A"), ("ab", ["cd"], nil), ("w", ["v", "n"], nil),
    ])
    func similarNamesShareSomething(name: String, candidates: [String], closest: String?) {
        #expect(Suggestion.closest(to: name, in: candidates) == closest)
    }

    @Test func longListsAreSearched() {
        let names = (0..<20_000).map { "setting\($0)-of-many" } + ["timeout"]
        #expect(Suggestion.closest(to: "timeuot", in: names) == "timeout")
    }

    @Test(arguments: [
        (#"{"host": "x", "hosts": "y"}"#, #"unknown setting "hosts""#),
        (#"{"hosts": "y"}"#, #"unknown setting "hosts"; did you mean "host"?"#),
        (#"{"b": "y"}"#, #"unknown setting "b""#),
        (#"{"e": "y"}"#, #"e is "y"; expected one of "a", "x""#),
        (#"{"value": 1}"#, #"value is 1; a string or null is expected; did you mean "1"?"#),
        (#"{"list": 1}"#, "list is 1; an array or null is expected; did you mean [1]?"),
    ])
    func membersThatAreThereAreNotSuggested(document: String, message: String) throws {
        let program = try compiled(
            #"""
            {"properties": {"host": {}, "a": {}, "e": {"enum": ["a", "x"]},
              "value": {"type": ["string", "null"]}, "list": {"type": ["array", "null"]}},
             "additionalProperties": false}
            """#
        )
        #expect(try texts(of: program, document) == [message])
    }

    @Test(arguments: [
        (#"{"t": "z"}"#, ["/t: t is \"z\"; expected one of \"a\", \"b\""]),
        (#"{"t": "z", "x": 1}"#, ["/t: t is \"z\"; expected one of \"a\", \"b\""]),
        (#"{"s": "z"}"#, ["/s: s has a value that is not shown"]),
    ])
    func aWrongTagIsReportedAtTheTag(document: String, messages: [String]) throws {
        let tag = document.contains("\"s\"") ? "s" : "t"
        let mark = tag == "s" ? #", "x-secret": true"# : ""
        func branch(_ value: String) -> String {
            #"{"type": "object", "properties": {"\#(tag)": {"const": "\#(value)"\#(mark)}}, "required": ["\#(tag)"]}"#
        }
        let program = try compiled("{\"oneOf\": [\(branch("a")), \(branch("b"))]}")
        let findings = program.findings(in: try json(document))
        #expect(findings.count == messages.count)
        for (finding, message) in zip(findings, messages) {
            #expect("\(finding.instanceLocation): \(finding.message)".hasPrefix(message))
            #expect(!finding.message.contains("\"b\"") || tag == "t")
        }
    }

    private func texts(of program: ValidationProgram, _ document: String) throws -> [String] {
        program.findings(in: try json(document)).map { finding in
            ([finding.message] + [finding.suggestion].compactMap { $0 }).joined(separator: "; ")
        }
    }
}
