// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "migration",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-typed-config", path: "../..")
    ],
    targets: [
        .executableTarget(
            name: "Pool",
            dependencies: [
                .product(name: "TypedConfig", package: "swift-typed-config"),
                // Types with older versions import it.
                .product(name: "ConfigVersioning", package: "swift-typed-config"),
            ],
            plugins: [.plugin(name: "SchemaPlugin", package: "swift-typed-config")]
        )
    ]
)
