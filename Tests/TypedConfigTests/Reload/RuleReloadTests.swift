import ConfigDocument
import Testing

@testable import ConfigTypes
@testable import TypedConfig

/// A type whose schema has rules across settings, which span layers.
private struct PoolConfig: ConfigType {
    static let schema = compiledSchema(
        "pool",
        """
        {"properties":{"min":{"type":"integer","default":1,"x-reload":"restart"},
           "max":{"type":"integer"},
           "wait":{"type":["number","string"],"x-unit":"s"},
           "limit":{"type":["number","string"],"x-unit":"s","default":"1min"}},
         "settingRules":[{"atMost":["0/min","0/max"]},{"lessThan":["0/wait","0/limit"]}]}
        """
    )

    var min: Int
    var max: Int
    var wait: Duration

    init(reading object: inout ValueReader) {
        min = object.int("min", default: 1)
        max = object.int("max", default: 1)
        wait = object.quantity("wait", in: .seconds, default: .zero)
    }

    func write(to object: inout ValueWriter) {
        object.int("min", min)
        object.int("max", max)
        object.quantity("wait", wait, in: .seconds)
    }
}

struct RuleReloadTests {
    private func system(
        _ text: String,
        _ policy: RestartPolicy = .servesNewValues,
        layers: [ConfigLayer] = []
    ) throws -> (system: ConfigSystem, source: EditableSource) {
        let source = EditableSource(["pool.yaml": text])
        let system = try ConfigSystem(
            layers: [.files(source)] + layers,
            types: [PoolConfig.self],
            restart: policy
        )
        return (system, source)
    }

    @Test(arguments: [
        (
            "min: 3\nmax: 2\n",
            "config/pool.yaml:1:6: error: min is 3; it must be at most max, which is 2; lower it, or raise max"
        ),
        (
            "max: 2\nwait: 90s\n",
            #"config/pool.yaml:2:7: error: wait is "90s"; it must be less than limit, which is "1min" by default; lower it, or raise limit"#
        ),
    ])
    func aReloadThatBreaksARuleKeepsWhatWasGood(text: String, finding: String) throws {
        let (system, source) = try system("max: 5\nwait: 10s\n")
        #expect(try system.load(PoolConfig.self).max == 5)
        source.write(text, to: "pool.yaml")
        let error = #expect(throws: ConfigError.self) { try system.reload() }
        #expect(error?.findings.map(\.oneLine) == [finding])
        #expect(try system.current(PoolConfig.self).max == 5)
        #expect(try system.load(PoolConfig.self).wait == .seconds(10))
        #expect(system.health.state == .degraded)
        #expect(system.health.findings.map(\.oneLine) == [finding])
        source.write("max: 6\nwait: 59s\n", to: "pool.yaml")
        #expect(try system.reload() == ["pool"])
        #expect(system.health.state == .healthy)
        #expect(try system.current(PoolConfig.self).wait == .seconds(59))
    }

    /// The file alone is valid; the variable above it makes it break the rule.
    @Test func aRuleIsJudgedOverAllLayers() throws {
        let variables = ["APP_POOL_MIN": "4"]
        let (system, source) = try system(
            "max: 5\n",
            layers: [.environment(prefix: "APP", variables: variables)]
        )
        #expect(try system.load(PoolConfig.self).min == 4)
        source.write("min: 1\nmax: 3\n", to: "pool.yaml")
        let error = #expect(throws: ConfigError.self) { try system.reload() }
        #expect(
            error?.findings.map(\.oneLine) == [
                "environment variable APP_POOL_MIN: error: min is 4; it must be at most max, which is 3; lower it, or raise max"
            ]
        )
        #expect(try system.current(PoolConfig.self).max == 5)
    }

    /// A setting that keeps its old value until a restart may not fit the others of a new file.
    @Test func oldValuesThatAreKeptMustFitTheNewOnes() throws {
        let (system, source) = try system("min: 5\nmax: 9\n", .keepsOldValues)
        _ = try system.load(PoolConfig.self)
        source.write("min: 2\nmax: 3\n", to: "pool.yaml")
        let error = #expect(throws: ConfigError.self) { try system.reload() }
        #expect(
            error?.findings.map(\.message) == [
                "min is 5; it must be at most max, which is 3 (min keeps its old value until a restart)"
            ]
        )
        #expect(try system.current(PoolConfig.self).max == 9)
        source.write("min: 2\nmax: 7\n", to: "pool.yaml")
        #expect(try system.reload() == ["pool"])
        #expect(try system.current(PoolConfig.self).min == 5)
        #expect(try system.current(PoolConfig.self).max == 7)
    }
}
