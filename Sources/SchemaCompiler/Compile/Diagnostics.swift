import JSONSchema

/// What is wrong with the schemas of a run, each thing once, by the paths that the user knows.
struct Diagnostics {
    private let references: References
    private var all: [Finding] = []

    init(_ references: References) { self.references = references }

    /// Each once: what is wrong with a common document is wrong for each schema that refers to it.
    var findings: [Finding] { all.eachOnce }

    var isEmpty: Bool { all.isEmpty }

    mutating func add(_ findings: [Finding]) { all += findings }

    /// Adds findings that name documents as programs do.
    mutating func report(_ findings: [Finding]) { all += references.located(findings) }

    /// What a stage makes of its input; nil where it finds fault with it.
    mutating func result<Output>(
        of stage: () throws(SchemaError) -> Output
    ) -> Output? {
        do throws(SchemaError) {
            return try stage()
        } catch {
            report(error.findings)
            return nil
        }
    }
}
