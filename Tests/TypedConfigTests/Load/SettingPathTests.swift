import ConfigDocument
import Testing

@testable import TypedConfig

struct SettingPathTests {
    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a.b", ["a", "b"]), ("a[0].b", ["a", "0", "b"]),
        ("a[1][2]", ["a", "1", "2"]), ("[3]", ["3"]), ("a.0", ["a", "0"]), ("a[x]", ["a[x]"]),
        ("/a~1b/0", ["a/b", "0"]), ("/", [""]),
    ])
    func readsDottedPathsAndPointers(text: String, tokens: [String]) {
        #expect(SettingPath(text).tokens == tokens)
    }

    @Test func anUnknownSettingIsAnErrorWithTheCloseName() throws {
        let value: ConfigValue = ["server": ["port": 80, "hosts": ["a", "b"]]]
        #expect(try value.setting(at: SettingPath("server.hosts[1]"), in: "http") == "b")
        let error = #expect(throws: ConfigError.self) {
            try value.setting(at: SettingPath("server.prot"), in: "http")
        }
        #expect(
            error?.description
                == "http: error: there is no setting \"prot\" in \"server\"; did you mean \"port\"?"
        )
        #expect(throws: ConfigError.self) {
            try value.setting(at: SettingPath("server.hosts[2]"), in: "http")
        }
    }
}
