import Testing
import TypedConfig
import TypedConfigTesting

struct SharedSystemTests {
    private func configuration(_ number: Int) -> TestConfiguration {
        TestConfiguration(
            files: ["pair.json": Pair.json(number), "conf.d/1-pair.yaml": "text: ${env:TEXT}\n"],
            environment: ["TEXT": "t\(number)", "APP_PAIR_NUMBER": "\(number + 1)"]
        )
    }

    private func shared() throws -> ConfigSystem { try ConfigSystem.shared }

    @Test(arguments: 0..<20)
    func parallelTestsDoNotMeet(number: Int) async throws {
        try await withConfiguration(configuration(number)) { system in
            for _ in 0..<20 {
                await Task.yield()
                let pair = try ConfigSystem.shared.load(Pair.self)
                #expect(pair.number == number + 1 && pair.text == "t\(number)")
                let found = try ConfigSystem.shared
                #expect(found === system)
                let inner = try await Task { try ConfigSystem.shared.load(Pair.self) }.value
                #expect(inner == pair)
            }
            let expected = 1000 - number
            try await withOverrides([.override("pair", "number", .int(expected))]) { system in
                await Task.yield()
                let number = try ConfigSystem.shared.load(Pair.self).number
                let origin = try system.origin(of: \Pair.number)
                #expect(number == expected && origin == .override)
            }
            #expect(try shared().load(Pair.self).number == number + 1)
        }
    }

    @Test func scopesWorkWithoutSuspension() throws {
        try withConfiguration(configuration(3), types: [Pair.self]) { _ in
            let value = try ConfigSystem.shared.load("pair")
            #expect(value["number"] == 4)
            try withOverrides([.arguments(["--number", "9"])]) { system in
                let value = try system.load("pair")
                #expect(value["number"] == 9)
            }
        }
    }

    @Test func theSharedSystemIsSetOnce() throws {
        let folder = try TemporaryFolder(["pair.json": Pair.json(1)])
        let system = try ConfigSystem.bootstrap(directory: folder.path)
        let found = try ConfigSystem.shared
        #expect(found === system)
        #expect(try shared().load(Pair.self).number == 1)
    }
}
