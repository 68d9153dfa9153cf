// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "own-tool",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-typed-config", path: "../..")
    ],
    targets: [
        // The types, which the service and its tool share.
        .target(
            name: "OrdersConfig",
            dependencies: [
                .product(name: "TypedConfig", package: "swift-typed-config"),
                // Types with older versions are generated for it.
                .product(name: "ConfigVersioning", package: "swift-typed-config"),
            ],
            plugins: [.plugin(name: "SchemaPlugin", package: "swift-typed-config")]
        ),
        .executableTarget(
            name: "ordersctl",
            dependencies: [
                "OrdersConfig",
                .product(name: "ConfigctlCommands", package: "swift-typed-config"),
            ]
        ),
    ]
)
