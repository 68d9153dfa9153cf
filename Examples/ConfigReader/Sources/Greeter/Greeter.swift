import Configuration
import TypedConfig
import TypedConfigProvider

/// Part of a library: it reads string keys, and does not depend on the source of the values.
struct Greeting {
    private let text: String
    private let isLoud: Bool

    init(_ config: ConfigReader) {
        text = config.string(forKey: "text", default: "Hi")
        isLoud = config.bool(forKey: "loud", default: false)
    }

    func greet(_ name: String) -> String {
        let greeting = "\(text), \(name)!"
        return isLoud ? greeting.uppercased() : greeting
    }
}

@main
struct Greeter {
    static func main() {
        do {
            let system = try ConfigSystem(
                layers: [.directory("config"), .environment(prefix: "APP")],
                types: [GreeterConfig.self]
            )
            // Reports an invalid file at its line; a reader would return defaults.
            _ = try system.load(GreeterConfig.self)
            let reader = ConfigReader(provider: TypedConfigProvider(system, config: "greeter"))
            print(Greeting(reader).greet("Ada"))
        } catch {
            print(error)
        }
    }
}
