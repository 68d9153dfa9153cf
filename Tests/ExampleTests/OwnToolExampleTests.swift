import Testing

extension ExamplesInTurn {
    /// The example whose command line is its own: configctl with the types of one service.
    @Suite(.serialized)
    struct OwnToolExampleTests {
        @Test func operatesTypesThatTheBuiltInToolDoesNotKnow() async throws {
            let tool = try ExamplePackage("OwnTool")
            let output = try await tool.build()
            #expect(output.status == 0, "\(output)")

            let help = try await tool.run("ordersctl", "migrate", "--help")
            #expect(help.text.contains("USAGE: ordersctl migrate "), "\(help)")
            #expect(help.text.contains("  ordersctl migrate http --dry-run"), "\(help)")

            let list = try await tool.run("ordersctl", "migrations")
            #expect(
                list.text == "config/pool.yaml: version 1.0.0, to be migrated to 2.0.0\n",
                "\(list)"
            )

            // Messages suggest the tool that knows the type.
            let valid = try await tool.run("ordersctl", "validate")
            #expect("\(valid)".contains("; ordersctl migrate pool rewrites it"), "\(valid)")

            // The custom step is the service's own function.
            let migration = try await tool.run("ordersctl", "migrate", "pool")
            #expect(migration.status == 0, "\(migration)")
            #expect(
                try tool.read("config/pool.yaml") == """
                    version: 2.0.0
                    size: 20 # enough for the report at night

                    """
            )

            let explained = try await tool.run(
                "ordersctl",
                "explain",
                "pool",
                "size",
                environment: ["ORDERS_SIZE": "50"]
            )
            #expect(explained.text.contains("environment variable ORDERS_SIZE"), "\(explained)")

            // The check of the type runs in the tool, at the place of the setting.
            let refused = try await tool.run(
                "ordersctl",
                "set",
                "pool",
                "size",
                "51"
            )
            #expect(refused.status != 0, "\(refused)")
            #expect(
                "\(refused)".contains("size is 51; more than 50 connections need a password"),
                "\(refused)"
            )
            try tool.restore()
        }
    }
}
