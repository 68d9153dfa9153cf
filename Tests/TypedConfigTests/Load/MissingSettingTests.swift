import ConfigDocument
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct MissingSettingTests {
    @Test func anUnknownSettingIsAnErrorWithTheCloseName() throws {
        let value: DocumentValue = ["server": ["port": 80, "hosts": ["a", "b"]]]
        #expect(try value.setting(at: DocumentPath("server.hosts[1]"), in: "http") == "b")
        let error = #expect(throws: ConfigError.self) {
            try value.setting(at: DocumentPath("server.prot"), in: "http")
        }
        #expect(
            error?.description
                == "http: error: there is no setting \"prot\" in \"server\"; did you mean \"port\"?"
        )
        #expect(throws: ConfigError.self) {
            try value.setting(at: DocumentPath("server.hosts[2]"), in: "http")
        }
    }
}
