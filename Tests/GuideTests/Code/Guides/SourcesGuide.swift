// The code of the guide Sources.md, line by line.
import Synchronization
import Testing
import TypedConfig
import TypedConfigTesting

struct TableSource: ConfigSource {
    let name: String
    /// The texts of the table, by the names of configurations.
    let rows: [String: String]

    func documents(for configuration: String) throws(ConfigError) -> [SourceDocument] {
        guard let text = rows[configuration] else { return [] }
        return [SourceDocument(text, as: .yaml, named: "\(name)/\(configuration)")]
    }
}

private func makeSystem(_ rows: [String: String]) throws -> ConfigSystem {
    let system = try ConfigSystem(
        layers: [
            .directory("config"),
            .source(TableSource(name: "table settings", rows: rows)),
            .environment(prefix: "APP"),
        ],
        types: [HTTPConfig.self]
    )
    return system
}

final class FetchedSource: ConfigSource {
    let name = "settings service"
    private let state = Mutex(State())

    private struct State {
        var rows: [String: String] = [:]
        var followers: [AsyncStream<Void>.Continuation] = []
    }

    /// Takes what a task of the program has fetched.
    func replace(_ rows: [String: String]) {
        let followers = state.withLock { state in
            state.rows = rows
            return state.followers
        }
        for follower in followers { follower.yield() }
    }

    func snapshot() -> any ConfigSource {
        TableSource(name: name, rows: state.withLock(\.rows))
    }

    func documents(for configuration: String) throws(ConfigError) -> [SourceDocument] {
        try snapshot().documents(for: configuration)
    }

    func changes() -> (any AsyncSequence<Void, Never> & Sendable)? {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        state.withLock { $0.followers.append(continuation) }
        return stream
    }
}

struct FetchedSourceTests {
    @Test func keepsTheRulesOfSources() async throws {
        let source = FetchedSource()
        source.replace(["http": "port: 80"])
        try await verifySource(source, of: ["http"]) {
            source.replace(["http": "port: 81"])
        }
    }

    @Test func aTableIsALayer() throws {
        let system = try makeSystem(["http": "port: 81"])
        #expect(try system.load(HTTPConfig.self).port == 81)
        #expect(
            try system.origin(of: \HTTPConfig.port)?.description == "table settings/http:1:7"
        )
    }
}
