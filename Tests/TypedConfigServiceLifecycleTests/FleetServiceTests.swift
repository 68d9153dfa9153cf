#if ServiceLifecycle
    import ConfigTypes
    import Foundation
    import ServiceLifecycle
    import ServiceLifecycleTestKit
    import Testing
    import TypedConfig
    import TypedConfigServiceLifecycle
    import TypedConfigTesting

    struct FleetServiceTests {
        @Test func runsReleasesUntilTheGroupShutsDown() async throws {
            let fleet = try FakeFleet()
            try fleet.publish([])
            let store = FileManager.default.temporaryDirectory
                .appending(path: "typed-config store \(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: store) }
            let system = try ConfigSystem(layers: [.remote(fleet, store: store.path)], types: [])
            try await testGracefulShutdown { trigger in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await FleetService(system).run() }
                    while system.fleet?.running == nil {
                        try await Task.sleep(for: .milliseconds(5))
                    }
                    trigger.triggerGracefulShutdown()
                    try await group.waitForAll()
                }
            }
            #expect(system.fleet == nil)
            #expect(fleet.statuses.last?.state == .leaving)
        }

        @Test func aServiceWithoutAFleetFails() async throws {
            let system = try ConfigSystem(layers: [], types: [])
            await #expect(throws: ConfigError.self) { try await FleetService(system).run() }
        }
    }
#endif
