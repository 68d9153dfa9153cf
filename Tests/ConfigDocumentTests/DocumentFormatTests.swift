import ConfigDocument
import Foundation
import Testing

struct DocumentFormatTests {
    @Test(arguments: [
        ("a.yaml", DocumentFormat.yaml), ("a.YML", .yaml), ("config/a.Json", .json),
        ("a.jsonc", .jsonc),
        ("a.b.TOML", .toml), (".yaml", .yaml),
    ])
    func knowsFormatsByTheirEndings(path: String, format: DocumentFormat) throws {
        #expect(try DocumentFormat(path: path) == format)
    }

    @Test(arguments: ["a.conf", "a", "yaml", "a.json5", "a.yaml.bak", ""])
    func refusesOtherEndings(path: String) throws {
        let error = #expect(throws: DocumentError.self) { try DocumentFormat(path: path) }
        #expect(
            error?.message
                == "the file's format is unknown: its name must end in .yaml, .yml, .json,"
                + " .jsonc or .toml"
        )
    }

    /// A plugin can import no module of the package.
    @Test func thePluginKnowsAllEndings() throws {
        let plugin = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Plugins/SchemaPlugin/InputFiles.swift")
        let text = try String(contentsOf: plugin.standardizedFileURL, encoding: .utf8)
        for ending in DocumentFormat.allEndings {
            #expect(text.contains("\"\(ending.dropFirst())\""), "\(ending)")
        }
    }

    @Test(arguments: DocumentFormat.allCases, [[0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61]])
    func wideTextIsNamed(format: DocumentFormat, bytes: [UInt8]) {
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: bytes, as: format)
        }
        #expect(error?.message == "the text is UTF-16 or UTF-32; save it as UTF-8")
    }

    @Test func noEndingIsThatOfTwoFormats() {
        #expect(Set(DocumentFormat.allEndings).count == DocumentFormat.allEndings.count)
        #expect(
            DocumentFormat.allCases.allSatisfy { !$0.endings.isEmpty && $0.ending.hasPrefix(".") }
        )
    }
}
