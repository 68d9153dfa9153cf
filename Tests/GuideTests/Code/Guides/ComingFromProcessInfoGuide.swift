// The code of the guide ComingFromProcessInfo.md, line by line.
import Foundation
import TypedConfig
import TypedConfigTesting

func settingsFromEnvironment() -> (port: Int, timeout: Double, isVerbose: Bool) {
    let variables = ProcessInfo.processInfo.environment
    let port = variables["PORT"].flatMap { Int($0) } ?? 8080
    let timeout = Double(variables["TIMEOUT_SECONDS"] ?? "") ?? 30
    let isVerbose = variables["VERBOSE"] == "1"
    return (port, timeout, isVerbose)
}

func settingsFromLayers() throws -> HTTPConfig {
    let system = try ConfigSystem(
        layers: [.directory("config"), .environment(prefix: "APP"), .arguments()],
        types: [HTTPConfig.self]
    )
    for note in system.notes { print(note) }
    return try system.load(HTTPConfig.self)
}

func settings(arguments: [String]) throws -> HTTPConfig {
    let system = try ConfigSystem(
        layers: [.directory("config"), .arguments(arguments)],
        types: [HTTPConfig.self]
    )
    return try system.load(HTTPConfig.self)
}

func portFromVariable() throws -> Int {
    let configuration = TestConfiguration(
        files: ["http.yaml": ""],
        environment: ["APP_PORT": "9090"]
    )
    return try configuration.system(HTTPConfig.self).load(HTTPConfig.self).port
}
