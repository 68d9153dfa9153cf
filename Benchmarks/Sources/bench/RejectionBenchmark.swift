import ConfigDocument
import JSONSchema

/// How fast documents are refused: those of the sets, each with one value of a wrong type.
struct RejectionBenchmark {
    let sets: [Dataset]
    let peers: [Peer]

    init(_ arguments: Arguments) throws {
        sets = try Dataset.all(in: arguments)
        peers = arguments.peers()
    }

    func run() throws -> Bool {
        ValidationRow.printHeader()
        var table = ValidationTable()
        for set in sets {
            guard let broken = try broken(set) else { continue }
            let sweeps = try Sweeps(broken)
            table.add(try sweeps.row())
            for peer in peers {
                if peer.name == Peer.blaze { table.add(sweeps.rowInARow()) }
                if let row = try peer.validation(of: broken) { table.add(row) }
            }
        }
        table.printMeans { _ in 0 }
        guard !peers.isEmpty else { return false }
        print()
        Metric.printHeader()
        var metrics = table.means("reject", Sweeps.toolInARow, Peer.blaze, bar: 1, \.validate)
        metrics += table.means("reject", Sweeps.tool, Peer.jsonschemaRS, bar: 1, \.validate)
        metrics += table.worst("reject", Peer.jsonschemaRS, \.validate)
        metrics += table.means(
            "reject, from bytes",
            Sweeps.tool,
            Peer.jsonschemaRS,
            bar: 1,
            \.fromBytes
        )
        return metrics.printAll()
    }

    /// A set with one invalid variant of each document, if there is one that jsonschema-rs also
    /// refuses. Variants with different verdicts are reported and omitted.
    private func broken(_ set: Dataset) throws -> Dataset? {
        let program = try set.program()
        var variants: [[UInt8]] = []
        var origins: [Int] = []
        for (number, document) in try set.documents().enumerated() {
            var mutation = Mutation(document, seed: UInt64(number))
            for _ in 0..<8 {
                variants.append(mutation.next())
                origins.append(number)
            }
        }
        let all = Dataset(
            name: set.name,
            schema: set.schema,
            bytes: Array(variants.joined(separator: [0x0A]))
        )
        let ours = try all.documents().map { program.accepts($0) }
        let reference = try peers.first { $0.name == Peer.jsonschemaRS }?.verdicts(on: all)
        let disputed = reference.map { zip(ours, $0).map { $0 != $1 } }
        if let disputed, let first = disputed.firstIndex(of: true) {
            let count = disputed.count { $0 }
            let text = String(decoding: variants[first], as: UTF8.self)
            let verdict = ours[first] ? "valid" : "invalid"
            Bench.complain("\(set.name): \(count) verdicts differ; we call \(verdict): \(text)")
        }
        var taken = -1
        var chosen: [[UInt8]] = []
        for index in variants.indices where !ours[index] && origins[index] != taken {
            if disputed?[index] ?? false { continue }
            taken = origins[index]
            chosen.append(variants[index])
        }
        guard !chosen.isEmpty else { return nil }
        return Dataset(
            name: set.name,
            schema: set.schema,
            bytes: Array(chosen.joined(separator: [0x0A]))
        )
    }
}
