import Foundation
import RegexBuilder

/// The folders of a module, and which of them names a type of which other, read from its sources.
///
/// Files at the top of a module are its highest floor: they may name what its folders declare, and no
/// folder names what they declare.
struct ModuleFolders {
    /// An arrow between two folders, with a type that draws it and where that is named.
    struct Arrow: Hashable, CustomStringConvertible {
        let from: String
        let to: String
        let name: String
        let file: String

        var description: String { "\(from) -> \(to): \(name) in \(file)" }
    }

    static let top = "(top)"

    let folders: Set<String>
    let arrows: [Arrow]

    init(of module: URL) throws {
        let files = try Self.sources(in: module)
        folders = Set(files.map(\.folder))
        var owners: [String: Set<String>] = [:]
        for file in files {
            for name in file.declaredTypes { owners[name, default: []].insert(file.folder) }
        }
        arrows = files.flatMap { file in
            file.words.compactMap { word in
                // A name that several folders declare does not identify a folder.
                guard let owner = owners[word], owner.count == 1, let to = owner.first,
                    to != file.folder
                else { return nil }
                return Arrow(from: file.folder, to: to, name: word, file: file.name)
            }
        }
    }

    private static func sources(in module: URL) throws -> [SourceFile] {
        let all = FileManager.default.enumerator(at: module, includingPropertiesForKeys: nil)
        return try (all?.allObjects ?? []).compactMap { entry in
            guard let url = entry as? URL, url.pathExtension == "swift" else { return nil }
            let parts = url.path.dropFirst(module.path.count + 1).split(separator: "/")
            return SourceFile(
                folder: parts.count > 1 ? String(parts[0]) : top,
                name: url.lastPathComponent,
                text: try String(contentsOf: url, encoding: .utf8)
            )
        }
    }
}

/// A source, without its comments and the contents of its literals.
private struct SourceFile {
    let folder: String
    let name: String
    private let code: String

    init(folder: String, name: String, text: String) {
        self.folder = folder
        self.name = name
        code = text.replacing(/"""(?s:.*?)"""/, with: "\"\"")
            .replacing(/\/\/[^\n]*/, with: "")
            .replacing(/"(?:\\.|[^"\\\n])*"/, with: "\"\"")
    }

    /// The types that are declared at the outermost level and can be named elsewhere.
    var declaredTypes: [String] {
        let modifiers = /(?:(?:public|package|final|indirect|@\w+(?:\([^)]*\))?)\s+)*/
        let keywords = /(?:struct|class|enum|actor|protocol|typealias)\s+`?/
        return code.matches(
            of: Regex {
                Anchor.startOfLine
                modifiers
                keywords
                Capture(/[A-Z]\w*/)
            }.anchorsMatchLineEndings()
        ).map { String($0.1) }
    }

    var words: Set<String> { Set(code.matches(of: /\b[A-Z]\w*/).map { String($0.0) }) }
}
