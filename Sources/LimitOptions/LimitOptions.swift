public import ArgumentParser
import ConfigDocument
package import SchemaValidation

/// The limits and rules for reading and checking, as options of both command lines.
public struct LimitOptions: ParsableArguments, Sendable {
    @OptionGroup(title: "Limits") var numbers: LimitNumbers

    @Flag(help: "Accept comments and trailing commas in .json files.")
    var jsonComments = false

    @Flag(name: .customLong("toml-1.1"), help: "Read TOML 1.1 instead of TOML 1.0.")
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
            let chosen = numbers.value(of: limit)
            try checkRange(of: chosen, limit.option, limit.range)
            if let chosen { limit.standard = chosen }
        }
        FormatRules(allowsJSONComments: jsonComments, allowsTOML11: readsTOML11).apply()
    }

    /// Sets the limits given by a file, except those that the command line sets.
    package func apply(_ limits: [Limit: Int]) {
        for (limit, number) in limits where numbers.value(of: limit) == nil {
            limit.standard = number
        }
    }
}

/// The numbers among them: nil where the command line has none.
struct LimitNumbers: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp("The largest file that is read (default: 8388608).", valueName: "bytes")
    )
    var maxBytes: Int?

    @Option(
        help: ArgumentHelp(
            "The deepest nesting of objects and arrays (default: 128).",
            valueName: "levels"
        )
    )
    var maxDepth: Int?

    @Option(
        help: ArgumentHelp(
            "The most values that YAML aliases and merge keys add (default: 100000).",
            valueName: "values"
        )
    )
    var maxExpansion: Int?

    @Option(
        help: ArgumentHelp(
            "The most schemas that are applied to one document (default: 50000000).",
            valueName: "schemas"
        )
    )
    var maxSteps: Int?

    @Option(
        help: ArgumentHelp(
            "The most schemas that are applied inside each other (default: 1000).",
            valueName: "schemas"
        )
    )
    var maxSchemaDepth: Int?

    @Option(
        help: ArgumentHelp(
            "The most steps that patterns take in one document (default: 50000000).",
            valueName: "steps"
        )
    )
    var maxPatternSteps: Int?

    @Option(
        help: ArgumentHelp(
            "The most findings of one document that are printed (default: 1000).",
            valueName: "findings"
        )
    )
    var maxFindings: Int?

    @Option(
        help: ArgumentHelp(
            "The most settings that variables, arguments and secrets set (default: 65536).",
            valueName: "settings"
        )
    )
    var maxSettings: Int?

    func value(of limit: Limit) -> Int? {
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
