import ConfigDocument
import JSONSchema

/// The time that a program takes for the documents of a set.
///
/// A sweep visits all documents of a set in turn. Checking one document many times in a row favours
/// every tool, and does not occur in a service.
struct Sweeps {
    let set: Dataset
    let program: ValidationProgram
    let documents: [Document]
    let stopwatch = Stopwatch()

    init(_ set: Dataset) throws {
        self.set = set
        program = try set.program()
        documents = try set.documents()
    }

    static let tool = "ours"
    /// As Blaze's own benchmark does it: held against that and nothing else.
    static let toolInARow = "ours (in a row)"

    func row() throws -> ValidationRow {
        let count = Double(max(1, documents.count))
        let (validate, valid) = validate()
        let (fromBytes, accepted) = try fromBytes()
        guard valid == accepted else {
            throw BenchError("\(set.name): \(valid) valid when parsed, \(accepted) from bytes")
        }
        return row(Self.tool, validate / count, fromBytes / count, valid)
    }

    func rowInARow() -> ValidationRow {
        let count = Double(max(1, documents.count))
        var stopwatch = stopwatch
        stopwatch.seconds = 0.001
        var total = 0.0
        var valid = 0
        for document in documents {
            var accepts = false
            total += stopwatch.nanoseconds { accepts = program.accepts(document) }
            if accepts { valid += 1 }
        }
        return row(Self.toolInARow, total / count, nil, valid)
    }

    private func row(
        _ tool: String,
        _ validate: Double,
        _ fromBytes: Double?,
        _ valid: Int
    ) -> ValidationRow {
        ValidationRow(
            tool: tool,
            set: set.name,
            documents: set.ranges.count,
            bytes: set.documentBytes,
            validate: validate,
            fromBytes: fromBytes,
            valid: valid
        )
    }

    private func validate() -> (nanoseconds: Double, valid: Int) {
        var valid = 0
        let nanoseconds = stopwatch.nanoseconds {
            valid = 0
            for index in documents.indices where program.accepts(documents[index]) { valid += 1 }
        }
        return (nanoseconds, valid)
    }

    private func fromBytes() throws -> (nanoseconds: Double, valid: Int) {
        var session = ValidationSession(program)
        var valid = 0
        let nanoseconds = try set.bytes.withUnsafeBytes { bytes in
            try stopwatch.nanoseconds {
                valid = 0
                for range in set.ranges
                where try session.accepts(UnsafeRawBufferPointer(rebasing: bytes[range])) {
                    valid += 1
                }
            }
        }
        return (nanoseconds, valid)
    }
}
