import ConfigDocument

/// A limit for reading and checking that a process may set: `--max-bytes` in both tools, and
/// `maxBytes` under `limits` in `schemac.yaml`.
package enum Limit: String, Sendable, CaseIterable {
    case maxBytes, maxDepth, maxExpansion, maxSteps, maxSchemaDepth, maxPatternSteps, maxFindings
    case maxSettings

    /// The command-line option: `--max-bytes`.
    package var option: String {
        rawValue.reduce(into: "--") { option, letter in
            // Bound: strings.
            option += letter.isUppercase ? "-\(letter.lowercased())" : String(letter)
        }
    }

    /// The allowed values: limited by what the tape can count and by the stack of a thread.
    package var range: ClosedRange<Int> {
        switch self {
        // Bound: constants.
        case .maxBytes: 1...Int(UInt32.max) - 1
        case .maxDepth: 1...1_000
        case .maxExpansion: 0...100_000_000
        case .maxSteps, .maxPatternSteps: 1...1 << 60
        case .maxSchemaDepth: 1...10_000
        case .maxFindings, .maxSettings: 1...10_000_000
        }
    }

    /// The process-wide value.
    package var standard: Int {
        get {
            switch self {
            case .maxBytes: ReadingOptions.standard.maxBytes
            case .maxDepth: ReadingOptions.standard.maxDepth
            case .maxExpansion: ReadingOptions.standard.maxExpansion
            case .maxSteps: ValidationProgram.Budget.standard.maxSteps
            case .maxSchemaDepth: ValidationProgram.Budget.standard.maxDepth
            case .maxPatternSteps: ValidationProgram.Budget.standard.maxPatternSteps
            case .maxFindings: ValidationProgram.Budget.standard.maxFindings
            case .maxSettings: ReadingOptions.standard.maxSettings
            }
        }
        nonmutating set {
            switch self {
            case .maxBytes: ReadingOptions.standard.maxBytes = newValue
            case .maxDepth: ReadingOptions.standard.maxDepth = newValue
            case .maxExpansion: ReadingOptions.standard.maxExpansion = newValue
            case .maxSteps: ValidationProgram.Budget.standard.maxSteps = newValue
            case .maxSchemaDepth: ValidationProgram.Budget.standard.maxDepth = newValue
            case .maxPatternSteps: ValidationProgram.Budget.standard.maxPatternSteps = newValue
            case .maxFindings: ValidationProgram.Budget.standard.maxFindings = newValue
            case .maxSettings: ReadingOptions.standard.maxSettings = newValue
            }
        }
    }
}
