// swift-tools-version: 6.2
import PackageDescription

/// Every target of this package is held to the same upcoming features.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "swift-typed-config",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "JSONSchema", targets: ["JSONSchema"])
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
        .target(name: "JSONSchema", dependencies: ["ConfigDocument"], swiftSettings: strict),
        .target(name: "Suites", path: "Tests/Suites", swiftSettings: strict),
        .testTarget(
            name: "ConfigDocumentTests",
            dependencies: ["ConfigDocument", "Suites"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "JSONSchemaTests",
            dependencies: ["JSONSchema", "ConfigDocument", "Suites"],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)
