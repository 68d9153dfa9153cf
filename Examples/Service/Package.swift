// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "service",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-typed-config", path: "../..")
    ],
    targets: [
        .executableTarget(
            name: "Service",
            dependencies: [
                .product(name: "TypedConfig", package: "swift-typed-config"),
                // For types whose schema has older versions.
                .product(name: "ConfigVersioning", package: "swift-typed-config"),
            ],
            plugins: [.plugin(name: "SchemaPlugin", package: "swift-typed-config")]
        )
    ]
)
