import Foundation
import JSONSchema
import SchemaCompiler
import Testing

@Suite struct ConfigFilesTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func paths(_ names: String...) throws -> [String] {
        try ConfigFiles(at: names.map { "\(folder.path)/\($0)" }).paths
            .map { String($0.dropFirst(folder.path.count + 1)) }
    }

    @Test func ofAFolderAreAllThatItHoldsInOrder() throws {
        for name in [
            "c/b.yaml", "c/a.json", "c/sub/d.yml", "c/.hidden.yaml", "c/x.schema.json",
            "c/notes.txt", "c/e.TOML", "c/f.jsonc",
            "other.txt",
        ] {
            try folder.write("{}", to: name)
        }
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/c/loop",
            withDestinationPath: folder.path + "/c"
        )
        #expect(try paths("c") == ["c/a.json", "c/b.yaml", "c/e.TOML", "c/f.jsonc", "c/sub/d.yml"])
        // An explicitly named file counts, whatever its name; its format may be unknown.
        #expect(try paths("other.txt", "c/sub") == ["other.txt", "c/sub/d.yml"])
    }

    @Test func foldersWithoutAnyAreSaidSo() throws {
        try folder.write("", to: "empty/notes.txt")
        let error = #expect(throws: SchemaError.self) { try paths("empty") }
        #expect(
            error?.findings.map(\.message) == [
                "there is no file in this directory whose name ends in .yaml, .yml, .json, .jsonc or .toml"
            ]
        )
    }

    @Test(arguments: [
        ("a.yaml", "# nothing yet\n", "{}", []),
        ("a.json", "", #"{"required": ["port"]}"#, ["missing setting \"port\""]),
        ("a.toml", "# later\n", #"{"required": ["port"]}"#, ["missing setting \"port\""]),
    ])
    func aFileWithoutContentHasNoSettings(
        name: String,
        text: String,
        rest: String,
        messages: [String]
    ) throws {
        try folder.write(text, to: name)
        try folder.write("{\"type\": \"object\", \"allOf\": [\(rest)]}", to: "a.schema.json")
        let checker = try ConfigChecker(schemaAt: folder.path + "/a.schema.json")
        let findings = try checker.findings(inFileAt: "\(folder.path)/\(name)")
        #expect(findings.map(\.message) == messages)
    }
}
