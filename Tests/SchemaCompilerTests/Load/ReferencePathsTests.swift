import ConfigDocument
import JSONSchema
import Testing

@testable import SchemaCompiler
@testable import SchemaTools

/// The names of referenced files in findings.
@Suite struct ReferencePathsTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// Relative to the working directory or absolute, as the user named the schema.
    @Test(arguments: [
        ("", "", "schemas/defs/common.json"), ("", "/schemas", "defs/common.json"),
        ("", "/elsewhere", "ROOT/schemas/defs/common.json"),
        ("ROOT/", "", "ROOT/schemas/defs/common.json"),
    ])
    func areRelativeWhereThoseOfSchemasAre(
        prefix: String,
        working: String,
        expected: String
    ) throws {
        try folder.write(#"{ "$ref": "defs/common.json" }"#, to: "schemas/main.schema.json")
        try folder.write(#"{ "minimum": "x" }"#, to: "schemas/defs/common.json")
        var source = try SchemaFinder().sources(at: [folder.path + "/schemas/main.schema.json"])[0]
        source.path = prefix.replacing("ROOT", with: folder.path) + "schemas/main.schema.json"
        // Also if another schema has an absolute path.
        var other = source
        other.path = folder.path + "/other.schema.json"
        other.shownPath = "other.schema.json"
        let references = References(
            [source, other],
            CompilerOptions(),
            workingFolder: folder.path + working
        )
        let (_, errors, _) = references.registry(for: source).examine(
            source.document,
            baseURI: source.uri
        )
        let files = references.located(errors).map(\.file)
        #expect(files == [expected.replacing("ROOT", with: folder.path)])
    }
}
