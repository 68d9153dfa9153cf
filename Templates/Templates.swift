/// The templates of code and pages, by name. Each is a Mustache template. Their context
/// is described in Documentation/Templates.md, and has a version: `TemplateFolder.contextVersion`.
///
/// Swift is rendered as plain text: values are already escaped for the place in Swift source that
/// their name indicates. Pages escape all values.
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
        "Namespace": namespace,
        "ReferencePage": referencePage,
        "ReferenceText": referenceText,
        "ReferenceIndex": referenceIndex,
        "ReferenceIndexText": referenceIndexText,
    ]

    /// The templates whose values are escaped as HTML.
    package static let areHTML: Set<String> = ["ReferencePage", "ReferenceIndex"]

    /// All names in the contexts of templates.
    package static let names: Set<String> = [
        // Files and types.
        "source", "header", "imports", "types", "isNested", "isRoot", "ownerExtension", "owner",
        "declaration", "isWhole", "hasSchema", "conformance", "root", "schema", "access",
        "embedded", "docs",
        "name",
        "path", "opening", "extension", "protocol", "isCodable", "value",
        // Structures and tuples.
        "properties", "key", "keyLiteral", "type", "default", "isRequired", "attributes",
        "deprecation", "attribute", "stored", "reading", "writing", "additional", "extras",
        "hasInitializer", "initializer", "assignments", "text", "acceptsAnyKind", "elements",
        "target", "position", "method", "rest", "count",
        "initial", "isLarge", "required", "parts", "writingParts", "number",
        // Enumerations, unions and wrappers.
        "cases", "raw", "member", "alternatives", "choices", "pattern", "subject", "fallback",
        "property",
        // Migrations.
        "custom", "hasCustom", "isOneMigration", "isOneStep", "isOneVersion", "migrations", "steps",
        "versions", "from", "to", "new", "old", "place",
        // Pages.
        "title", "description", "version", "file", "settings", "bounds", "values",
        "environment", "secret", "deprecated", "since", "examples", "anchor", "schemas", "note",
        "label", "short", "example", "pages",
    ]
}
