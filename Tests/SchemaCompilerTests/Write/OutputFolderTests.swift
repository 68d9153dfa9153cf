import Foundation
import JSONSchema
import Testing

@testable import SchemaCompiler
@testable import SchemaTools

@Suite struct OutputFolderTests {
    private let folder: Folder
    private let files: [GeneratedFile]

    init() throws {
        folder = try Folder()
        try folder.write(#"{ "type": "object" }"#, to: "app.schema.json")
        files = try Compiler().compile(
            SchemaFinder().sources(at: [folder.path + "/app.schema.json"])
        )
    }

    private func modified(_ name: String) throws -> Date? {
        try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")[
            .modificationDate
        ] as? Date
    }

    @Test func makesTheFolderAndLeavesNothingElse() throws {
        try OutputFolder(folder.path + "/a/b").write(
            files,
            manifest: folder.path + "/a/manifest.json"
        )
        #expect(try folder.names(in: "a") == ["b", "manifest.json"])
        #expect(try folder.names(in: "a/b") == ["app.generated.swift"])
        #expect(try folder.read("a/manifest.json").contains("\"type\": \"AppConfig\""))
    }

    @Test func leavesUnchangedFilesAlone() throws {
        let output = OutputFolder(folder.path + "/out")
        try output.write(files, manifest: nil)
        let name = "out/app.generated.swift"
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 0)],
            ofItemAtPath: "\(folder.path)/\(name)"
        )
        try output.write(files, manifest: nil)
        #expect(try modified(name) == Date(timeIntervalSince1970: 0))
        try folder.write("changed", to: name)
        try output.write(files, manifest: nil)
        #expect(try folder.read(name) == files[0].text)
    }

    @Test(arguments: ["out", "out/", "out/.", "./out/./"])
    func refusesAFolderThatIsALink(name: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder.path + "/elsewhere",
            withIntermediateDirectories: true
        )
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/out",
            withDestinationPath: "elsewhere"
        )
        let path = "\(folder.path)/\(name)"
        let error = #expect(throws: SchemaError.self) {
            try OutputFolder(path).write(files, manifest: nil)
        }
        #expect(
            error?.description
                == "\(path): error: the output directory is a symbolic link, which is not written "
                + "through; remove the link, or name the directory that it leads to"
        )
        #expect(try folder.names(in: "elsewhere").isEmpty)
    }

    @Test func refusesALinkOnTheWayToTheFolder() throws {
        try folder.write("", to: "elsewhere/keep")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/out",
            withDestinationPath: "elsewhere"
        )
        let path = folder.path + "/out/sub"
        let inside = try #require(FileSystem.canonicalPath(folder.path))
        for output in ["/out/sub", "/out/./sub/", "/out/../new"] {
            let error = #expect(throws: SchemaError.self) {
                try OutputFolder(folder.path + output, workingFolder: inside)
                    .write(files, manifest: nil)
            }
            let message = "\(folder.path)/out on the way to the output directory is a symbolic link"
            #expect(error?.findings.first?.message.hasPrefix(message) == true)
            #expect(try folder.names(in: "elsewhere") == ["keep"])
        }
        // Parent folders belong to the machine.
        try OutputFolder(path, workingFolder: inside + "/elsewhere").write(files, manifest: nil)
        #expect(try folder.names(in: "elsewhere") == ["keep", "sub"])
    }

    @Test func refusesToWriteThroughALink() throws {
        try folder.write("precious", to: "target.swift")
        try folder.write("", to: "out/keep")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/out/app.generated.swift",
            withDestinationPath: folder.path + "/target.swift"
        )
        let error = #expect(throws: SchemaError.self) {
            try OutputFolder(folder.path + "/out").write(files, manifest: nil)
        }
        #expect(error?.findings.first?.message.contains("symbolic link") == true)
        #expect(try folder.read("target.swift") == "precious")
    }

    @Test func saysWhatCannotBeWritten() throws {
        try folder.write("a file", to: "out")
        let error = #expect(throws: SchemaError.self) {
            try OutputFolder(folder.path + "/out").write(files, manifest: nil)
        }
        #expect(error?.findings.map(\.file) == [folder.path + "/out"])
    }
}
