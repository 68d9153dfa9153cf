/// The names of the runtime in generated code: qualified by their module, so that a `Secret`, `URI`
/// or `Finding` of the application does not conflict.
enum RuntimeName {
    /// The module that generated code imports.
    static let module = "ConfigTypes"
    /// The module that it also imports if a type has older versions.
    static let migrations = "ConfigVersioning"

    static func qualified(_ name: String) -> String { "\(module).\(name)" }
}
