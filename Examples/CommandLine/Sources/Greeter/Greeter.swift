import TypedConfig

@main
struct Greeter {
    static func main() {
        do {
            let path = CommandLine.arguments.dropFirst().first ?? "greeter.yaml"
            let greeter = try GreeterConfig.load(from: path)
            let end = greeter.style == .loud ? "!" : "."
            for name in greeter.names { print("\(greeter.greeting), \(name)\(end)") }
        } catch {
            print(error)
        }
    }
}
