import Foundation

/// The command line: what is measured, on which data, beside whom.
struct Arguments {
    enum Benchmark: String, CaseIterable {
        case validation, rejection, compile, parse, migration, edit, hostile, runtime, live, monitor
        case workload
    }

    var benchmark: Benchmark
    /// The folder that holds the sets of documents.
    var data: URL
    /// How often a workload runs.
    var times = 1
    /// Names of sets; empty for all of them.
    var only: Set<String> = []
    /// Whether only our own figures are wanted.
    var isAlone = false

    init(_ arguments: some Sequence<String>) throws {
        var plain: [String] = []
        var only: Set<String> = []
        var isAlone = false
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--only":
                guard let value = rest.popFirst() else {
                    throw BenchError("--only takes names of sets")
                }
                only = Set(value.split(separator: ",").map(String.init))
            case "--alone": isAlone = true
            case "--times":
                guard let value = rest.popFirst().flatMap(Int.init), value > 0 else {
                    throw BenchError("--times takes a number")
                }
                times = value
            default:
                guard !argument.hasPrefix("-") else {
                    throw BenchError("unknown option \(argument)")
                }
                plain.append(argument)
            }
        }
        let names = Benchmark.allCases.map(\.rawValue).joined(separator: "|")
        // These make their own documents.
        if ["migration", "edit", "hostile", "live"].contains(where: { plain == [$0] }) {
            plain.append("")
        }
        // The configuration files of the package itself, where no others are named.
        if plain == ["runtime"] || plain == ["monitor"] {
            let folder = ProcessInfo.processInfo.environment["BENCHMARKS_FOLDER"] ?? "."
            plain.append(folder + "/../config")
        }
        guard plain.count == 2 else {
            throw BenchError("usage: bench \(names) DATA [--only SET,…] [--alone]")
        }
        guard let benchmark = Benchmark(rawValue: plain[0]) else {
            throw BenchError("no benchmark is called \(plain[0]); there are \(names)")
        }
        self.benchmark = benchmark
        self.only = only
        self.isAlone = isAlone
        data = URL(fileURLWithPath: plain[1])
    }

    /// The installed peers; empty with `--alone`.
    func peers() -> [Peer] { isAlone ? [] : Peer.installed() }

    func peer(_ name: String) -> Peer? { peers().first { $0.name == name } }
}
