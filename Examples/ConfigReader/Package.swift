// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "config-reader",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-typed-config", path: "../..", traits: ["SwiftConfiguration"]),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.0.0"),
    ],
    targets: [
        .executableTarget(
            name: "Greeter",
            dependencies: [
                .product(name: "TypedConfig", package: "swift-typed-config"),
                .product(name: "TypedConfigProvider", package: "swift-typed-config"),
                .product(name: "Configuration", package: "swift-configuration"),
            ],
            plugins: [.plugin(name: "SchemaPlugin", package: "swift-typed-config")]
        )
    ]
)
