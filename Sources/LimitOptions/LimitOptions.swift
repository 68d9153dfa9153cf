public import ArgumentParser
import ConfigDocument
import JSONSchema

/// The limits of reading and checking, as both command lines raise or lower them.
public struct LimitOptions: ParsableArguments, Sendable {
    @Option(help: "The largest file that is read, in bytes (default: 8388608).")
    var maxBytes: Int?

    @Option(help: "The deepest nesting of objects and arrays (default: 128).")
    var maxDepth: Int?

    @Option(help: "How many values YAML aliases and merge keys may add (default: 100000).")
    var maxExpansion: Int?

    @Option(help: "How many schemas may be applied to one document (default: 50000000).")
    var maxSteps: Int?

    @Option(help: "How many schemas may be applied one inside the other (default: 1000).")
    var maxSchemaDepth: Int?

    @Option(help: "How many steps patterns may take in one document (default: 50000000).")
    var maxPatternSteps: Int?

    @Option(help: "How many findings of one document are printed (default: 1000).")
    var maxFindings: Int?

    public init() {}

    /// Sets the limits of the process, so that they hold wherever the command reads something.
    public func validate() throws {
        // What the tape can count, and what the stack of a thread has room for.
        try apply(maxBytes, "--max-bytes", 1...Int(UInt32.max) - 1) {
            ReadingOptions.standard.maxBytes = $0
        }
        try apply(maxDepth, "--max-depth", 1...1_000) { ReadingOptions.standard.maxDepth = $0 }
        try apply(maxExpansion, "--max-expansion", 0...100_000_000) {
            ReadingOptions.standard.maxExpansion = $0
        }
        try apply(maxSteps, "--max-steps", 1...1 << 60) {
            ValidationProgram.Budget.standard.maxSteps = $0
        }
        try apply(maxSchemaDepth, "--max-schema-depth", 1...10_000) {
            ValidationProgram.Budget.standard.maxDepth = $0
        }
        try apply(maxPatternSteps, "--max-pattern-steps", 1...1 << 60) {
            ValidationProgram.Budget.standard.maxPatternSteps = $0
        }
        try apply(maxFindings, "--max-findings", 1...10_000_000) {
            ValidationProgram.Budget.standard.maxFindings = $0
        }
    }

    private func apply(
        _ value: Int?,
        _ option: String,
        _ range: ClosedRange<Int>,
        _ set: (Int) -> Void
    ) throws {
        guard let value else { return }
        guard range.contains(value) else {
            throw ValidationError(
                "\(option) is \(value); expected a number from \(range.lowerBound) to \(range.upperBound)."
            )
        }
        set(value)
    }
}
