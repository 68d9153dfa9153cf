import ConfigDocument
import ConfigSchemas
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

    // MARK: Arrays and containers

    private static let hosts = """
        {"properties": {
            "hosts": {"type": "array", "items": {"type": "object", "properties": {
                "url": {"type": "string"}, "weight": {"type": "integer"},
                "token": {"type": "string", "x-secret": true}}}},
            "labels": {"type": "object", "properties": {
                "team": {"type": "string"}, "level": {"default": 3}}},
            "port": {"type": "integer"}, "title": {"default": {"a": 1}}}}
        """

    /// What each layer says, without the layers that say nothing.
    private func said(
        _ key: String,
        over: String = "",
        with variables: [String: String] = [:]
    ) throws -> [String] {
        let files = [
            "hosts.yaml": "hosts: [{url: a, weight: 1}, {url: b}]\nlabels: {team: x}\n",
            "conf.d/1-hosts.yaml": over,
        ]
        let system = try ConfigSystem(
            layers: [
                .files(InMemorySource(files, named: "config")),
                .environment(prefix: "APP", variables: variables),
            ]
        )
        var validator = ConfigValidator()
        let schema = try Document(parsing: Self.hosts, as: .json, named: "hosts.schema.json")
        try validator.add(schema: schema, named: "hosts")
        system.register(validator)
        return try system.layerAnswers("hosts", key)
            .filter { !$0.said.isEmpty || !$0.findings.isEmpty }.map(\.description)
    }

    private let hostsInBase =
        "files in config: [{\"url\":\"a\",\"weight\":1},{\"url\":\"b\"}] (config/hosts.yaml:1:8)"

    @Test func anElementIsMergedWithTheArrayBelow() throws {
        let variables = ["APP_HOSTS_HOSTS_1_WEIGHT": "2"]
        let weight = "environment, prefix APP: 2 (environment variable APP_HOSTS_HOSTS_1_WEIGHT)"
        #expect(
            try said("hosts", with: variables) == ["\(hostsInBase), merged", "\(weight), merged"]
        )
        #expect(
            try said("hosts[1]", with: variables) == [
                "files in config: {\"url\":\"b\"} (config/hosts.yaml:1:30), merged",
                "\(weight), merged",
            ]
        )
        #expect(
            try said("hosts[1].weight", with: variables)
                == ["\(hostsInBase), overridden", "\(weight), wins"]
        )
        #expect(
            try said("/hosts/1/url", with: variables)
                == ["files in config: \"b\" (config/hosts.yaml:1:36), wins"]
        )
    }

    @Test func anElementReplacesTheOneBelow() throws {
        let variables = ["APP_HOSTS_HOSTS_0": "{\"url\":\"n\"}"]
        let origin = "(environment variable APP_HOSTS_HOSTS_0)"
        #expect(
            try said("hosts[0]", with: variables) == [
                "files in config: {\"url\":\"a\",\"weight\":1} (config/hosts.yaml:1:9), overridden",
                "environment, prefix APP: {\"url\":\"n\"} \(origin), wins",
            ]
        )
        #expect(
            try said("hosts[0].url", with: variables) == [
                "files in config: \"a\" (config/hosts.yaml:1:15), overridden",
                "environment, prefix APP: \"n\" \(origin), wins",
            ]
        )
    }

    @Test func aContainerThatIsReplacedLosesItsSettings() throws {
        let shorter = "[{\"url\":\"c\"}] (config/conf.d/1-hosts.yaml:1:8)"
        #expect(
            try said("hosts[1].url", over: "hosts: [{url: c}]\n") == [
                "files in config: \"b\" (config/hosts.yaml:1:36), overridden; \(shorter), removes"
            ]
        )
        #expect(try said("hosts", over: "hosts: [{url: c}]\n").last?.hasSuffix("wins") == true)
        let none = "null (config/conf.d/1-hosts.yaml:1:9), removes"
        #expect(
            try said("labels.team", over: "labels: null\n") == [
                "files in config: \"x\" (config/hosts.yaml:2:16), overridden; \(none)"
            ]
        )
    }

    @Test func aDefaultIsNotMerged() throws {
        #expect(try said("title") == ["schema default: {\"a\":1} (default), wins"])
        #expect(
            try said("title", over: "title: {b: 2}\n") == [
                "schema default: {\"a\":1} (default), overridden",
                "files in config: {\"b\":2} (config/conf.d/1-hosts.yaml:1:8), merged",
            ]
        )
    }

    @Test func aSecretInAnElementIsNotShown() throws {
        let variables = ["APP_HOSTS_HOSTS_1_TOKEN": "canary"]
        for key in ["hosts", "hosts[1]", "hosts[1].token"] {
            let answers = try said(key, with: variables)
            #expect(answers.last?.contains("<secret> (environment variable") == true)
            #expect(!answers.joined().contains("canary"))
        }
    }

    @Test func aVariableThatContradictsAnotherIsReported() throws {
        let variables = ["APP_HOSTS_PORT": "1", "APP_HOSTS_PORT_FILE": "/nowhere"]
        #expect(
            try said("port", with: variables) == [
                "environment, prefix APP: 1 (environment variable APP_HOSTS_PORT), wins; "
                    + "the file that this variable names does not exist"
            ]
        )
    }
}
