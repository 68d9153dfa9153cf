import Testing

/// Secrets of an older version that its successor does not mark: they are shown by no command,
/// neither before the migration nor after it is tried.
struct MigratedSecretsTests {
    private static let canary = "C4naryPass"

    private func schema(_ version: String, _ properties: String) -> String {
        """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
         "x-config-version": "/version", "additionalProperties": false,
         "properties": {"version": {"const": "\(version)"}, \(properties)}}
        """
    }

    private func folder(_ steps: String, _ text: String) throws -> TemporaryFolder {
        try TemporaryFolder([
            "schemas/app/1.0.0.schema.json": schema(
                "1.0.0",
                #"""
                "a": {"type": "string", "x-secret": true}, "b": {"x-secret": true},
                "list": {"type": "array", "items": {"x-secret": true}},
                "users": {"type": "array", "items": {"properties": {"k": {"x-secret": true}}}}
                """#
            ),
            "schemas/app/2.0.0.schema.json": schema(
                "2.0.0",
                #"""
                "s": {"properties": {"a": {"type": "string"}, "b": {"enum": ["x", "y"]}}},
                "list": {}, "users": {}
                """#
            ),
            "schemas/app/1.0.0_2.0.0.migration.yaml": """
            from: 1.0.0
            to: 2.0.0
            steps:
              - { move: /a, to: /s/a }
              - { move: /b, to: /s/b }
            \(steps)
            """,
            "config/app.yaml": "version: 1.0.0\n\(text)\n", "other.yaml": "version: 2.0.0\n",
        ])
    }

    @Test(arguments: [
        ("", "a: C4naryPass"), ("", "a: [C4naryPass]"), ("", "b: C4naryPass"),
        ("", "b: {c: C4naryPass}"), ("  - { map: /s/b, values: [[v, x]] }", "b: C4naryPass"),
        ("  - { convert: /s/b, to: integer }", "b: C4naryPass"),
        ("  - { head: /list }", "list: [C4naryPass, z]"), ("", "list: [z, C4naryPass]"),
        ("  - { wrap: /list }", "list: [C4naryPass]"), ("", "users: [{k: C4naryPass, n: 1}]"),
        ("  - { rename: /users/*/k, to: n }", "users: [{k: C4naryPass}]"),
        ("", "a: x # C4naryPass"), ("", "aa: C4naryPass"),
    ])
    func areNotShown(steps: String, text: String) async throws {
        let folder = try folder(steps, text)
        let configctl = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        let schemac = try #require(BuiltProgram.path("schemac"), "schemac is not built")
        let script = """
            cd '\(folder.path)' && '\(schemac)' migration seal schemas/app && '\(configctl)' audit start
            for line in 'migrate app --dry-run' 'validate' 'explain app --all' 'get app s' \
                'get app list' 'diff app other.yaml' 'health' 'migrations status' \
                'migrations verify' 'doctor' 'migrate app' 'audit show'; do
                echo "# $line"; '\(configctl)' $line --schemas schemas 2>&1
            done
            """
        let output = try await Shell.run(script).output
        #expect(output.contains("# audit show"))
        #expect(!output.contains(Self.canary), "\(output)")
    }

    /// Settings that only the newer version marks are hidden under their old names as well; others are
    /// shown.
    @Test(arguments: [
        ("  - { move: /pw, to: /auth/pw }", "pw: C4naryPass", true),
        ("  - { rename: /pw, to: password }", "pw: C4naryPass", true),
        (
            "  - { rename: /pw, to: password }\n  - { convert: /password, to: string }",
            "pw: C4naryPass", false
        ),
    ])
    func showsWhatIsNotASecret(steps: String, text: String, isExact: Bool) async throws {
        let folder = try TemporaryFolder([
            "schemas/app/1.0.0.schema.json": schema(
                "1.0.0",
                #""pw": {"type": "string"}, "host": {"type": "string"}"#
            ),
            "schemas/app/2.0.0.schema.json": schema(
                "2.0.0",
                #"""
                "auth": {"properties": {"pw": {"x-secret": true}}}, "password": {"x-secret": true},
                "hostname": {"type": "string"}
                """#
            ),
            "schemas/app/1.0.0_2.0.0.migration.yaml": """
            from: 1.0.0
            to: 2.0.0
            steps:
              - { rename: /host, to: hostname }
            \(steps)
            """,
            "config/app.yaml": "version: 1.0.0\nhost: example.org # us\n\(text)\n",
        ])
        let configctl = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        let output = try await Shell.run(
            "cd '\(folder.path)' && '\(configctl)' migrate app --dry-run --schemas schemas 2>&1"
        ).output
        #expect(output.contains("+ hostname: example.org # us"), "\(output)")
        #expect(output.contains("- host: example.org # us") == isExact, "\(output)")
        #expect(!output.contains(Self.canary), "\(output)")
    }
}
