#if Fleet
    import ConfigDocument
    import ConfigMonitoring
    import ConfigTypes
    import Foundation
    import Logging
    import Synchronization
    import TypedConfig
    import TypedConfigFleet

    /// Instances of one program, each with a system and a store of its own.
    struct Instances {
        let first: Int
        let count: Int
        let folder: String
        let endpoints: [String]
        /// True if the process ends with a deadly release.
        let isMortal: Bool

        static let fleet = try? FleetName(application: "shop", environment: "prod")
        private static let silent = Logger(label: "subject") { _ in SwiftLogNoOpLogHandler() }

        func run() async throws {
            guard let fleet = Self.fleet else { return }
            let systems = try await withThrowingTaskGroup(of: ConfigSystem.self) { group in
                for number in first..<(first + count) {
                    group.addTask { try await start(number, fleet) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            say(["event": "started", "count": .int(systems.count)])
            // The input ends when the script wants the instances to leave.
            await Task.detached { while readLine() != nil {} }.value
            await withTaskGroup(of: Void.self) { group in
                for system in systems { group.addTask { await system.stopFleet() } }
            }
        }

        private func start(_ number: Int, _ fleet: FleetName) async throws -> ConfigSystem {
            let state = SubjectHealth()
            let remote = try EtcdFleet(
                endpoints: endpoints,
                fleet: fleet,
                instance: "host-\(number)",
                labels: ["zone": number % 2 == 0 ? "a" : "b"],
                program: "subject 1",
                health: { state.value },
                credentials: Publishing.credentials
            )
            // One instance in ten does not accept some releases.
            let types: [any ConfigType.Type] = number % 10 == 0 ? [StrictPool.self] : [Pool.self]
            let system = try ConfigSystem(
                layers: [.remote(remote, store: "\(folder)/store-\(number)")],
                types: types,
                logger: Self.silent
            )
            do { try await system.startFleet(.lastGood(orWait: .milliseconds(200))) } catch {
                // Without a release yet: wait for it.
                try await system.startFleet(.lastGood(orWait: .seconds(86_400)))
            }
            system.onFleetChange { [weak system] fleet in
                guard let system else { return }
                note(number, fleet, system, state)
            }
            if let fleet = system.fleet { note(number, fleet, system, state) }
            return system
        }

        private func note(
            _ number: Int,
            _ fleet: FleetState,
            _ system: ConfigSystem,
            _ health: SubjectHealth
        ) {
            let isSpecial = number % 10 == 0
            let pool =
                isSpecial ? try? system.load(StrictPool.self).pool : try? system.load(Pool.self)
            health.value = isSpecial && pool?.mode == "sick" ? .critical : .healthy
            var line: [String: DocumentValue] = ["id": .int(number)]
            line["running"] = .int(fleet.running?.sequence ?? 0)
            line["wanted"] = .int(fleet.wanted?.sequence ?? 0)
            line["epoch"] = .int(fleet.running?.moment.epoch ?? 0)
            line["gen"] = .int(fleet.running?.moment.generation ?? 0)
            line["value"] = .int(pool?.release ?? 0)
            line["stale"] = .bool(fleet.staleSince != nil)
            line["refused"] = .bool(!fleet.refusal.isEmpty)
            line["tampered"] = .bool(fleet.isTampered)
            if let reason = fleet.refusal.first { line["why"] = .string(reason.oneLine) }
            if let trouble = fleet.trouble { line["trouble"] = .string(trouble) }
            if let fault = fleet.storeFault { line["store"] = .string(fault) }
            if health.changes(line) { say(line) }
            if isMortal, isSpecial, pool?.mode == "deadly" { exit(9) }
        }

        /// What a start without etcd serves.
        static func printStore(_ folder: String) async throws {
            guard let fleet else { return }
            let remote = try EtcdFleet(
                endpoints: ["http://127.0.0.1:1"],
                fleet: fleet,
                instance: "reader"
            )
            let system = try ConfigSystem(
                layers: [.remote(remote, store: folder)],
                types: [Pool.self],
                logger: silent
            )
            try await system.startFleet(.lastGoodOnly)
            say([
                "running": .int(system.fleet?.running?.sequence ?? 0),
                "value": .int(try system.load(Pool.self).release),
            ])
        }
    }

    /// The health of an instance, and its last line.
    final class SubjectHealth: Sendable {
        private struct State {
            var health = HealthState.healthy
            var line: [String: DocumentValue] = [:]
        }

        private let state = Mutex(State())

        var value: HealthState {
            get { state.withLock(\.health) }
            set { state.withLock { $0.health = newValue } }
        }

        func changes(_ line: [String: DocumentValue]) -> Bool {
            state.withLock { state in
                if state.line == line { return false }
                state.line = line
                return true
            }
        }
    }
#endif
