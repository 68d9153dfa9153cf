// swift-tools-version: 6.2
import PackageDescription

/// Every target of this package uses the same upcoming features.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// The directories of Tests/Golden. Their documents are read in place, and are not resources.
let goldenCases = [
    "all-of",
    "any-kind",
    "arrays",
    "checks",
    "conditions",
    "custom-types",
    "default-decimals",
    "default-literals",
    "defaults",
    "deprecated",
    "enumerations",
    "equal-types",
    "formats",
    "hostile",
    "large",
    "maps",
    "names",
    "nested",
    "nullable",
    "numbers",
    "open-branches",
    "options-conformances",
    "options-flat",
    "quantities",
    "recursion",
    "root-array",
    "root-map",
    "root-union",
    "scalars",
    "secret-kinds",
    "secrets",
    "sets",
    "unevaluated",
    "unions-by-kind",
    "unions-by-match",
    "unions-by-tag",
]

/// The golden cases that are generated with options of their own.
let goldenOptions = [
    "default-decimals", "formats", "numbers", "options-conformances", "options-flat", "sets",
]

let package = Package(
    name: "swift-typed-config",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "ConfigDocument", targets: ["ConfigDocument"]),
        .library(name: "DocumentEditing", targets: ["DocumentEditing"]),
        .library(name: "SchemaValidation", targets: ["SchemaValidation"]),
        .library(name: "JSONSchema", targets: ["JSONSchema"]),
        .library(name: "SchemaCompiler", targets: ["SchemaCompiler"]),
        .library(name: "SchemaTools", targets: ["SchemaTools"]),
        .library(name: "ConfigTypes", targets: ["ConfigTypes"]),
        .library(name: "TypedConfig", targets: ["TypedConfig", "ConfigTypes"]),
        .library(name: "ConfigVersioning", targets: ["ConfigVersioning"]),
        .library(name: "ConfigSchemas", targets: ["ConfigSchemas"]),
        .library(name: "ConfigMonitoring", targets: ["ConfigMonitoring"]),
        .library(name: "TypedConfigTesting", targets: ["TypedConfigTesting"]),
        .library(name: "TypedConfigProvider", targets: ["TypedConfigProvider"]),
        .library(
            name: "TypedConfigServiceLifecycle",
            targets: ["TypedConfigServiceLifecycle"]
        ),
        .library(
            name: "TypedConfigArgumentParser",
            targets: ["TypedConfigArgumentParser"]
        ),
        .library(name: "TypedConfigSigning", targets: ["TypedConfigSigning"]),
        .library(name: "TypedConfigDashboard", targets: ["TypedConfigDashboard"]),
        .library(name: "TypedConfigFleet", targets: ["TypedConfigFleet"]),
        .library(name: "BuiltinConfigs", targets: ["BuiltinConfigs"]),
        .plugin(name: "SchemaPlugin", targets: ["SchemaPlugin"]),
        .plugin(name: "SchemaCommand", targets: ["SchemaCommand"]),
        .executable(name: "schemac", targets: ["schemac"]),
        .library(name: "ConfigctlCommands", targets: ["ConfigctlCommands"]),
        .executable(name: "configctl", targets: ["configctl"]),
    ],
    traits: [
        .trait(
            name: "SwiftConfiguration",
            description: "TypedConfigProvider: configurations for libraries that read string keys "
                + "with swift-configuration, and its providers as layers."
        ),
        .trait(
            name: "ServiceLifecycle",
            description: "Builds TypedConfigServiceLifecycle, for applications that run services."
        ),
        .trait(
            name: "ArgumentParser",
            description: "TypedConfigArgumentParser: the settings of a type as options of a "
                + "command line, for swift-argument-parser."
        ),
        .trait(
            name: "Signing",
            description: "TypedConfigSigning, and configctl's commands sign and verify, with "
                + "swift-crypto."
        ),
        .trait(
            name: "Dashboard",
            description: "The server of TypedConfigDashboard, and configctl's command dashboard, "
                + "with FlyingFox."
        ),
        .trait(
            name: "Fleet",
            description: "TypedConfigFleet: releases for many instances on etcd, and configctl's "
                + "command fleet, with async-http-client."
        ),
    ],
    dependencies: [
        // The command lines of schemac and configctl: parsing, help and completions. With its trait,
        // settings as options of an application's own command line.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        // Renders the templates that users may override.
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        // Logs and metrics of the runtime: the application chooses the backends.
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.5.0"),
        // For TypedConfigProvider only: neither fetched nor built without its trait.
        .package(url: "https://github.com/apple/swift-configuration", from: "1.0.0", traits: []),
        // The service groups for which TypedConfigServiceLifecycle provides a service; behind a
        // trait.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.6.0"),
        // Signatures of manifests; behind a trait, because it takes the longest to build.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
        // The web server of the dashboard; behind a trait.
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.26.0"),
        // Requests to etcd, with their buffers and TLS; behind a trait.
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.30.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.86.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.32.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibYAML",
            pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
        ),
        .systemLibrary(
            name: "CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
        ),
        .target(name: "ConfigDocument", dependencies: ["CLibYAML"], swiftSettings: strict),
        // Edits of a document's text that keep its comments.
        .target(
            name: "DocumentEditing",
            dependencies: ["ConfigDocument"],
            swiftSettings: strict
        ),
        // Regular expressions of schemas, in linear time; independent of schemas.
        .target(name: "ECMARegex", swiftSettings: strict),
        // Programs that validate documents, and the engines that run them; independent of schemas.
        .target(
            name: "SchemaValidation",
            dependencies: ["ECMARegex", "ConfigDocument"],
            swiftSettings: strict
        ),
        // Schemas of five drafts, compiled to programs.
        .target(
            name: "JSONSchema",
            dependencies: ["SchemaValidation", "ECMARegex", "ConfigDocument"],
            swiftSettings: strict
        ),
        // Steps from one schema version to the next, which the compiler reads and writes.
        .target(
            name: "MigrationSteps",
            dependencies: ["SchemaValidation", "ConfigDocument"],
            swiftSettings: strict
        ),
        // Documents that those steps migrate; the compiler of the plugins does without.
        .target(
            name: "DocumentMigration",
            dependencies: [
                "MigrationSteps", "SchemaValidation", "DocumentEditing", "ConfigDocument",
            ],
            swiftSettings: strict
        ),
        // Random documents that a schema allows, for tests of schemas and of migrations.
        .target(
            name: "SchemaSamples",
            dependencies: ["JSONSchema", "SchemaValidation", "ECMARegex", "ConfigDocument"],
            swiftSettings: strict
        ),
        .target(name: "SchemaTemplates", path: "Templates", swiftSettings: strict),
        .target(
            name: "SchemaCompiler",
            dependencies: [
                "MigrationSteps", "JSONSchema", "SchemaValidation", "ECMARegex", "ConfigDocument",
                "SchemaTemplates",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: strict
        ),
        // Schema tools besides code generation: lint, pages, differences, drafts of migrations.
        .target(
            name: "SchemaTools",
            dependencies: [
                "SchemaCompiler", "DocumentMigration", "MigrationSteps", "SchemaSamples",
                "JSONSchema",
                "SchemaValidation", "ECMARegex", "DocumentEditing", "ConfigDocument",
            ],
            swiftSettings: strict
        ),
        // The limits for reading and checking, as options of both command lines.
        .target(
            name: "LimitOptions",
            dependencies: [
                "SchemaValidation", "ConfigDocument",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        // The commit of a release.
        .target(name: "CBuildInfo"),
        // Output shared by both command lines: findings for other programs, differences, the
        // version.
        .target(
            name: "ToolReports",
            dependencies: ["SchemaValidation", "ConfigDocument", "CLibYAML", "CBuildInfo"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "schemac",
            dependencies: [
                "ToolReports", "SchemaTools", "SchemaCompiler", "MigrationSteps", "JSONSchema",
                "SchemaValidation", "ConfigDocument", "LimitOptions",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        // The tool of the plugins: the compiler, with the few flags that they pass.
        .executableTarget(
            name: "schemac-build",
            dependencies: ["SchemaCompiler"],
            path: "Sources/SchemacBuild",
            swiftSettings: strict
        ),
        // A thread-local word, in C because Swift has no thread-local storage without cost.
        .target(name: "CReaderSlots"),
        // Extended attributes, a signal handler and similar calls that are not possible in Swift.
        .target(name: "CSystemCalls"),
        .plugin(name: "SchemaPlugin", capability: .buildTool(), dependencies: ["schemac-build"]),
        .plugin(
            name: "SchemaCommand",
            capability: .command(
                intent: .custom(
                    verb: "generate-config",
                    description: "Generates typed configuration from the schemas of a target."
                ),
                permissions: [
                    .writeToPackageDirectory(reason: "Writes the generated Swift files.")
                ]
            ),
            dependencies: ["schemac-build"]
        ),
        // Atomic writes and watching of files; of a configuration, it knows only the names of its
        // files.
        .target(
            name: "ConfigFiles",
            dependencies: ["ConfigDocument", "CSystemCalls"],
            swiftSettings: strict
        ),
        // The vocabulary of generated code, and loading a configuration type from one file.
        .target(
            name: "ConfigTypes",
            dependencies: ["SchemaValidation", "ECMARegex", "ConfigDocument", "CSystemCalls"],
            swiftSettings: strict
        ),
        .target(
            name: "TypedConfig",
            dependencies: [
                "ConfigTypes", "ConfigFiles", "SchemaValidation", "DocumentEditing",
                "ConfigDocument",
                "CZlib", "CReaderSlots", "CSystemCalls",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
            ],
            swiftSettings: strict
        ),
        // The versions of a configuration at run time, and migrations on disk: also imported by the
        // generated code of types with older versions.
        .target(
            name: "ConfigVersioning",
            dependencies: [
                "TypedConfig", "ConfigTypes", "ConfigFiles", "DocumentMigration", "MigrationSteps",
                "SchemaValidation", "DocumentEditing", "ConfigDocument",
            ],
            swiftSettings: strict
        ),
        // Schemas that are read at run time; includes the compiler of schemas.
        .target(
            name: "ConfigSchemas",
            dependencies: [
                "ConfigVersioning", "TypedConfig", "ConfigTypes", "MigrationSteps", "JSONSchema",
                "SchemaValidation", "ConfigDocument",
            ],
            swiftSettings: strict
        ),
        // Health, alerts, audit and reports, for operators of a service.
        .target(
            name: "ConfigMonitoring",
            dependencies: [
                "TypedConfig", "ConfigTypes", "ConfigFiles", "SchemaValidation", "ConfigDocument",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
            ],
            swiftSettings: strict
        ),
        // For the tests of applications: configuration in memory, bound to a task, and migrations.
        .target(
            name: "TypedConfigTesting",
            dependencies: [
                "ConfigVersioning", "TypedConfig", "ConfigTypes", "SchemaSamples",
                "DocumentMigration", "MigrationSteps", "JSONSchema", "SchemaValidation",
                "DocumentEditing",
                "ConfigDocument",
            ],
            swiftSettings: strict
        ),
        // Empty without the trait SwiftConfiguration.
        .target(
            name: "TypedConfigProvider",
            dependencies: [
                "TypedConfig", "ConfigTypes", "SchemaValidation", "ConfigDocument",
                .product(
                    name: "Configuration",
                    package: "swift-configuration",
                    condition: .when(traits: ["SwiftConfiguration"])
                ),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "TypedConfigServiceLifecycle",
            dependencies: [
                "TypedConfig", "ConfigTypes",
                .product(
                    name: "ServiceLifecycle",
                    package: "swift-service-lifecycle",
                    condition: .when(traits: ["ServiceLifecycle"])
                ),
            ],
            swiftSettings: strict
        ),
        // Empty without the trait ArgumentParser.
        .target(
            name: "TypedConfigArgumentParser",
            dependencies: [
                "TypedConfig", "ConfigTypes", "ConfigDocument",
                .product(
                    name: "ArgumentParser",
                    package: "swift-argument-parser",
                    condition: .when(traits: ["ArgumentParser"])
                ),
            ],
            swiftSettings: strict
        ),
        // Empty without the trait Signing.
        .target(
            name: "TypedConfigSigning",
            dependencies: [
                "ConfigMonitoring", "TypedConfig", "ConfigTypes", "ConfigFiles",
                .product(
                    name: "Crypto",
                    package: "swift-crypto",
                    condition: .when(traits: ["Signing"])
                ),
            ],
            swiftSettings: strict
        ),
        // Reports and pages for operators; without a server unless the trait Dashboard is enabled.
        .target(
            name: "TypedConfigDashboard",
            dependencies: [
                "TypedConfigFleet",
                "ConfigMonitoring", "TypedConfig", "ConfigTypes", "ConfigFiles", "ConfigDocument",
                "SchemaValidation",
                .product(
                    name: "FlyingFox",
                    package: "FlyingFox",
                    condition: .when(traits: ["Dashboard"])
                ),
            ],
            swiftSettings: strict
        ),
        // Empty without the trait Fleet.
        .target(
            name: "TypedConfigFleet",
            dependencies: [
                "TypedConfig", "ConfigMonitoring", "ConfigTypes", "SchemaValidation",
                "ConfigDocument",
                .product(
                    name: "AsyncHTTPClient",
                    package: "async-http-client",
                    condition: .when(traits: ["Fleet"])
                ),
                .product(
                    name: "NIOCore",
                    package: "swift-nio",
                    condition: .when(traits: ["Fleet"])
                ),
                .product(
                    name: "NIOPosix",
                    package: "swift-nio",
                    condition: .when(traits: ["Fleet"])
                ),
                .product(
                    name: "NIOHTTP1",
                    package: "swift-nio",
                    condition: .when(traits: ["Fleet"])
                ),
                .product(
                    name: "NIOSSL",
                    package: "swift-nio-ssl",
                    condition: .when(traits: ["Fleet"])
                ),
            ],
            swiftSettings: strict
        ),
        // Generated by Scripts/generate and committed, not by the plugin: otherwise, users of any
        // target of this package would build the whole compiler first.
        .target(
            name: "BuiltinConfigs",
            dependencies: ["ConfigVersioning", "ConfigTypes"],
            swiftSettings: strict
        ),
        // The subcommands of configctl, for a tool with the types of its own service.
        .target(
            name: "ConfigctlCommands",
            dependencies: [
                "ToolReports", "CZlib",
                "ConfigMonitoring", "ConfigSchemas", "ConfigVersioning", "TypedConfig",
                "ConfigTypes", "ConfigFiles",
                "TypedConfigSigning", "TypedConfigDashboard", "TypedConfigFleet",
                "SchemaValidation", "DocumentEditing", "ConfigDocument", "LimitOptions",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "configctl",
            dependencies: ["ConfigctlCommands", "BuiltinConfigs", "ConfigTypes"],
            swiftSettings: strict
        ),
        // Implements Bowtie's protocol for comparing validators.
        .executableTarget(
            name: "BowtieHarness",
            dependencies: ["JSONSchema", "SchemaValidation", "ConfigDocument"],
            path: "Tests/BowtieHarness",
            swiftSettings: strict
        ),
        // The program that Scripts/faults kills, starves and races.
        .executableTarget(
            name: "FaultSubject",
            dependencies: [
                "ConfigSchemas", "TypedConfig", "ConfigTypes", "ConfigFiles", "JSONSchema",
                "SchemaValidation", "ConfigDocument",
            ],
            path: "Tests/FaultSubject",
            swiftSettings: strict
        ),
        // Empty without the trait Fleet.
        .executableTarget(
            name: "FleetSubject",
            dependencies: [
                "TypedConfigFleet", "ConfigMonitoring", "TypedConfig", "ConfigTypes", "JSONSchema",
                "SchemaValidation", "ConfigDocument",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/FleetSubject",
            swiftSettings: strict
        ),
        .target(
            name: "Suites",
            dependencies: ["ConfigDocument"],
            path: "Tests/Suites",
            swiftSettings: strict
        ),
        // Checks that modules and folders use only those below them.
        .testTarget(name: "HouseTests", swiftSettings: strict),
        .testTarget(
            name: "DocumentEditingTests",
            dependencies: ["DocumentEditing", "ConfigDocument", "Suites"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ConfigDocumentTests",
            dependencies: ["ConfigDocument", "Suites"],
            swiftSettings: strict
        ),
        .testTarget(name: "ECMARegexTests", dependencies: ["ECMARegex"], swiftSettings: strict),
        .testTarget(
            name: "JSONSchemaTests",
            dependencies: ["JSONSchema", "SchemaValidation", "ConfigDocument", "Suites"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ToolReportsTests",
            dependencies: ["ToolReports", "SchemaValidation", "ConfigDocument"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "BowtieHarnessTests",
            dependencies: ["BowtieHarness", "ConfigDocument", "Suites"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SchemaCompilerTests",
            dependencies: [
                "schemac", "SchemaTools", "SchemaCompiler", "SchemaSamples", "DocumentMigration",
                "MigrationSteps", "JSONSchema", "SchemaValidation",
                "ConfigDocument", "LimitOptions", "Suites",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TypedConfigTests",
            dependencies: [
                "ConfigMonitoring", "ConfigSchemas", "ConfigVersioning", "TypedConfig",
                "ConfigTypes", "ConfigFiles",
                "TypedConfigDashboard", "TypedConfigSigning",
                "TypedConfigTesting", "DocumentMigration", "MigrationSteps", "DocumentEditing",
                "JSONSchema", "SchemaValidation",
                "ConfigDocument", "Suites",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TypedConfigProviderTests",
            dependencies: [
                "TypedConfigProvider", "ConfigSchemas", "TypedConfig", "ConfigTypes",
                "TypedConfigTesting", "ConfigDocument",
                .product(
                    name: "ConfigurationTesting",
                    package: "swift-configuration",
                    condition: .when(traits: ["SwiftConfiguration"])
                ),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TypedConfigServiceLifecycleTests",
            dependencies: [
                "TypedConfigServiceLifecycle", "TypedConfigTesting", "ConfigSchemas", "TypedConfig",
                "ConfigTypes",
                .product(name: "Logging", package: "swift-log"),
                .product(
                    name: "ServiceLifecycleTestKit",
                    package: "swift-service-lifecycle",
                    condition: .when(traits: ["ServiceLifecycle"])
                ),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TypedConfigArgumentParserTests",
            dependencies: [
                "TypedConfigArgumentParser", "TypedConfig", "ConfigTypes", "JSONSchema",
                "SchemaValidation", "ConfigDocument",
                .product(
                    name: "ArgumentParser",
                    package: "swift-argument-parser",
                    condition: .when(traits: ["ArgumentParser"])
                ),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TypedConfigFleetTests",
            dependencies: [
                "TypedConfigFleet", "TypedConfigDashboard", "TypedConfig", "ConfigMonitoring",
                "ConfigTypes", "JSONSchema",
                "SchemaValidation", "ConfigDocument",
                .product(name: "Logging", package: "swift-log"),
                .product(
                    name: "AsyncHTTPClient",
                    package: "async-http-client",
                    condition: .when(traits: ["Fleet"])
                ),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "BuiltinConfigsTests",
            dependencies: [
                "BuiltinConfigs", "ConfigMonitoring", "ConfigSchemas", "ConfigVersioning",
                "TypedConfig", "ConfigTypes", "TypedConfigTesting",
                "MigrationSteps", "JSONSchema", "SchemaValidation", "ConfigDocument", "Suites",
            ],
            exclude: ["broken.tsv"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ExampleTests",
            dependencies: ["SchemaTools", "SchemaCompiler"],
            swiftSettings: strict
        ),
        // The code of the guides, compiled like a package that depends on this one: without the
        // upcoming features of this package.
        .testTarget(
            name: "GuideTests",
            dependencies: [
                "ConfigctlCommands", "ConfigMonitoring", "ConfigVersioning", "TypedConfig",
                "ConfigTypes",
                "TypedConfigTesting", "TypedConfigProvider", "TypedConfigArgumentParser",
                "TypedConfigDashboard", "SchemaCompiler", "ConfigDocument",
                .product(
                    name: "ArgumentParser",
                    package: "swift-argument-parser",
                    condition: .when(traits: ["ArgumentParser"])
                ),
                .product(
                    name: "Configuration",
                    package: "swift-configuration",
                    condition: .when(traits: ["SwiftConfiguration"])
                ),
            ],
            exclude: ["schemas", "config"]
        ),
        .testTarget(
            name: "GoldenTests",
            dependencies: [
                "ConfigSchemas", "TypedConfig", "ConfigTypes", "SchemaTools", "SchemaCompiler",
                "ConfigDocument", "JSONSchema", "SchemaValidation", "SchemaSamples",
                "Suites",
            ],
            path: "Tests/Golden",
            exclude: goldenCases.flatMap { ["\($0)/schema.json", "\($0)/valid", "\($0)/invalid"] }
                + goldenOptions.map { "\($0)/schemac.yaml" }
                // Texts as they are saved.
                + ["quantities/written"]
                // The only case with several schemas.
                + ["references/schemas", "references/gateway", "references/relay"],
            // Generated code compiles without a warning.
            swiftSettings: strict + [.treatAllWarnings(as: .error)]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// Scripts/test-adapters builds only the tests of libraries behind traits, and the code of the guides.
if Context.environment["TYPED_CONFIG_ADAPTER_TESTS"] != nil {
    let kept = [
        "TypedConfigProviderTests", "TypedConfigServiceLifecycleTests",
        "TypedConfigArgumentParserTests", "TypedConfigFleetTests", "GuideTests",
    ]
    package.targets.removeAll { $0.type == .test && !kept.contains($0.name) }
}
