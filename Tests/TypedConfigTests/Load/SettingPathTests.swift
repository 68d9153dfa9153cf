import ConfigDocument
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct SettingPathTests {
    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a.b", ["a", "b"]), ("a[0].b", ["a", "0", "b"]),
        ("a[1][2]", ["a", "1", "2"]), ("[3]", ["3"]), ("a.0", ["a", "0"]), ("a[x]", ["a[x]"]),
        ("/a~1b/0", ["a/b", "0"]), ("/", [""]),
        (#"a["b.c"].d"#, ["a", "b.c", "d"]), (#""a b".c[0]"#, ["a b", "c", "0"]),
        (#"["a.b"]["c"]"#, ["a.b", "c"]), (#"a["\"\\\n\u{200B}"]"#, ["a", "\"\\\n\u{200B}"]),
        (#"a["b"#, [#"a["b"#]), (#"a["b"]c"#, [#"a["b"]c"#]), (#"a["b\x"]"#, [#"a["b\x"]"#]),
    ])
    func readsDottedPathsAndPointers(text: String, tokens: [String]) {
        #expect(SettingPath(text).tokens == tokens)
    }

    /// Paths in messages can be used as input.
    @Test(arguments: [
        (["a"], "a"), (["a", "b"], "a.b"), (["a.b"], #""a.b""#), (["/a", "b"], #""/a".b"#),
        (["a", "b.c", "d"], #"a["b.c"].d"#), (["a", "", "x y"], #"a[""]["x y"]"#),
        (["a", "\"\n\u{A0}"], #"a["\"\n\u{A0}"]"#), (["a", "0"], "a.0"),
    ])
    func aNameLeadsBackToItsSetting(tokens: [String], name: String) {
        #expect(SettingPath(tokens: tokens).shown == name)
        #expect(SettingPath(name).tokens == tokens)
    }

    @Test func anUnknownSettingIsAnErrorWithTheCloseName() throws {
        let value: DocumentValue = ["server": ["port": 80, "hosts": ["a", "b"]]]
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
