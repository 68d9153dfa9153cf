package import JSONSchema

/// A schema with its references resolved, and the paths of its documents.
package struct ResolvedSchema {
    package let graph: SchemaGraph
    package let references: References

    package init(_ source: SchemaSource, _ options: CompilerOptions) throws(SchemaError) {
        references = References([source], options)
        do throws(SchemaError) {
            graph = try references.resolved(source)
        } catch {
            throw SchemaError(findings: references.located(error.findings))
        }
    }
}
