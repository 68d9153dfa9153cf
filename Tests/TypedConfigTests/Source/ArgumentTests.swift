import ConfigDocument
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct ArgumentTests {
    @Test(
        arguments: [
            ("--http.port 82 --http.title=x", ["port": 82, "title": "x"], ""),
            ("run --http.tls file", ["tls": true], "run file"),
            ("--http.tls false x", ["tls": false], "x"), ("--http.tls=false", ["tls": false], ""),
            ("--no-http.tls false", ["tls": false], "false"),
            ("--http.tls --no-http.tls", ["tls": false], ""),
            ("--http.hosts a --http.hosts 7", ["hosts": ["a", "7"]], ""),
            ("--http.hosts [a,b]", ["hosts": ["a", "b"]], ""),
            ("--http.hosts[0] a", ["hosts": ["a"]], ""),
            ("--http.labels.team t", ["labels": ["team": "t"]], ""),
            ("--http.instances.0.url u", ["instances": [["url": "u"]]], ""),
            ("--http.port 1 -- --http.port 2", ["port": 1], "-- --http.port 2"),
            ("-v --verbose 3 --http.port 1 last", ["port": 1], "-v --verbose 3 last"),
            ("--port 5 --http.version 9 --version", [:], "--port 5 --http.version 9 --version"),
            ("--no-color --no-http.port", [:], "--no-color --no-http.port"),
            ("--queue.port 5 --http.port -3", ["port": -3], ""),
        ] as [(String, DocumentValue, String)]
    )
    func wordsAreSettingsOrHandedBack(line: String, value: DocumentValue, rest: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let system = try ScopedNamesTests.system([.arguments(words)])
        #expect(try system.load("http") == value)
        #expect(system.remainingArguments == rest.split(separator: " ").map(String.init))
    }

    @Test func theMainConfigurationNeedsNoName() throws {
        let layer = ConfigLayer.arguments(["--port", "5", "--no-tls", "--queue.topic=t", "x"])
        let system = try ScopedNamesTests.system([layer], main: "http")
        #expect(try system.load("http") == ["port": 5, "tls": false])
        #expect(try system.load("queue") == ["topic": "t"])
        #expect(system.remainingArguments == ["x"])
    }

    @Test func anOptionWithoutValueIsAnError() throws {
        let system = try ScopedNamesTests.system([.arguments(["--http.port", "--http.tls"])])
        let error = #expect(throws: ConfigError.self) { try system.load("http") }
        #expect(error?.description == "argument --http.port: error: port has no value")
    }
}
