// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who depends on the root package builds the benchmarks.
let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    // Named, since a checkout's folder may be called anything.
    dependencies: [
        .package(name: "swift-typed-config", path: "..", traits: ["Dashboard"]),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    ],
    targets: [
        .executableTarget(
            name: "bench",
            dependencies: [
                .product(name: "JSONSchema", package: "swift-typed-config"),
                .product(name: "SchemaCompiler", package: "swift-typed-config"),
                .product(name: "SchemaTools", package: "swift-typed-config"),
                .product(name: "TypedConfig", package: "swift-typed-config"),
                .product(name: "ConfigVersioning", package: "swift-typed-config"),
                .product(name: "ConfigSchemas", package: "swift-typed-config"),
                .product(name: "ConfigMonitoring", package: "swift-typed-config"),
                .product(name: "DocumentEditing", package: "swift-typed-config"),
                .product(name: "TypedConfigDashboard", package: "swift-typed-config"),
                .product(name: "BuiltinConfigs", package: "swift-typed-config"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
