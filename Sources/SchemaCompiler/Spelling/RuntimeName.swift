/// The names of the runtime as generated code spells them: with their module, so that a `Secret`, `URI`
/// or `Finding` of the application beside it does no harm.
enum RuntimeName {
    /// What generated code imports.
    static let module = "ConfigTypes"
    /// What it imports besides where a type has older versions.
    static let migrations = "ConfigVersioning"

    static func qualified(_ name: String) -> String { "\(module).\(name)" }
}
