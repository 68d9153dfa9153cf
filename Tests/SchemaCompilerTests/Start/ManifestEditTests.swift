import Testing

@testable import SchemaTools

/// Lines of Package.swift that `schemac init` adds, in manifests as people write them.
struct ManifestEditTests {
    private static let edit = ManifestEdit(
        dependency: ".package(url: \"https://example.com/c\", from: \"0.1.0\")",
        target: "App"
    )

    /// As `swift package init` writes it.
    private static let fresh = """
        // swift-tools-version: 6.2
        import PackageDescription

        let package = Package(
            name: "app",
            targets: [
                // Targets: a module, or a test suite (see "targets: [").
                .executableTarget(
                    name: "App"
                ),
            ]
        )
        """

    @Test func addsWhatIsMissing() {
        #expect(
            Self.edit.applied(to: Self.fresh) == """
                // swift-tools-version: 6.2
                import PackageDescription

                let package = Package(
                    name: "app",
                    platforms: [.macOS(.v15)],
                    dependencies: [
                        .package(url: "https://example.com/c", from: "0.1.0"),
                    ],
                    targets: [
                        // Targets: a module, or a test suite (see "targets: [").
                        .executableTarget(
                            name: "App",
                            dependencies: [.product(name: "TypedConfig", package: "swift-typed-config")],
                            plugins: [.plugin(name: "SchemaPlugin", package: "swift-typed-config")]
                        ),
                    ]
                )
                """
        )
    }

    @Test func addsToWhatIsThere() {
        let manifest = """
            let package = Package(
                name: "app",
                platforms: [.macOS(.v15), .iOS(.v18)],
                dependencies: [
                    .package(url: "https://example.com/a", from: "1.0.0"),  // the first
                    .package(url: "https://example.com/b", exact: "2.0.0")
                ],
                targets: [
                    .target(name: "Other"),
                    .executableTarget(name: "App", dependencies: ["Other"], swiftSettings: [.define("A")]),
                ]
            )
            """
        #expect(
            Self.edit.applied(to: manifest) == """
                let package = Package(
                    name: "app",
                    platforms: [.macOS(.v15), .iOS(.v18)],
                    dependencies: [
                        .package(url: "https://example.com/a", from: "1.0.0"),  // the first
                        .package(url: "https://example.com/b", exact: "2.0.0"),
                        .package(url: "https://example.com/c", from: "0.1.0")
                    ],
                    targets: [
                        .target(name: "Other"),
                        .executableTarget(name: "App", dependencies: ["Other", .product(name: "TypedConfig", package: "swift-typed-config")], swiftSettings: [.define("A")], plugins: [.plugin(name: "SchemaPlugin", package: "swift-typed-config")]),
                    ]
                )
                """
        )
    }

    /// With trailing commas, empty arrays, and texts and comments that look like code.
    @Test func keepsTheStyleOfArrays() {
        let manifest = """
            let package = Package(
                name: "app", platforms: [.macOS(.v15)], dependencies: [],
                targets: [
                    .target(
                        name: "App",
                        dependencies: [
                            "A]",  // ), ]
                            "B", /* , */
                        ],
                        plugins: [ ]
                    )
                ]
            )
            """
        #expect(
            Self.edit.applied(to: manifest) == """
                let package = Package(
                    name: "app", platforms: [.macOS(.v15)], dependencies: [
                        .package(url: "https://example.com/c", from: "0.1.0"),
                    ],
                    targets: [
                        .target(
                            name: "App",
                            dependencies: [
                                "A]",  // ), ]
                                "B",
                                .product(name: "TypedConfig", package: "swift-typed-config"), /* , */
                            ],
                            plugins: [
                                .plugin(name: "SchemaPlugin", package: "swift-typed-config"),
                            ]
                        )
                    ]
                )
                """
        )
    }

    @Test func changesNothingTwice() {
        let once = Self.edit.applied(to: Self.fresh).map { text in
            text.replacing(
                "https://example.com/c\"",
                with: "https://example.com/swift-typed-config\""
            )
        }
        #expect(once.flatMap { Self.edit.applied(to: $0) } == once)
    }

    /// Manifests that compute their targets, or have no such target.
    @Test(arguments: [
        "let package = Package(name: \"app\", targets: makeTargets())",
        "let package = Package(name: \"app\", targets: [.target(name: \"Other\")])",
        "let targets = [1]", "",
        "let package = Package(name: \"app\", targets: [.target(name: \"App\"",
        "let package = Package(name: \"app\", targets: [.target(name: \"App\", dependencies: list)])",
    ])
    func leavesOthersAlone(manifest: String) {
        #expect(Self.edit.applied(to: manifest) == nil)
    }

    @Test func findsTargets() {
        let manifest = Self.fresh + "// .target(name: \"X\")"
        #expect(ManifestEdit.targets(of: manifest) == ["App"])
        let two =
            "Package(targets: [.target(name: \"A\"), .testTarget(name: \"B\"), .executableTarget(name: \"C\")])"
        #expect(ManifestEdit.targets(of: two) == ["A", "C"])
    }
}
