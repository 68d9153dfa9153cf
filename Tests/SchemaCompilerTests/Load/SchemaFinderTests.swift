import JSONSchema
import SchemaCompiler
import SchemaTools
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

    /// Files of the same name are distinguished by their folders.
    @Test(arguments: [
        (["a/s.schema.json", "b/s.schema.json"], ["a/s.schema.json", "b/s.schema.json"]),
        (["a/s.schema.json", "a/b/s.schema.json"], ["s.schema.json", "b/s.schema.json"]),
        (["a/s.schema.json", "a/t.schema.json"], ["s.schema.json", "t.schema.json"]),
        (["x/schemas", "y/schemas"], ["x/schemas/s.schema.json", "y/schemas/s.schema.json"]),
        (
            ["x/http/1.0.0.schema.json", "y/http/1.0.0.schema.json"],
            ["x/http/1.0.0.schema.json", "y/http/1.0.0.schema.json"]
        ),
        (["z"], ["z/a/http/1.0.0.schema.json", "z/b/http/2.0.0.schema.json"]),
    ])
    func tellsFilesOfOneNameApart(paths: [String], shown: [String]) throws {
        for path in [
            "a/s.schema.json", "b/s.schema.json", "a/b/s.schema.json", "a/t.schema.json",
            "x/schemas/s.schema.json", "y/schemas/s.schema.json", "x/http/1.0.0.schema.json",
            "y/http/1.0.0.schema.json", "z/a/http/1.0.0.schema.json", "z/b/http/2.0.0.schema.json",
        ] {
            try folder.write(Self.schema, to: path)
        }
        let sources = try SchemaFinder().sources(at: paths.map { folder.path + "/" + $0 })
        #expect(sources.map(\.shownPath) == shown)
        #expect(Set(sources.map(\.uri)).count == shown.count)
        var finder = SchemaFinder()
        finder.base = "https://example.com/"
        let based = try finder.sources(at: paths.map { folder.path + "/" + $0 })
        #expect(Set(based.map(\.uri)).count == shown.count)
    }

    @Test func takesAFileThatIsNamedTwiceOnce() throws {
        try folder.write("{}", to: "a/s.schema.json")
        let path = folder.path + "/a/s.schema.json"
        let sources = try SchemaFinder().sources(
            at: [path, folder.path + "/a/../a/s.schema.json", folder.path + "/a"]
        )
        #expect(sources.map(\.path) == [path])
    }

    /// Findings name the right file among files of the same name.
    @Test func locatesFindingsAmongFilesOfOneName() throws {
        let head = #"{ "$schema": "https://json-schema.org/draft/2020-12/schema", "#
        let reference = #""properties": { "a": { "$ref": "types.json#/$defs/t" } } }"#
        for name in ["a", "b"] {
            try folder.write(head + reference, to: "\(name)/s.schema.json")
            try folder.write(#"{ "$defs": { "t": {} } }"#, to: "\(name)/types.json")
        }
        let files = ["a/s.schema.json", "b/s.schema.json"].map { folder.path + "/" + $0 }
        func lint() throws -> [String] {
            let report = SchemaLinter().lint(try SchemaFinder().sources(at: files))
            return report.errors.map(\.description) + report.advice.map(\.description)
        }
        #expect(try lint() == [])
        try folder.write(#"{ "$defs": { "t": { "type": "strin" } } }"#, to: "b/types.json")
        #expect(
            try lint() == [
                "\(folder.path)/b/types.json:1:29: error: type must be null, boolean, integer, number, "
                    + "string, object or array, or an array of these; did you mean \"string\"?"
            ]
        )
        try folder.write(#"{ "$defs": { "t": {} } }"#, to: "b/types.json")
        try folder.write(head + #""enum": [1, 1] }"#, to: "a/s.schema.json")
        #expect(
            try lint() == [
                "\(files[0]):1:74: warning: the enum lists 1 twice [repeated-value]"
            ]
        )
    }
}
