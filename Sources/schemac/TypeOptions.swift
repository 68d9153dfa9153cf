import ArgumentParser
import LimitOptions
import SchemaCompiler
import SchemaTools

/// Options for types that a schema does not request itself.
struct TypeOptions: ParsableArguments {
    @Option(
        name: .customLong("format"),
        help: ArgumentHelp(
            "A format whose texts become values of their own type. Repeatable.",
            valueName: "format"
        )
    )
    var formats: [TextFormat] = []

    @Flag(help: "Arrays with uniqueItems become sets, where their elements are scalars.")
    var sets = false

    @Flag(help: "Numbers become ExactDecimal, which loses no digit, instead of Double.")
    var exactDecimals = false

    @Flag(help: "Whole numbers get the narrowest type that their bounds allow.")
    var sizedIntegers = false

    @Flag(help: "Settings may share an environment variable, as none is read.")
    var sharedVariables = false

    @Flag(help: "Types of other documents are copied into each file that needs them, not shared.")
    var copiedReferences = false

    @Option(
        help: ArgumentHelp(
            "How many types a schema may make; 10000 by default.",
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
}
