// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "embedded",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-typed-config", path: "../..")
    ],
    targets: [
        .executableTarget(
            name: "Beacon",
            dependencies: [.product(name: "TypedConfig", package: "swift-typed-config")],
            plugins: [.plugin(name: "SchemaPlugin", package: "swift-typed-config")]
        )
    ]
)
