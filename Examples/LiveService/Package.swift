// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "live-service",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-typed-config", path: "../..", traits: ["ServiceLifecycle"]),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.5.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    ],
    targets: [
        .executableTarget(
            name: "LiveService",
            dependencies: [
                .product(name: "TypedConfig", package: "swift-typed-config"),
                .product(name: "TypedConfigServiceLifecycle", package: "swift-typed-config"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
            ],
            plugins: [.plugin(name: "SchemaPlugin", package: "swift-typed-config")]
        )
    ]
)
