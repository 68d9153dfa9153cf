// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "greeter",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-typed-config", path: "../..")
    ],
    targets: [
        .executableTarget(
            name: "Greeter",
            dependencies: [.product(name: "TypedConfig", package: "swift-typed-config")]
        )
    ]
)
