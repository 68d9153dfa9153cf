import ConfigDocument
import Foundation
import SchemaCompiler
import Testing

/// The guides of the DocC catalogue: their code compiles, and their messages exist.
struct GuideTests {
    /// The code of a guide is in a file of `Code/Guides` or of an example, line by line and in order, so
    /// that the compiler reads it. After a change of a guide, change that file as well.
    @Test(arguments: Repository.guides)
    func codeIsCompiled(guide: String) throws {
        let sources = try Repository.compiledSources().map(\.codeLines)
        for block in try Repository.text(of: guide).swiftBlocks {
            let isCompiled = sources.contains { block.occurs(in: $0) }
            #expect(
                isCompiled,
                "\(guide): no file has these lines:\n\(block.joined(separator: "\n"))"
            )
        }
    }

    @Test func knowsAllGuides() {
        #expect(Repository.guides.count > 12)
    }

    /// The struct of the README is an excerpt of what its schema becomes.
    @Test func theReadmeShowsTheGeneratedType() throws {
        let readme = try Repository.text(of: Repository.readme)
        let schema = try #require(readme.blocks(in: "json").first)
        let source = SchemaSource(
            name: "http",
            path: "schemas/http.schema.json",
            uri: "file:///schemas/http.schema.json",
            document: try Document(parsing: schema, as: .json)
        )
        let generated = try Compiler().compile([source]).map(\.text).joined().codeLines
        let shown = try #require(readme.blocks(in: "swift").first).codeLines
        #expect(shown.count > 6)
        #expect(shown.occurs(in: generated), "\(generated.joined(separator: "\n"))")
    }

    /// The line that installs the package names the version that the tools print.
    @Test func theReadmeInstallsTheCurrentVersion() throws {
        let source = Repository.root.appending(path: "Sources/ToolReports/ToolVersion.swift")
        let text = try String(contentsOf: source, encoding: .utf8)
        let version = try #require(text.firstMatch(of: /current = "(.*)"/)).1
        let readme = try Repository.text(of: Repository.readme)
        #expect(readme.contains("from: \"\(version)\")"))
    }

    /// Links between the pages of the repository lead to files.
    @Test(arguments: Repository.guides)
    func linksLeadToFiles(guide: String) throws {
        let folder = Repository.url(of: guide).deletingLastPathComponent()
        for match in try Repository.text(of: guide).matches(of: /\]\(([^)#\s]+)/)
        where !match.1.contains("://") {
            let file = folder.appending(path: String(match.1)).standardized
            #expect(FileManager.default.fileExists(atPath: file.path), "\(guide): \(match.1)")
        }
    }

    /// After a change of `Tests/GuideTests/schemas`, run `Scripts/generate`.
    @Test func committedTypesAreWhatTheCompilerGenerates() throws {
        let folder = Repository.root.appending(path: "Tests/GuideTests")
        let sources = try SchemaFinder().sourcesWithHistory(at: [folder.path + "/schemas"])
        let files = try Compiler().compile(sources)
        #expect(files.count == 4)
        for file in files {
            let committed = folder.appending(path: "Code/Generated/\(file.name)")
            #expect(try String(contentsOf: committed, encoding: .utf8) == file.text)
        }
    }
}

/// The table of Troubleshooting.md.
struct TroubleshootingTests {
    /// The fixed words of each message occur in the sources. Messages of the compiler, the loader or another
    /// program are marked as theirs, after the message.
    @Test func messagesExist() throws {
        let sources = Data(
            try Repository.swiftFiles(in: ["Sources", "Plugins"])
                .map { try String(contentsOf: $0, encoding: .utf8).joinedLiterals }
                .joined(separator: "\n").utf8
        )
        let messages = try Repository.text(of: "Troubleshooting.md").ownMessages
        #expect(messages.count > 40)
        for message in messages {
            for words in message.fixedWords {
                let isPrinted = sources.range(of: Data(words.utf8)) != nil
                #expect(isPrinted, "\(message): nothing prints \"\(words)\"")
            }
        }
    }
}

private enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let catalogue = root.appending(path: "Sources/TypedConfig/TypedConfig.docc")

    static let guides: [String] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: catalogue.path)
        return (names ?? []).filter { $0.hasSuffix(".md") }.sorted() + [readme]
    }()
    static let readme = "README.md"

    static func text(of guide: String) throws -> String {
        try String(contentsOf: url(of: guide), encoding: .utf8)
    }

    static func url(of guide: String) -> URL {
        (guide == readme ? root : catalogue).appending(path: guide)
    }

    static func compiledSources() throws -> [String] {
        try swiftFiles(in: ["Tests/GuideTests/Code/Guides", "Examples"])
            .map { try String(contentsOf: $0, encoding: .utf8) }
    }

    static func swiftFiles(in folders: [String]) throws -> [URL] {
        try folders.flatMap { folder in
            let url = root.appending(path: folder)
            let files = FileManager.default.enumerator(
                at: url,
                includingPropertiesForKeys: nil,
                options: .skipsHiddenFiles
            )
            return try #require(files).compactMap { $0 as? URL }.filter {
                $0.pathExtension == "swift"
            }
        }
    }
}

extension String {
    /// The lines that count: a module of the reader's own package is not there, and a file of tests has
    /// no entry point.
    fileprivate var codeLines: [String] {
        split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty && $0 != "@main" && $0 != "import ServerConfig" }
    }

    /// The code of a guide, without manifests of packages and without generated types.
    fileprivate var swiftBlocks: [[String]] {
        let others = ["// Package.swift", "// swift-tools-version", ".package(", "/// How "]
        return blocks(in: "swift")
            .filter { block in !others.contains { block.hasPrefix($0) } }
            .map(\.codeLines)
    }

    fileprivate func blocks(in language: String) -> [String] {
        matches(of: /(?ms)^```(\w+)\n(.*?)^```/).filter { $0.1 == language }
            .map { String($0.2) }
    }

    /// The messages in the first column of tables, unless others print them.
    fileprivate var ownMessages: [String] {
        split(separator: "\n").compactMap { line in
            guard let match = line.firstMatch(of: /^\| `(.*?)`(.*?) \|/) else { return nil }
            return match.2.contains("from the") ? nil : String(match.1)
        }
    }

    /// The parts of a message that are not names or values.
    fileprivate var fixedWords: [String] {
        split(separator: "…")
            .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " ;,:")) }
            .filter { $0.count > 2 }
    }

    /// The lines with literals; those that are divided over lines become one.
    fileprivate var joinedLiterals: String {
        split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { $0.utf8.contains(UInt8(ascii: "\"")) && !$0.hasPrefix("//") }
            .joined(separator: " ")
            .replacingOccurrences(of: "\" + \"", with: "")
            .replacingOccurrences(of: #"\""#, with: "\"")
    }
}

extension [String] {
    /// Whether these lines occur in others, in this order.
    fileprivate func occurs(in lines: [String]) -> Bool {
        var rest = lines[...]
        for line in self {
            guard let index = rest.firstIndex(of: line) else { return false }
            rest = rest[(index + 1)...]
        }
        return true
    }
}
