#if ServiceLifecycle
    import Foundation
    import ServiceLifecycle
    import ServiceLifecycleTestKit
    import Testing
    import TypedConfig
    import TypedConfigServiceLifecycle

    struct ConfigReloadServiceTests {

        @Test func followsFilesUntilTheGroupShutsDown() async throws {
            let folder = FileManager.default.temporaryDirectory
                .appending(path: "typed-config lifecycle \(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let file = folder.appending(path: "counts.yaml")
            try "n: 1\n".write(to: file, atomically: true, encoding: .utf8)
            var validator = ConfigValidator()
            try validator.add(schema: ["type": "object"], named: "counts")
            let system = try ConfigSystem(directory: folder.path)
            system.register(validator)
            _ = try system.load("counts")

            try await testGracefulShutdown { trigger in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await ConfigReloadService(system).run() }
                    while system.health.watching == .off { try await Task.sleep(for: .milliseconds(2)) }
                    try "n: 2\n".write(to: file, atomically: true, encoding: .utf8)
                    while try system.load("counts")["n"] != 2 {
                        try await Task.sleep(for: .milliseconds(2))
                    }
                    trigger.triggerGracefulShutdown()
                    try await group.waitForAll()
                }
            }
            #expect(system.health.watching == .off)
        }

        @Test func cancellationEndsIt() async throws {
            let system = try ConfigSystem(directory: NSTemporaryDirectory())
            let task = Task { try await ConfigReloadService(system).run() }
            while system.health.watching == .off { try await Task.sleep(for: .milliseconds(2)) }
            task.cancel()
            try await task.value
            #expect(system.health.watching == .off)
        }
    }
#endif
