import JSONSchema

/// The stages from schemas to named types, which do not print code.
struct FrontEnd {
    let options: CompilerOptions
    let references: References

    /// Resolves and analyses one schema, independently of others.
    ///
    /// - Parameter name: the Swift name of the root; nil for the schema's own.
    func analysed(
        _ source: SchemaSource,
        as name: String? = nil
    ) throws(SchemaError) -> SchemaUnit {
        let name = name ?? RootName.swiftName(of: source, prefix: options.prefix)
        return try SchemaUnit(source, references.resolved(source), named: name, options)
    }

    /// Links and names the types of all schemas that are compiled together.
    func named(_ units: [SchemaUnit]) throws(SchemaError) -> [NamedFile] {
        Namer(options: options).named(Linker.linked(try Owners.assigned(units, options)))
    }
}
