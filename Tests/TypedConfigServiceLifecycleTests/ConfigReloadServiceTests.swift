#if ServiceLifecycle
    import ConfigSchemas
    import Foundation
    import Logging
    import ServiceLifecycle
    import ServiceLifecycleTestKit
    import Testing
    import TypedConfig
    import TypedConfigServiceLifecycle

    struct ConfigReloadServiceTests {
        private let folder: URL

        init() throws {
            folder = FileManager.default.temporaryDirectory
                .appending(path: "typed-config lifecycle \(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }

        @Test func followsFilesUntilTheGroupShutsDown() async throws {
            defer { try? FileManager.default.removeItem(at: folder) }
            let system = try system()
            try await testGracefulShutdown { trigger in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await ConfigReloadService(system).run() }
                    try await eventually("watching") { system.health.watching == .events }
                    try write(2)
                    try await eventually("the edit") { try system.load("counts")["n"] == 2 }
                    trigger.triggerGracefulShutdown()
                    try await group.waitForAll()
                }
            }
            #expect(system.health.watching == .off)
        }

        /// Services end in reverse order, so services that end first still see the last edit.
        @Test func asTheFirstOfAGroupItIsTheLastToEnd() async throws {
            defer { try? FileManager.default.removeItem(at: folder) }
            let system = try system()
            let group = ServiceGroup(
                services: [
                    ConfigReloadService(system),
                    Ending {
                        try write(3)
                        try await eventually("the edit") { try system.load("counts")["n"] == 3 }
                    },
                ],
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
            async let end: Void = group.run()
            try await eventually("watching") { system.health.watching == .events }
            await group.triggerGracefulShutdown()
            try await end
            #expect(system.health.watching == .off)
            #expect(try system.load("counts")["n"] == 3)
        }

        @Test func cancellationEndsIt() async throws {
            defer { try? FileManager.default.removeItem(at: folder) }
            let system = try system()
            let task = Task { try await ConfigReloadService(system).run() }
            try await eventually("watching") { system.health.watching == .events }
            task.cancel()
            try await task.value
            #expect(system.health.watching == .off)
        }

        private func system() throws -> ConfigSystem {
            try write(1)
            var validator = ConfigValidator()
            try validator.add(schema: ["type": "object"], named: "counts")
            let system = try ConfigSystem(directory: folder.path)
            system.register(validator)
            _ = try system.load("counts")
            return system
        }

        private func write(_ number: Int) throws {
            try Data("n: \(number)\n".utf8).write(to: folder.appending(path: "counts.yaml"))
        }
    }

    /// Runs until the group ends, and then does some final work.
    private struct Ending: Service {
        let last: @Sendable () async throws -> Void

        func run() async throws {
            try await gracefulShutdown()
            try await last()
        }
    }

    /// Waits for another thread; fails only after a time limit and many attempts.
    private func eventually(_ what: String, _ condition: () throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(20)
        var looks = 0
        while looks < 500 || ContinuousClock.now < end {
            if try condition() { return }
            looks += 1
            try await Task.sleep(for: .milliseconds(2))
        }
        Issue.record("did not happen: \(what)")
        throw CancellationError()
    }
#endif
