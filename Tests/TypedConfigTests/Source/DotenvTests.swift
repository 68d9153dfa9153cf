import ConfigDocument
import Foundation
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct DotenvTests {
    private func texts(_ text: String) -> [String: String] {
        DotenvFile(Array(text.utf8), named: ".env").variables.mapValues(\.text)
    }

    static let cases: [(String, [String: String])] = [
        ("A=1\nB = two words \r\n\nexport C=3\n", ["A": "1", "B": "two words", "C": "3"]),
        ("# A=1\n  # B=2\nC=3 # no\nD=a#b\n", ["C": "3", "D": "a#b"]),
        ("A=\nB=''\nC=\"\"\n", ["A": "", "B": "", "C": ""]),
        ("A=\"x\\ny\\t\\\"q\\\" \\\\\" # c\n", ["A": "x\ny\t\"q\" \\"]),
        ("A='x\\n $B # \\'q\\''\n", ["A": "x\\n $B # 'q'"]),
        ("A=\"one\ntwo # three\n\"\nB=1", ["A": "one\ntwo # three\n", "B": "1"]),
        ("A='one\r\ntwo'\rB=1", ["A": "one\ntwo", "B": "1"]),
        ("A=$B ${C}\nB=x y\"z\n", ["A": "$B ${C}", "B": "x y\"z"]),
        ("A=1\nA=2\n", ["A": "2"]), ("\u{FEFF}A=1\n", ["A": "1"]), ("A=a=b\n", ["A": "a=b"]),
        ("spring.url=1\nA-B=2\n", ["spring.url": "1", "A-B": "2"]),
        ("export=1\n", ["export": "1"]), ("A=é\u{301} ü\n", ["A": "é\u{301} ü"]), ("", [:]),
    ]

    @Test(arguments: cases)
    func variablesAreReadAsOtherToolsDo(text: String, variables: [String: String]) {
        #expect(texts(text) == variables)
        #expect(DotenvFile(Array(text.utf8), named: ".env").faults.isEmpty)
    }

    @Test(arguments: [
        ("A\nB=1", ".env:1:1: error: expected NAME=VALUE", ["B": "1"]),
        ("B=1\n  1A=x\n", ".env:2:3: error: this is not a variable name", ["B": "1"]),
        ("A=\"x\nB=1\n", ".env:1:1: error: the quotes of this value are not closed", ["B": "1"]),
        (
            "A='x' y\nB=1", ".env:1:6: error: there is more text after the quotes of this value",
            ["B": "1"]
        ),
    ])
    func whatIsWrongHasItsPlace(text: String, message: String, variables: [String: String]) {
        let file = DotenvFile(Array(text.utf8), named: ".env")
        #expect(file.faults.map(\.description) == [message])
        #expect(file.variables.mapValues(\.text) == variables)
    }

    @Test func aValueHasItsLineAsOrigin() throws {
        let folder = try TemporaryFolder([
            ".env": "# web\nAPP_HTTP_PORT=81\nAPP_HTTP_TITLE=t\nOTHER=1\n"
        ])
        let path = folder.path + "/.env"
        let system = try ScopedNamesTests.system([
            .dotenv(path), .environment(prefix: "APP", variables: ["APP_HTTP_TITLE": "env"]),
        ])
        #expect(try system.load("http") == ["port": 81, "title": "env"])
        #expect(
            try system.explain("http").map(\.description) == [
                "port = 81 (variable APP_HTTP_PORT in \(path):2)",
                "title = \"env\" (environment variable APP_HTTP_TITLE), "
                    + "overrides \"t\" (variable APP_HTTP_TITLE in \(path):3)",
            ]
        )
        #expect(ProcessInfo.processInfo.environment["APP_HTTP_PORT"] == nil)
        try folder.write("APP_HTTP_PORT=x\nAPP_HTTP_PROT=1\n", to: ".env")
        let report = system.validate(["http"])
        #expect(
            report.findings.map(\.oneLine) == [
                "\(path):1:1: error: port is \"x\"; a whole number is expected",
                "\(path):2:1: warning: no setting uses this variable; did you mean \"APP_HTTP_PORT\"?",
            ]
        )
    }

    @Test func aFileThatIsNotThereHasNoVariables() throws {
        #expect(try ScopedNamesTests.system([.dotenv("/nowhere/.env")]).load("http") == [:])
    }

    @Test func withoutEnvironmentNamesHaveNoPrefix() throws {
        let folder = try TemporaryFolder([".env": "HTTP_PORT=81\n"])
        let system = try ScopedNamesTests.system([.dotenv(folder.path + "/.env")])
        #expect(try system.load("http") == ["port": 81])
    }

    /// The same files read by python-dotenv, if it is installed.
    @Test func pythonDotenvReadsTheSame() throws {
        let script = """
            import io, json, sys
            from dotenv import dotenv_values
            texts = json.load(sys.stdin)
            print(json.dumps([dotenv_values(stream=io.StringIO(t, newline=""), interpolate=False) for t in texts]))
            """
        let texts = Self.cases.map(\.0)
        let input = try JSONEncoder().encode(texts)
        guard let output = try? Self.run(["python3", "-c", script], input),
            let peers = try? JSONDecoder().decode([[String: String]].self, from: output)
        else {
            print("skipped: python-dotenv")
            return
        }
        for (text, peer) in zip(texts, peers) where !text.hasPrefix("\u{FEFF}") {
            // It keeps the ends of lines in quotes as they are.
            let unified = peer.mapValues { $0.replacing("\r\n", with: "\n") }
            #expect(self.texts(text) == unified, "\(text.debugDescription)")
        }
    }

    private static func run(_ words: [String], _ input: Data) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        let (stdin, stdout) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (stdin, stdout)
        process.standardError = FileHandle.nullDevice
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: input)
        try stdin.fileHandleForWriting.close()
        let output = stdout.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return output
    }
}
