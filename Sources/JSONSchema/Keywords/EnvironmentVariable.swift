import ConfigDocument
import SchemaValidation

extension KeywordCompiler {
    /// `x-env`, a keyword of this package: the variable that sets a setting, or `false` for none.
    static let environment = KeywordCompiler(.environment) { scope, value in
        if value.bool == false { return }
        guard let name = value.string else {
            scope.report(
                "x-env must be the name of a variable or false, not \(describe(value.kind))",
                at: value
            )
            return
        }
        if !EnvironmentName.isPortable(name) {
            scope.report(
                "x-env is \(quoted(name)); a variable's name has letters, digits and _, and does "
                    + "not begin with a digit",
                at: value
            )
        }
    }
}
