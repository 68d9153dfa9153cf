import Foundation
import Logging

/// `bench NAME DATA [--only SET,…]`: see `Scripts/bench`.
@main
enum Bench {
    static func main() {
        // No lines of the runtime between the figures.
        LoggingSystem.bootstrap { _ in SwiftLogNoOpLogHandler() }
        do {
            let arguments = try Arguments(CommandLine.arguments.dropFirst())
            let hasShort = try arguments.benchmark.run(arguments)
            if hasShort { exit(1) }
        } catch {
            complain("\(error)")
            exit(2)
        }
    }

    static func complain(_ message: String) {
        FileHandle.standardError.write(Data("bench: \(message)\n".utf8))
    }
}

extension Arguments.Benchmark {
    /// Whether a figure falls short of its bar.
    func run(_ arguments: Arguments) throws -> Bool {
        switch self {
        case .validation: try ValidationBenchmark(arguments).run()
        case .rejection: try RejectionBenchmark(arguments).run()
        case .compile: try CompileBenchmark(arguments).run()
        case .runtime: try RuntimeBenchmark(arguments).run()
        case .monitor: try MonitorBenchmark(arguments).run()
        case .parse: try ParseBenchmark(arguments).run()
        case .migration: try MigrationBenchmark().run()
        case .edit: try EditBenchmark().run()
        case .hostile: try HostileBenchmark().run()
        case .live: try LiveBenchmark().run()
        case .workload: try Workload.run(arguments)
        }
    }
}

/// Why a benchmark cannot be run.
struct BenchError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
