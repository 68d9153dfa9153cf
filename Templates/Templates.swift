/// What code is rendered from, by name. Each is a Mustache template, rendered as plain text: values
/// come escaped for the place in Swift source that their name says.
package enum Templates {
    package static let all: [String: String] = [
        "File": file,
        "Structure": structure,
        "StructureReading": structureReading,
        "Tuple": tuple,
        "TupleReading": tupleReading,
        "Enumeration": enumeration,
        "EnumerationReading": enumerationReading,
        "OpenEnumeration": openEnumeration,
        "OpenEnumerationReading": openEnumerationReading,
        "Union": union,
        "UnionReading": unionReading,
        "Migrations": migrations,
        "MigrationStub": migrationStub,
        "Wrapper": wrapper,
        "WrapperReading": wrapperReading,
    ]
}
