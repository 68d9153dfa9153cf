public import ArgumentParser
import ConfigDocument
package import SchemaValidation

/// The limits for reading and checking, as options of both command lines.
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

    @Option(help: "How many settings variables, arguments and secrets may set (default: 65536).")
    var maxSettings: Int?

    @Flag(help: "Take comments and trailing commas in .json files.")
    var jsonComments = false

    @Flag(name: .customLong("toml-1.1"), help: "Read TOML by version 1.1; without this, by 1.0.")
    var readsTOML11 = false

    @Flag(
        name: .shortAndLong,
        help: "Print results and findings only: no confirmations, summaries and progress."
    )
    var quiet = false

    /// Required by the argument parser.
    public init() {}

    /// Sets the limits of the process, so that they apply to everything that the command reads.
    public func validate() throws {
        if quiet { QuietMode.turnOn() }
        for limit in Limit.allCases {
            let chosen = value(of: limit)
            try checkRange(of: chosen, limit.option, limit.range)
            if let chosen { limit.standard = chosen }
        }
        FormatRules(allowsJSONComments: jsonComments, allowsTOML11: readsTOML11).apply()
    }

    /// Sets the limits given by a file, except those that the command line sets.
    package func apply(_ limits: [Limit: Int]) {
        for (limit, number) in limits where value(of: limit) == nil {
            limit.standard = number
        }
    }

    private func value(of limit: Limit) -> Int? {
        switch limit {
        case .maxBytes: maxBytes
        case .maxDepth: maxDepth
        case .maxExpansion: maxExpansion
        case .maxSteps: maxSteps
        case .maxSchemaDepth: maxSchemaDepth
        case .maxPatternSteps: maxPatternSteps
        case .maxFindings: maxFindings
        case .maxSettings: maxSettings
        }
    }
}

/// Checks that a number on the command line is in the range of its option.
package func checkRange(of value: Int?, _ option: String, _ range: ClosedRange<Int>) throws {
    guard let value, !range.contains(value) else { return }
    let expected =
        range.upperBound == .max
        ? "\(range.lowerBound) or more" : "a number from \(range.lowerBound) to \(range.upperBound)"
    throw ValidationError("\(option) is \(value); expected \(expected).")
}
