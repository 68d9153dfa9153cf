// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "fleet",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-typed-config", path: "../..", traits: ["Fleet"])
    ],
    targets: [
        // The types, which the service and its tool share.
        .target(
            name: "ShopConfig",
            dependencies: [.product(name: "TypedConfig", package: "swift-typed-config")],
            plugins: [.plugin(name: "SchemaPlugin", package: "swift-typed-config")]
        ),
        .executableTarget(
            name: "shop",
            dependencies: [
                "ShopConfig",
                .product(name: "TypedConfig", package: "swift-typed-config"),
                .product(name: "ConfigMonitoring", package: "swift-typed-config"),
                .product(name: "TypedConfigFleet", package: "swift-typed-config"),
            ]
        ),
        .executableTarget(
            name: "shopctl",
            dependencies: [
                "ShopConfig",
                .product(name: "ConfigctlCommands", package: "swift-typed-config"),
            ]
        ),
    ]
)
