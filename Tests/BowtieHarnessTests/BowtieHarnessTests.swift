import ConfigDocument
import Foundation
import Suites
import Testing

struct BowtieHarnessTests {
    @Test func introducesItself() throws {
        let answers = try HarnessProcess().answers(to: [#"{"cmd":"start","version":1}"#])
        let introduction = try Document(parsing: try #require(answers.first), as: .json)
        #expect(introduction.root["version"]?.int == 1)
        #expect(introduction.root["implementation"]?["language"]?.string == "swift")
        #expect(
            introduction.root["implementation"]?["dialects"]?.elements.map(\.string) == [
                "https://json-schema.org/draft/2020-12/schema",
                "https://json-schema.org/draft/2019-09/schema",
                "http://json-schema.org/draft-07/schema#",
                "http://json-schema.org/draft-06/schema#",
                "http://json-schema.org/draft-04/schema#",
            ]
        )
    }

    @Test(arguments: [
        (
            "a dialect that is known",
            #"{"cmd":"dialect","dialect":"http://json-schema.org/draft-07/schema#"}"#,
            #"{"ok":true}"#
        ),
        ("a dialect that is not", #"{"cmd":"dialect","dialect":"urn:other"}"#, #"{"ok":false}"#),
        (
            "verdicts in order",
            #"{"cmd":"run","seq":7,"case":{"schema":{"type":"null"},"tests":[{"instance":null},{"instance":1}]}}"#,
            #"{"seq":7,"results":[{"valid":true},{"valid":false}]}"#
        ),
        (
            "numbers that no Double holds",
            #"{"cmd":"run","seq":[1],"case":{"schema":{"const":9007199254740993.0000000000000001},"#
                + #""tests":[{"instance":9007199254740993.0000000000000001},{"instance":9007199254740993}]}}"#,
            #"{"seq":[1],"results":[{"valid":true},{"valid":false}]}"#
        ),
        (
            "schemas of the registry",
            #"{"cmd":"run","seq":8,"case":{"registry":{"http://example.com/a":{"maximum":1}},"#
                + #""schema":{"$ref":"http://example.com/a"},"tests":[{"instance":1},{"instance":2}]}}"#,
            #"{"seq":8,"results":[{"valid":true},{"valid":false}]}"#
        ),
        (
            "an unknown command", #"{"cmd":"fly","seq":9}"#,
            #"{"seq":9,"errored":true,"context":{"message":"no command is called fly"}}"#
        ),
        (
            "a line that is no JSON", "{",
            #"{"seq":null,"errored":true,"context":{"message":"request:1:2: error: "#
        ),
        (
            "a schema that is none",
            #"{"cmd":"run","seq":10,"case":{"schema":{"type":"nil"},"tests":[]}}"#,
            #"{"seq":10,"errored":true,"context":{"message":"#
        ),
    ])
    func answers(name: String, request: String, beginning: String) throws {
        let answers = try HarnessProcess().answers(to: [request, #"{"cmd":"stop"}"#])
        #expect(answers.count == 1, "\(name)")
        #expect(answers.first?.hasPrefix(beginning) == true, "\(name): \(answers)")
    }

    @Test func stopsWithSuccess() throws {
        let harness = try HarnessProcess()
        #expect(
            try harness.answers(to: [#"{"cmd":"stop"}"#, #"{"cmd":"start","version":1}"#]) == []
        )
        #expect(harness.status == 0)
    }

    @Test(arguments: [([String](), "true"), (["--assert-format"], "false")])
    func assertsFormatsWhenTold(arguments: [String], verdict: String) throws {
        let run =
            #"{"cmd":"run","seq":1,"case":{"schema":{"format":"ipv4"},"tests":[{"instance":"1.2.3"}]}}"#
        let answers = try HarnessProcess(arguments).answers(to: [run])
        #expect(answers == [#"{"seq":1,"results":[{"valid":\#(verdict)}]}"#])
    }
}
