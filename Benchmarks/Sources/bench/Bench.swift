import Foundation

/// `bench NAME DATA [--only SET,…] [--peers FOLDER]`: see `Scripts/bench`.
@main
enum Bench {
    static func main() {
        do {
            let arguments = try Arguments(CommandLine.arguments.dropFirst())
            switch arguments.benchmark {
            case .validation: try ValidationBenchmark(arguments).run()
            }
        } catch {
            FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
            exit(2)
        }
    }
}

/// Why a benchmark cannot be run.
struct BenchError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
