import Foundation
import JSONSchema
import SchemaCompiler
import SchemaTools
import Testing

@Suite struct ReferenceFilesTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func schema(_ reference: String, id: String? = nil) -> String {
        let id = id.map { "\"$id\": \"\($0)\", " } ?? ""
        return
            "{ \(id)\"type\": \"object\", \"properties\": { \"a\": { \"$ref\": \"\(reference)\" } } }"
    }

    private func generate(maps: [(prefix: String, folder: String)] = []) throws -> GeneratedFile {
        var options = CompilerOptions()
        options.maps = maps
        let sources = try SchemaFinder().sources(at: [folder.path + "/schemas/main.schema.json"])
        return try Compiler(options: options).compile(sources)[0]
    }

    private func messages(maps: [(prefix: String, folder: String)] = []) throws -> [String] {
        let error = #expect(throws: SchemaError.self) { try generate(maps: maps) }
        return error?.findings.map { "\($0.file): \($0.message)" } ?? []
    }

    @Test(arguments: [
        ("common.json", nil), ("defs/common.json", nil),
        ("common.json", "https://example.com/main.json"),
        ("https://example.com/common.json", nil),
    ])
    func areReadInsideTheRoot(reference: String, id: String?) throws {
        let place = reference.hasPrefix("https") ? "elsewhere.json" : reference
        try folder.write(schema(reference, id: id), to: "schemas/main.schema.json")
        try folder.write(
            #"{ "$id": "https://example.com/common.json", "enum": ["x", "y"] }"#,
            to: "schemas/\(place)"
        )
        #expect(try generate().text.contains("case x"))
    }

    /// For all ways of naming the versions of a schema: all schemas, their folder, or one file.
    @Test(arguments: ["schemas", "schemas/http", "schemas/http/2.0.0.schema.json"])
    func areReadBesideTheFolderOfAVersionedSchema(path: String) throws {
        for version in ["1.0.0", "2.0.0"] {
            try folder.write(
                schema("../common.json"),
                to: "schemas/http/\(version).schema.json"
            )
        }
        try folder.write(#"{ "enum": ["x", "y"] }"#, to: "schemas/common.json")
        try folder.write(#"{ "enum": ["secret"] }"#, to: "secret.json")
        let sources = try SchemaFinder().sources(at: [folder.path + "/" + path])
        let history = try SchemaHistory(folder: folder.path + "/schemas/http")
        #expect(try Compiler().compile(sources)[0].text.contains("case x"))
        #expect(history.name == "http")
        _ = try MigrationDraft(in: history, from: "1.0.0", to: "2.0.0")

        try folder.write(schema("../../secret.json"), to: "schemas/http/2.0.0.schema.json")
        #expect(throws: SchemaError.self) {
            try Compiler().compile(SchemaFinder().sources(at: [folder.path + "/" + path]))
        }
    }

    @Test func areReadInMappedFolders() throws {
        try folder.write(schema("https://example.com/v1/common"), to: "schemas/main.schema.json")
        try folder.write(#"{ "enum": ["x", "y"] }"#, to: "vendored/common.json")
        let text = try generate(maps: [("https://example.com/v1/", folder.path + "/vendored")]).text
        #expect(text.contains("enum Common: String"))
        #expect(!text.contains(folder.path))
    }

    @Test(arguments: [
        "../secret.json", "../schemas/../secret.json", "file:///etc/passwd", "link.json",
        "%2E%2E/secret.json",
    ])
    func areRefusedOutsideOfTheRoot(reference: String) throws {
        try folder.write(#"{ "enum": ["x"] }"#, to: "secret.json")
        try folder.write(schema(reference), to: "schemas/main.schema.json")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/schemas/link.json",
            withDestinationPath: folder.path + "/secret.json"
        )
        let messages = try messages()
        #expect(messages.count == 1)
        #expect(messages[0].hasPrefix(folder.path + "/schemas/main.schema.json: "))
    }

    /// A path that leads above the directory of a lone schema is not that of a file inside of it.
    @Test(arguments: ["schemas", "schemas/main.schema.json"], ["../b/t.json", "/b/t.json"])
    func areRefusedByThePlaceThatTheyLeadTo(path: String, reference: String) throws {
        let absolute = "file://" + folder.path.replacing(" ", with: "%20")
        let written = reference.hasPrefix("/") ? absolute + reference : reference
        try folder.write(schema(written), to: "schemas/main.schema.json")
        try folder.write(#"{ "enum": ["x"] }"#, to: "b/t.json")
        try folder.write(#"{ "enum": ["y"] }"#, to: "schemas/b/t.json")
        let sources = try SchemaFinder().sources(at: [folder.path + "/" + path])
        let error = #expect(throws: SchemaError.self) { try Compiler().compile(sources) }
        let message =
            "\(folder.path)/schemas/main.schema.json:1:52: error: the reference leads to "
            + "\"\(folder.path)/b/t.json\", outside of the schema root \"\(folder.path)/schemas\": "
            + "pass the directory that contains both, or pass --map PREFIX=DIR"
        #expect(error?.findings.map(\.description) == [message])
    }

    @Test func areRefusedAsAbsolutePathsInside() throws {
        let target = folder.path + "/schemas/b/t.json"
        let uri = "file://" + target.replacing(" ", with: "%20")
        try folder.write(schema(uri), to: "schemas/main.schema.json")
        try folder.write(#"{ "enum": ["y"] }"#, to: "schemas/b/t.json")
        let error = #expect(throws: SchemaError.self) { try generate() }
        #expect(
            error?.findings.map(\.message) == [
                "the reference is the absolute path \"\(target)\": write the path from the "
                    + "directory of this schema"
            ]
        )
    }

    @Test func areRefusedOutsideOfMappedFolders() throws {
        try folder.write(#"{ "enum": ["x"] }"#, to: "secret.json")
        try folder.write(
            schema("https://example.com/%2E%2E/secret"),
            to: "schemas/main.schema.json"
        )
        try folder.write("{}", to: "vendored/common.json")
        let messages = try messages(maps: [("https://example.com/", folder.path + "/vendored")])
        #expect(messages.count == 1)
    }

    @Test func areNeverFetched() throws {
        try folder.write(schema("https://example.com/common.json"), to: "schemas/main.schema.json")
        let messages = try messages()
        #expect(messages.count == 1)
        #expect(messages[0].contains("schemas are never fetched over the network"))
        #expect(messages[0].contains("--map PREFIX=DIR"))
    }

    /// An unresolved reference in an unused part of another document is only advice.
    @Test(arguments: [
        (
            "types.json#/$defs/used",
            #"{ "$defs": { "used": { "type": "string" }, "unused": { "$ref": "missing.json" } } }"#,
            64,
            #"there is no schema "missing.json"; check the path; it starts from the directory of this schema, or from its $id"#
        ),
        (
            "types.json#/properties/used",
            ##"{ "properties": { "used": { "type": "string" }, "unused": { "items": { "$ref": "#/$defs/a" } } } }"##,
            80,
            ##""#/$defs/a" leads nowhere: there is no "$defs""##
        ),
        (
            "types.json#/$defs/used",
            ##"{ "$defs": { "used": { "type": "string" }, "unused": { "$ref": "#/$defs/usd" } } }"##,
            64,
            ##""#/$defs/usd" leads nowhere: there is no "usd"; did you mean "#/$defs/used"?"##
        ),
        (
            "types.json#/$defs/used",
            ##"{ "$defs": { "used": { "type": "string" }, "a": { "$ref": "#/$defs/b" }, "b": { "$ref": "#gone" } } }"##,
            89,
            ##""#gone" names the anchor "gone", which no schema declares"##
        ),
    ])
    func areFollowedFromWhatIsReached(
        reference: String,
        types: String,
        column: Int,
        message: String
    ) throws {
        try folder.write(schema(reference), to: "schemas/main.schema.json")
        try folder.write(types, to: "schemas/types.json")
        #expect(try generate().text.contains("var a: String?"))
        let sources = try SchemaFinder().sources(at: [folder.path + "/schemas/main.schema.json"])
        let report = SchemaLinter().lint(sources)
        #expect(report.errors == [])
        let found = report.advice.filter { $0.rule == .danglingReference }
        let file = folder.path + "/schemas/types.json"
        #expect(
            found.map(\.description) == [
                "\(file):1:\(column): warning: \(message) [dangling-reference]"
            ]
        )
    }

    /// An unresolved reference in a used part is an error with its line and the most similar name.
    @Test(arguments: [
        (
            "types.json#/$defs/usd",
            ##""types.json#/$defs/usd" leads nowhere: there is no "usd"; did you mean "types.json#/$defs/used"?"##
        ),
        (
            "types.json#/definitions/used",
            ##""types.json#/definitions/used" leads nowhere: there is no "definitions"; did you mean "types.json#/$defs/used"?"##
        ),
        (
            "types.json#usedd",
            ##""types.json#usedd" names the anchor "usedd", which no schema declares; did you mean "types.json#/$defs/used"?"##
        ),
        (
            "type.json",
            #"there is no schema "type.json"; did you mean "types.json"?"#
        ),
        (
            "types.yaml#/$defs/used",
            #"there is no schema "types.yaml"; did you mean "types.json"?"#
        ),
        (
            "../typse.json",
            #"there is no schema "../typse.json"; check the path; it starts from the directory of this schema, or from its $id"#
        ),
        (
            "typse/deep/types.json",
            ##"there is no schema "typse/deep/types.json"; did you mean "types/deep/types.json"?"##
        ),
        (
            "types.json#/components/schemas/used",
            ##""types.json#/components/schemas/used" leads nowhere: there is no "components"; did you mean "types.json#/$defs/used"?"##
        ),
        (
            "types.json#//$defs/used/",
            ##""types.json#//$defs/used/" leads nowhere: there is no ""; did you mean "types.json#/$defs/used"?"##
        ),
        (
            "only.json",
            #"there is no schema "only.json"; did you mean "types/deep/only.json"?"#
        ),
        ("types", #"there is no schema "types"; did you mean "types.json"?"#),
        (
            #"types\\types.json"#,
            #"there is no schema "types\\types.json"; separate directories with /"#
        ),
        (
            "/#/properties/a",
            ##"there is no schema "/"; did you mean "#/properties/a"?"##
        ),
        (
            "properties/a",
            ##"there is no schema "properties/a"; did you mean "#/properties/a"?"##
        ),
    ])
    func areErrorsWhereTheyLeadNowhere(reference: String, message: String) throws {
        try folder.write(schema(reference), to: "schemas/main.schema.json")
        try folder.write(#"{ "$defs": { "used": {} } }"#, to: "schemas/types.json")
        for name in ["types", "only"] {
            try folder.write("{}", to: "schemas/types/deep/\(name).json")
        }
        let error = #expect(throws: SchemaError.self) { try generate() }
        let path = folder.path + "/schemas/main.schema.json"
        #expect(error?.findings.map(\.description) == ["\(path):1:52: error: \(message)"])
    }
}
