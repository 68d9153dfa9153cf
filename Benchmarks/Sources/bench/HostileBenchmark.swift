import ConfigDocument
import Foundation
import JSONSchema

/// The cost of schemas and documents of a megabyte that are made to be slow to check.
struct HostileBenchmark {
    /// The most processor seconds of a verdict, and of the findings.
    private static let limit = 1.0

    func run() throws -> Bool {
        print(
            "pair\tbytes\toutcome\tverdict_s\tfindings_s\tverdict_growth\tfindings_growth\tverdict"
        )
        var isShort = false
        for (whole, half) in zip(HostilePair.all(size: 1), HostilePair.all(size: 0.5)) {
            let (large, small): (Row, Row)
            do { (large, small) = (try Row(whole), try Row(half)) } catch {
                // The other pairs are judged all the same.
                Bench.complain("\(whole.name): \(error)")
                isShort = true
                continue
            }
            let isMet = max(large.verdict, large.findings) <= Self.limit
            if !isMet { isShort = true }
            print(
                [
                    whole.name, "\(whole.schema.utf8.count + whole.document.utf8.count)",
                    large.outcome, Self.text(large.verdict), Self.text(large.findings),
                    Self.text(large.verdict / max(small.verdict, 1e-6)),
                    Self.text(large.findings / max(small.findings, 1e-6)), isMet ? "ok" : "short",
                ]
                .joined(separator: "\t")
            )
            fflush(nil)
        }
        return isShort
    }

    private static func text(_ figure: Double) -> String { String(format: "%.3f", figure) }

    /// A pair, judged: the less of two rounds.
    private struct Row {
        var outcome = "valid"
        var verdict = Double.infinity
        var findings = Double.infinity

        init(_ pair: HostilePair) throws {
            let schema = try Document(parsing: pair.schema, as: .json, named: "schema.json")
            let graph = try SchemaRegistry().resolve(schema, baseURI: "file:///schema.json")
            let program = try ValidationProgram(compiling: graph, options: .configuration)
            let document = try Document(parsing: pair.document, as: .json)
            for _ in 0..<2 {
                let start = Stopwatch.now()
                let accepts = program.accepts(document)
                let middle = Stopwatch.now()
                let found = program.findings(in: document)
                let end = Stopwatch.now()
                verdict = min(verdict, Double(middle - start) / 1e9)
                findings = min(findings, Double(end - middle) / 1e9)
                if found.contains(where: \.isUnjudged) {
                    outcome = "too many steps"
                } else if !accepts {
                    outcome = "invalid"
                }
            }
        }
    }
}
