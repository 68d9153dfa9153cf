import ConfigDocument
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct LayerAnswerTests {
    private let base = "port: 80\nserver: {host: base, secure: true}\nenvironment: testing\n"

    private func answers(_ key: String, _ layers: [ConfigLayer], over: String = "") throws
        -> [String]
    {
        let files = ["listener.yaml": base, "conf.d/1-listener.yaml": over]
        let system = try ConfigSystem(
            layers: [.files(InMemorySource(files, named: "config"))] + layers,
            types: [Listener.self]
        )
        return try system.layerAnswers("listener", key).map(\.description)
    }

    @Test func everyLayerIsAsked() throws {
        let layers = [
            ConfigLayer.environment(prefix: "APP", variables: ["APP_PORT": "81"]),
            .arguments([]), .override("listener", "port", 82),
        ]
        #expect(
            try answers("port", layers) == [
                "schema default: 8080 (default), overridden",
                "files in config: 80 (config/listener.yaml:1:7), overridden",
                "environment, prefix APP: 81 (environment variable APP_PORT), overridden",
                "arguments: not set (--listener.port, --port)",
                "override of port in listener: 82 (override), wins",
            ]
        )
        #expect(
            try answers("timeout", [layers[0]]) == [
                "schema default: not set", "files in config: not set",
                "environment, prefix APP: not set (APP_LISTENER_TIMEOUT, APP_TIMEOUT)",
            ]
        )
    }

    @Test func aNullRemovesAndAnObjectMerges() throws {
        #expect(
            try answers("port", [], over: "port: null\n") == [
                "schema default: 8080 (default), wins",
                "files in config: 80 (config/listener.yaml:1:7), overridden; "
                    + "null (config/conf.d/1-listener.yaml:1:7), removes",
            ]
        )
        #expect(
            try answers("server", [], over: "server: {host: x}\n") == [
                "schema default: not set",
                "files in config: {\"host\":\"base\",\"secure\":true} (config/listener.yaml:2:9), merged; "
                    + "{\"host\":\"x\"} (config/conf.d/1-listener.yaml:1:9), merged",
            ]
        )
    }

    @Test func whatIsWrongIsShown() throws {
        let layer = ConfigLayer.environment(prefix: "APP", variables: ["APP_PORT": "x"])
        #expect(
            try answers("port", [layer]).last
                == "environment, prefix APP: port is \"x\"; a whole number is expected"
        )
        #expect(throws: ConfigError.self) { try answers("prot", [layer]) }
    }
}
