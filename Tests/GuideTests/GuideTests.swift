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
        return (names ?? []).filter { $0.hasSuffix(".md") }.sorted()
    }()

    static func text(of guide: String) throws -> String {
        try String(contentsOf: catalogue.appending(path: guide), encoding: .utf8)
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

    /// The code of a guide, without manifests of packages.
    fileprivate var swiftBlocks: [[String]] {
        matches(of: /(?ms)^```swift\n(.*?)^```/).map { String($0.1) }
            .filter { !$0.hasPrefix("// Package.swift") && !$0.hasPrefix("// swift-tools-version") }
            .map(\.codeLines)
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
