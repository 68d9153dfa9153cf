// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "five-minutes",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-typed-config", path: "../.."),
        // Any server will do; this one has no dependencies.
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.26.0"),
    ],
    targets: [
        .executableTarget(
            name: "Server",
            dependencies: [
                .product(name: "TypedConfig", package: "swift-typed-config"),
                .product(name: "FlyingFox", package: "FlyingFox"),
            ],
            plugins: [.plugin(name: "SchemaPlugin", package: "swift-typed-config")]
        )
    ]
)
