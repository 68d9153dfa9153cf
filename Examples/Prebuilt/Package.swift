// swift-tools-version: 6.2
import PackageDescription

// The plugin comes with a schemac that was built before: run Scripts/release first. A package of your
// own takes both from their repositories, by URL and of one version.
let package = Package(
    name: "prebuilt",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-typed-config", path: "../.."),
        .package(path: "../../.build/release-bundle/swift-typed-config-plugins"),
    ],
    targets: [
        .executableTarget(
            name: "Prebuilt",
            dependencies: [.product(name: "TypedConfig", package: "swift-typed-config")],
            plugins: [.plugin(name: "PrebuiltSchemaPlugin", package: "swift-typed-config-plugins")]
        )
    ]
)
