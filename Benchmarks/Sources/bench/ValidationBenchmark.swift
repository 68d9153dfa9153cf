/// How fast documents are validated, set by set, each set by one tool after the other.
struct ValidationBenchmark {
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
            let sweeps = try Sweeps(set)
            let row = try sweeps.row()
            table.add(row)
            guard row.valid == row.documents else {
                throw BenchError("\(row.documents - row.valid) documents of \(row.set) are invalid")
            }
            for peer in peers {
                if peer.name == Peer.blaze { table.add(sweeps.rowInARow()) }
                if let row = try peer.validation(of: set) { table.add(row) }
            }
        }
        table.printMeans { $0.documents }
        guard !peers.isEmpty else { return false }
        print()
        Metric.printHeader()
        return metrics(table).printAll()
    }

    private func metrics(_ table: ValidationTable) -> [Metric] {
        var metrics = table.means(
            "validate",
            Sweeps.toolInARow,
            Peer.blaze,
            bar: 1,
            \.validate
        )
        metrics += table.means("validate", Sweeps.tool, Peer.jsonschemaRS, bar: 1, \.validate)
        metrics += table.worst("validate", Peer.jsonschemaRS, \.validate)
        metrics += table.means("validate", Sweeps.tool, Peer.ajv, bar: 1, \.validate)
        metrics += table.worst("validate", Peer.ajv, \.validate)
        // The bar is 0.2 of Blaze, whose command line does not report this figure; jsonschema-rs over
        // orjson takes 0.73 of Blaze's time where both were measured.
        metrics += table.means(
            "bytes to verdict",
            Sweeps.tool,
            Peer.jsonschemaRS,
            bar: 0.2 / 0.73,
            \.fromBytes
        )
        metrics += table.worst("bytes to verdict", Peer.jsonschemaRS, \.fromBytes)
        return metrics
    }
}

extension ValidationTable {
    /// The geometric means of ours and a peer, over the sets that both judge alike.
    func means(
        _ name: String,
        _ ours: String,
        _ peer: String,
        bar: Double,
        _ figure: (ValidationRow) -> Double?
    ) -> [Metric] {
        let pairs = pairs(ours, peer, figure)
        guard let our = Self.mean(pairs.map(\.ours)), let theirs = Self.mean(pairs.map(\.peer))
        else {
            return []
        }
        let name = "\(name), geometric mean of \(pairs.count)"
        return [Metric(name: name, value: our, unit: "ns", peer: peer, peerValue: theirs, bar: bar)]
    }

    /// The set in which the peer comes closest to us, or is furthest ahead.
    func worst(
        _ name: String,
        _ peer: String,
        _ figure: (ValidationRow) -> Double?
    ) -> [Metric] {
        pairs(Sweeps.tool, peer, figure).max { $0.ours / $0.peer < $1.ours / $1.peer }.map { pair in
            let name = "\(name), worst set (\(pair.set))"
            return [
                Metric(
                    name: name,
                    value: pair.ours,
                    unit: "ns",
                    peer: peer,
                    peerValue: pair.peer,
                    bar: 1
                )
            ]
        } ?? []
    }
}
