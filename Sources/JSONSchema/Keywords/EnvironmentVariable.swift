import ConfigDocument
import SchemaValidation

extension Keyword {
    static let environment = Keyword("x-env", []) { scope, value in
        guard let name = value.string else {
            scope.report(
                "x-env must be the name of a variable, not \(describe(value.kind))",
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
