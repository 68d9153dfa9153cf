import ConfigDocument
import JSONSchema
import Testing

@testable import SchemaCompiler
@testable import SchemaTools

/// What findings call a file that a reference led to.
@Suite struct ReferencePathsTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// As the schema is named by the user: from the working directory, or from the root.
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
        // Beside one that is named from the root, too.
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
