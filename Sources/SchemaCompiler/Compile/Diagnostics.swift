import JSONSchema

/// The findings in the schemas of a run, without duplicates, by the paths that the user knows.
struct Diagnostics {
    private let references: References
    private var all: [Finding] = []

    init(_ references: References) { self.references = references }

    /// Without duplicates: an error in a common document occurs for each schema that refers to it.
    var findings: [Finding] { all.eachOnce }

    var isEmpty: Bool { all.isEmpty }

    mutating func add(_ findings: [Finding]) { all += findings }

    /// Adds findings that refer to documents by their names in programs.
    mutating func report(_ findings: [Finding]) { all += references.located(findings) }

    /// The output of a stage; nil if it reports errors.
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
