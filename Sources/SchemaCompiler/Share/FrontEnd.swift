import JSONSchema

/// From schemas to types with names: the stages that no printing of code is needed for.
struct FrontEnd {
    let options: CompilerOptions
    let references: References

    /// Resolves, then analyses: the types of a schema, as if it were alone.
    ///
    /// - Parameter name: the Swift name of the root; the schema's own where nil.
    func analysed(
        _ source: SchemaSource,
        as name: String? = nil
    ) throws(SchemaError) -> SchemaUnit {
        let name = name ?? RootName.swiftName(of: source, prefix: options.prefix)
        return try SchemaUnit(source, references.resolved(source), named: name, options)
    }

    /// Links, then names: the types of all schemas that are compiled together.
    func named(_ units: [SchemaUnit]) throws(SchemaError) -> [NamedFile] {
        Namer(options: options).named(try Linker.linked(units, options))
    }
}
