import ConfigDocument
import JSONSchema

/// Reads values of the options file, and collects findings about them.
struct OptionsReader {
    let folder: String
    private(set) var findings: [Finding] = []

    init(folder: String) { self.folder = folder }

    func finding(_ message: String, at cursor: Cursor) -> Finding {
        Finding(message: message, file: cursor.document.name, position: cursor.position)
    }

    mutating func report(_ message: String, at cursor: Cursor, suggestion: String? = nil) {
        var finding = finding(message, at: cursor)
        finding.suggestion = suggestion
        findings.append(finding)
    }

    mutating func members(_ cursor: Cursor, knowing keys: [String]?) -> [(String, Cursor)] {
        guard cursor.isObject else {
            report("an object is expected here", at: cursor)
            return []
        }
        return cursor.members.compactMap { key, value in
            if let keys, !keys.contains(key.text) {
                var finding = Finding(
                    message: "unknown option \(quoted(key.text))",
                    file: cursor.document.name,
                    position: key.position
                )
                finding.suggestion = Self.advice(for: key.text, among: keys)
                findings.append(finding)
                return nil
            }
            return (key.text, value)
        }
    }

    /// The name that was probably intended, or all of them if none is similar.
    static func advice(for text: String, among known: [String]) -> String {
        Suggestion.closest(to: text, in: known).map { "did you mean \(quoted($0))?" }
            ?? "expected one of \(known.joined(separator: ", "))"
    }

    mutating func text(_ cursor: Cursor) -> String? {
        if cursor.string == nil { report("a string is expected here", at: cursor) }
        return cursor.string
    }

    mutating func texts(_ cursor: Cursor) -> [(text: String, cursor: Cursor)] {
        guard cursor.isArray else {
            report("an array is expected here", at: cursor)
            return []
        }
        return cursor.elements.compactMap { element in text(element).map { ($0, element) } }
    }

    mutating func names(_ cursor: Cursor) -> [ChosenName] {
        texts(cursor).map { ChosenName($0.text, at: finding("", at: $0.cursor)) }
    }

    /// One of several strings; booleans are accepted as strings.
    mutating func choice(_ cursor: Cursor, of texts: [String]) -> String? {
        let text = cursor.string ?? cursor.bool.map { "\($0)" }
        if let text, texts.contains(text) { return text }
        guard let text else {
            report("one of \(texts.joined(separator: ", ")) is expected here", at: cursor)
            return nil
        }
        let near = Suggestion.closest(to: text, in: texts)
        report(
            "\(quoted(text)) is not allowed; expected one of \(texts.joined(separator: ", "))",
            at: cursor,
            suggestion: near.map { "did you mean \(quoted($0))?" }
        )
        return nil
    }

    mutating func path(_ cursor: Cursor) -> String? { place(cursor)?.path }

    mutating func paths(_ cursor: Cursor) -> [OptionPath] {
        guard cursor.isArray else {
            report("an array of paths is expected here", at: cursor)
            return []
        }
        return cursor.elements.compactMap { place($0) }
    }

    mutating func place(_ cursor: Cursor) -> OptionPath? {
        guard let text = text(cursor) else { return nil }
        let path = FilePath.joined(folder, text)
        let short = FilePath.withoutDots(path)
        // The path without dots is more readable, and denotes the same file unless it contains a
        // link.
        let isSame = FileSystem.canonicalPath(short) == FileSystem.canonicalPath(path)
        var missing = finding("there is no file or directory \(quoted(text))", at: cursor)
        missing.suggestion = "paths are relative to the directory of this file"
        return OptionPath(path: isSame ? short : path, missing: missing)
    }
}
