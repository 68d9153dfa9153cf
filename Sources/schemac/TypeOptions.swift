import ArgumentParser
import LimitOptions
import SchemaCompiler
import SchemaTools

/// Options for types that a schema does not request itself.
struct TypeOptions: ParsableArguments {
    @Option(
        name: .customLong("format"),
        help: ArgumentHelp(
            "A format whose strings become values of a type of their own. Repeatable.",
            valueName: "format"
        )
    )
    var formats: [TextFormat] = []

    @Flag(help: "Keep the descriptions of settings in the program, for help on a command line.")
    var descriptions = false

    @Flag(help: "Arrays of scalars with uniqueItems become sets.")
    var sets = false

    @Flag(help: "Numbers become ExactDecimal, which keeps every digit, instead of Double.")
    var exactDecimals = false

    @Flag(help: "Integers get the smallest type that their bounds allow.")
    var sizedIntegers = false

    @Flag(help: "Settings may share an environment variable, because none is read.")
    var sharedVariables = false

    @Flag(
        help:
            "Types of other documents are copied into each file that needs them instead of shared."
    )
    var copiedReferences = false

    @Option(
        help: ArgumentHelp(
            "The largest number of types of a schema; 10000 by default.",
            valueName: "count"
        )
    )
    var maxTypes: Int?

    func validate() throws {
        try checkRange(of: maxTypes, "--max-types", 1...Int.max)
    }

    func set(_ options: inout CompilerOptions) {
        options.formats.formUnion(formats.compactMap { NativeFormat(rawValue: $0.rawValue) })
        if sets { options.usesSets = true }
        if descriptions { options.keepsDescriptions = true }
        if exactDecimals { options.usesExactDecimals = true }
        if sizedIntegers { options.usesSizedIntegers = true }
        if copiedReferences { options.sharesTypes = false }
        if let maxTypes { options.maxTypes = maxTypes }
        if sharedVariables { options.checksVariables = false }
    }
}

/// The formats as written on the command line.
struct TextFormat: ExpressibleByArgument {
    let rawValue: String

    init?(argument: String) {
        guard Self.allValueStrings.contains(argument) else { return nil }
        rawValue = argument
    }

    static var allValueStrings: [String] { NativeFormat.allCases.map(\.rawValue) }
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}
