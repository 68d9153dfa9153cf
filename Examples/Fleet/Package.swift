// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "fleet",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(
            name: "swift-typed-config",
            path: "../..",
            traits: ["Fleet", "Dashboard", "ServiceLifecycle"]
        ),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    ],
    targets: [
        // The types, which the service and its tool share.
        .target(
            name: "OrdersSettings",
            dependencies: [.product(name: "TypedConfig", package: "swift-typed-config")],
            plugins: [.plugin(name: "SchemaPlugin", package: "swift-typed-config")]
        ),
        .executableTarget(
            name: "Orders",
            dependencies: [
                "OrdersSettings",
                .product(name: "TypedConfig", package: "swift-typed-config"),
                .product(name: "ConfigMonitoring", package: "swift-typed-config"),
                .product(name: "TypedConfigFleet", package: "swift-typed-config"),
                .product(name: "TypedConfigServiceLifecycle", package: "swift-typed-config"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .executableTarget(
            name: "ordersctl",
            dependencies: [
                "OrdersSettings",
                .product(name: "ConfigctlCommands", package: "swift-typed-config"),
            ]
        ),
    ]
)
