import ConfigDocument
import SchemaValidation

/// `format` (Validation 2020-12, 7): an assertion if the options or the meta-schema require it. A
/// format that is unknown, or not defined by the draft, is accepted.
extension KeywordCompiler {
    static let format = KeywordCompiler(.format) { scope, value in
        if value.string == "password" { scope.annotate(.secret, value) }
        if let name = value.string, NumberType(format: name) != nil { scope.noteNumber(value) }
        if value.string == "duration" { scope.noteDuration(value) }
        let asserts =
            scope.compiler.options.assertsFormats
            ?? (scope.draft >= .draft2019 && scope.dialect.vocabularies.contains(.formatAssertion))
        guard asserts, let name = value.string, let format = Format(name: name),
            format.isDefined(in: scope.draft)
        else { return }
        scope.add(
            Instruction(operation: .format, kinds: .string, a: UInt32(format.rawValue)),
            at: value
        )
    }
}
