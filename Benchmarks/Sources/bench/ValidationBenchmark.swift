import ConfigDocument
import Foundation
import JSONSchema

/// How fast documents are validated, set by set.
///
/// A sweep visits all documents of a set in turn. A document that is checked again and again in a
/// row is kinder to every tool, and no service sees that.
struct ValidationBenchmark {
    let sets: [Dataset]
    let stopwatch = Stopwatch()

    init(_ arguments: Arguments) throws {
        sets = try Dataset.all(in: arguments)
    }

    func run() throws {
        ValidationRow.printHeader()
        var rows: [ValidationRow] = []
        for set in sets {
            let row = try measure(set)
            row.print()
            rows.append(row)
        }
        ValidationRow.geometricMean(of: rows).print()
        for row in rows where row.valid != row.documents {
            throw BenchError(
                "\(row.tool) finds \(row.documents - row.valid) documents of \(row.set) invalid"
            )
        }
    }

    private func measure(_ set: Dataset) throws -> ValidationRow {
        let program = try set.program()
        let documents = try set.documents()
        var valid = 0
        let validate = stopwatch.nanoseconds {
            valid = 0
            for index in documents.indices where program.accepts(documents[index]) { valid += 1 }
        }
        var session = ValidationSession(program)
        var accepted = 0
        let fromBytes = try set.bytes.withUnsafeBytes { bytes in
            try stopwatch.nanoseconds {
                accepted = 0
                for range in set.ranges
                where try session.accepts(UnsafeRawBufferPointer(rebasing: bytes[range])) {
                    accepted += 1
                }
            }
        }
        let count = Double(documents.count)
        return ValidationRow(
            tool: "ours",
            set: set.name,
            documents: documents.count,
            bytes: set.documentBytes,
            validate: validate / count,
            fromBytes: fromBytes / count,
            valid: min(valid, accepted)
        )
    }
}
