import ConfigDocument
import JSONSchema

/// How long it takes from a schema's bytes to a validator.
struct CompileBenchmark {
    let sets: [Dataset]
    let peer: Peer?
    /// Growth is measured on schemas of its own: not where sets are asked for by name.
    let measuresGrowth: Bool
    let stopwatch = Stopwatch()

    init(_ arguments: Arguments) throws {
        sets = try Dataset.all(in: arguments, withDocuments: false)
        peer = arguments.peer(Peer.jsonschemaRS)
        measuresGrowth = arguments.only.isEmpty
    }

    func run() throws -> Bool {
        Metric.printHeader()
        var isShort = false
        for set in sets {
            let ours = try time(set)
            let theirs = try peer?.run(.compile, on: set).flatMap { Double($0[0]) }
            let metric = Metric(
                name: "compile \(set.name), \(set.schema.count) bytes",
                value: ours / 1e6,
                unit: "ms",
                peer: theirs == nil ? "none" : Peer.jsonschemaRS,
                peerValue: (theirs ?? ours) / 1e6,
                bar: 1
            )
            metric.print()
            isShort = isShort || !metric.isMet
        }
        guard measuresGrowth else { return isShort }
        let growth = try growth()
        growth.print()
        return isShort || !growth.isMet
    }

    private func time(_ set: Dataset) throws -> Double {
        try stopwatch.nanoseconds { _ = try set.program() }
    }

    /// A schema eight times as large may take little more than eight times as long.
    private func growth() throws -> Metric {
        let small = Self.schema(definitions: 100)
        let large = Self.schema(definitions: 800)
        let scale = Double(large.schema.count) / Double(small.schema.count)
        return Metric(
            name: "compile \(large.schema.count) bytes, \(large.name)",
            value: try time(large) / 1e6,
            unit: "ms",
            peer: "\(small.name), by size",
            peerValue: try time(small) * scale / 1e6,
            bar: 1.25
        )
    }

    /// Definitions that refer to each other, in the shapes that schemas are made of.
    static func schema(definitions count: Int) -> Dataset {
        let definitions = (0..<count).map { number in
            #"""
            "d\#(number)":{"type":"object","required":["id"],"additionalProperties":false,"properties":{
            "id":{"type":"string","pattern":"^[a-z]+-\#(number)$"},"size":{"type":"integer","minimum":0},
            "mode":{"enum":["on","off","m\#(number)"]},"next":{"$ref":"#/definitions/d\#((number + 1) % count)"},
            "more":{"type":"array","items":{"anyOf":[{"type":"string"},{"$ref":"#/definitions/d\#(number)"}]}}}}
            """#
        }
        let joined = definitions.joined(separator: ",")
        let text = ##"{"$ref":"#/definitions/d0","definitions":{\##(joined)}}"##
        return Dataset(name: "\(count) definitions", schema: Array(text.utf8), bytes: [])
    }
}
