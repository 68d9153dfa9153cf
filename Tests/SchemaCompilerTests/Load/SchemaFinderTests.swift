import JSONSchema
import SchemaCompiler
import Testing

@Suite struct SchemaFinderTests {
    private let folder: Folder
    private static let schema =
        #"{ "type": "object", "properties": { "a": { "type": "string" } } }"#

    init() throws { folder = try Folder() }

    @Test func takesTheNewestVersionOfEachName() throws {
        for version in ["1.0.0", "1.10.0", "1.9.0", "2.0.0-beta.1"] {
            try folder.write(Self.schema, to: "schemas/http/\(version).schema.json")
        }
        try folder.write(Self.schema, to: "schemas/app.schema.json")
        try folder.write("type: object", to: "schemas/more/tasks.schema.yaml")
        try folder.write("{}", to: "schemas/other.json")
        let sources = try SchemaFinder().sources(at: [folder.path + "/schemas"])
        #expect(sources.map(\.name) == ["app", "http", "tasks"])
        #expect(sources.map(\.version) == [nil, "2.0.0-beta.1", nil])
        #expect(sources[1].shownPath == "schemas/http/2.0.0-beta.1.schema.json")
    }

    @Test(arguments: [
        ("http/3.0.0.schema.json", "http", "3.0.0"), ("app.schema.json", "app", nil),
        ("any.json", "any", nil),
        ("tsconfig.1.json", "tsconfig.1", nil),
    ])
    func namesASchemaByItsFile(path: String, name: String, version: String?) throws {
        try folder.write(Self.schema, to: path)
        let source = try SchemaFinder().sources(at: ["\(folder.path)/\(path)"])[0]
        #expect(source.name == name)
        #expect(source.version == version)
    }

    @Test func reportsEveryFileThatCannotBeUsed() throws {
        try folder.write("{ \"a\": }", to: "broken.json")
        let error = #expect(throws: SchemaError.self) {
            try SchemaFinder().sources(at: [
                "\(folder.path)/missing.json", "\(folder.path)/broken.json",
            ])
        }
        #expect(error?.findings.count == 2)
        #expect(
            error?.findings.first?.description == "\(folder.path)/missing.json: error: no such file"
        )
        #expect(
            error?.findings.last?.description.hasPrefix("\(folder.path)/broken.json:1:8: error: ")
                == true
        )
    }
}
