import Testing

extension ExamplesInTurn {
    /// The example whose file has an older version than its type.
    @Suite(.serialized)
    struct MigrationExampleTests {
        private static let migrated = """
            version: 2.0.0
            # The nightly report needs ten.
            size: 10
            timeout: 1.5
            host: db.example.org
            port: 5432

            """

        @Test func migratesInMemoryAndOnRequestOnDisk() async throws {
            let example = try ExamplePackage("Migration")
            let output = try await example.build()
            #expect(output.status == 0, "\(output)")

            let old = try example.read("config/pool.yaml")
            let loaded = try await example.run("Pool")
            #expect(
                loaded.text.hasSuffix("10 connections to db.example.org, port 5432\n"),
                "\(loaded)"
            )
            #expect(try example.read("config/pool.yaml") == old)

            let rewritten = try await example.run("Pool", "--migrate")
            #expect(
                rewritten.text.hasSuffix("config/pool.yaml: from 1.0.0 to 2.0.0\n"),
                "\(rewritten)"
            )
            #expect(try example.read("config/pool.yaml") == Self.migrated)
            try example.restore()
        }

        @Test func theBuildRequiresTheFunctionOfACustomStep() async throws {
            let example = try ExamplePackage("Migration")
            try example.replace(
                "func splitServer",
                with: "func splitHost",
                in: "Sources/Pool/PoolConfig+Migration.swift"
            )
            let output = try await example.build()
            #expect(output.status != 0)
            #expect(output.text.contains("protocol requires function 'splitServer'"), "\(output)")
            try example.restore()
        }
    }
}
