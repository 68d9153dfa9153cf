import ConfigDocument
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct ConfigReaderTests {
    @Test func readsAStructWhateverTheOrderOfItsMembers() throws {
        let expected = Listener(
            port: 80,
            timeout: 30,
            server: Server(host: "::1", isSecure: true),
            tags: ["a", "b"],
            environment: .staging
        )
        let members = [
            #""port":80"#, #""timeout":30"#, #""server":{"secure":true,"host":"::1"}"#,
            #""tags":["a","b"]"#, #""environment":"staging""#,
        ]
        for rotation in members.indices {
            let rotated = members[rotation...] + members[..<rotation]
            for order in [Array(rotated), rotated.reversed()] {
                let (value, findings) = try read(
                    "{\(order.joined(separator: ","))}",
                    as: Listener.self
                )
                #expect(value == expected)
                #expect(findings == [])
            }
        }
    }

    @Test func absentMembersGetTheirDefaults() throws {
        let json = #"{"server":{"host":"a","secure":false},"environment":"testing"}"#
        let (value, findings) = try read(json, as: Listener.self)
        #expect(
            value
                == Listener(server: Server(host: "a", isSecure: false), environment: .testing)
        )
        #expect(findings == [])
    }

    @Test(arguments: [
        (#"{}"#, ["1:1: error: server is missing", "1:1: error: environment is missing"]),
        (#"[]"#, ["1:1: error: the document is an array; an object is expected"]),
        (
            #"{"server":3,"environment":"live"}"#,
            [
                "1:11: error: server is 3; an object is expected",
                "1:27: error: environment is \"live\"; one of \"development\", \"testing\", "
                    + "\"production\", \"staging\" is expected",
            ]
        ),
        (
            #"{"server":{"host":null},"environment":"producton"}"#,
            [
                "1:19: error: server.host is null; a string is expected",
                "1:11: error: server.secure is missing",
                "1:39: error: environment is \"producton\"; one of \"development\", \"testing\", "
                    + "\"production\", \"staging\" is expected; did you mean \"production\"?",
            ]
        ),
        (
            #"{"port":"80","server":{"host":"","secure":0},"tags":[1,"",{}],"environment":1}"#,
            [
                "1:9: error: port is \"80\"; a whole number is expected",
                "1:43: error: server.secure is 0; true or false is expected",
                "1:54: error: tags[0] is 1; a string is expected",
                "1:59: error: tags[2] is an object; a string is expected",
                "1:77: error: environment is 1; one of \"development\", \"testing\", "
                    + "\"production\", \"staging\" is expected",
            ]
        ),
    ])
    func notesAllThatDoesNotFit(json: String, expected: [String]) throws {
        #expect(try read(json, as: Listener.self).findings == expected.map { "x.json:" + $0 })
    }

    @Test func findingsCarryThePointerOfTheValue() throws {
        let document = try Document(parsing: #"{"a":{"x/y":[1,"z"]}}"#, as: .json)
        let findings = Holder<[String: [Int]]>.read(from: document, program: nil).findings
        #expect(findings.map(\.instanceLocation) == ["/a/x~1y/1"])
        #expect(findings.map(\.message) == [#"a.x/y[1] is "z"; a whole number is expected"#])
    }

    @Test(arguments: [64, 65, 128, 129, 1000])
    func keepsMembersOfObjectsOfAnySize(count: Int) throws {
        let others = (0..<count).map { #""k\#($0)":\#($0)"# }.joined(separator: ",")
        let json = #"{\#(others),"server":{"host":"","secure":true},"environment":"testing"}"#
        let (value, findings) = try read(json, as: Listener.self)
        #expect(findings == [])
        #expect(value.extras.keys == (0..<count).map { "k\($0)" })
    }

    @Test func keysThatDifferInNormalisationOnlyAreAFinding() throws {
        let (_, findings) = try readValue("{\"\u{E9}\":1,\"e\u{301}\":2}", as: [String: Int].self)
        #expect(findings.count == 1)
        #expect(findings[0].contains("Unicode normalization"))
    }

    @Test func secretsAreNotQuoted() throws {
        let (number, wrongString) = try readValue("4711", as: Secret<String>.self)
        #expect(wrongString == ["x.json:1:6: error: a is a number; a string is expected"])
        #expect(!String(reflecting: number).contains("4711"))
        let (_, wrongNumber) = try readValue(#"["x","canary"]"#, as: Secret<[Int]>.self)
        #expect(wrongNumber.count == 2)
        #expect(!wrongNumber.joined().contains("canary"))
        let (_, wrongChoice) = try readValue(#""canary""#, as: Secret<Environment>.self)
        #expect(!wrongChoice.joined().contains("canary"))
    }

    @Test func recursiveTypesReadAndWrite() throws {
        let json =
            #"{"name":"a","otherwise":{"name":"b","then":false},"then":{"name":"c","then":"d"}}"#
        let (value, findings) = try read(json, as: Rule.self)
        #expect(findings == [])
        let last = Rule(name: "c", then: .log("d"))
        #expect(
            value == Rule(name: "a", otherwise: Rule(name: "b", then: .stop), then: .apply(last))
        )
        #expect(written(value) == DocumentValue(try Document(parsing: json, as: .json).root))
    }

    @Test(arguments: ["{}", #"{"then":7}"#, #"{"then":{"then":{}}}"#, #"{"otherwise":3}"#, "1"])
    func theBlankOfARecursiveTypeEnds(json: String) throws {
        #expect(try !read(json, as: Rule.self).findings.isEmpty)
    }

    @Test func changingACopyOfABoxLeavesTheOriginal() {
        let original = Rule(name: "a", otherwise: Rule(name: "b", then: .stop), then: .stop)
        var copy = original
        copy.otherwise?.name = "c"
        #expect(original.otherwise?.name == "b")
        #expect(copy.otherwise?.name == "c")
    }
}
