/// A format of documents.
public enum DocumentFormat: String, Sendable, CaseIterable {
    case yaml
    case json
    /// JSON with comments and trailing commas.
    case jsonc
    case toml
}

/// The table of formats, with the properties in which they differ, one row each.
extension DocumentFormat {
    /// The properties of one format.
    private struct Row {
        var displayName: String
        /// The file extensions, the common one first.
        var endings: [String]
        var comments: CommentSyntax
        var hasNull = true
        /// True if schemas may be written in the format, too.
        var holdsSchemas = false
    }

    private var row: Row {
        switch self {
        case .yaml:
            Row(
                displayName: "YAML",
                endings: [".yaml", ".yml"],
                comments: .hash,
                holdsSchemas: true
            )
        case .json:
            Row(displayName: "JSON", endings: [".json"], comments: .none, holdsSchemas: true)
        case .jsonc:
            Row(displayName: "JSON with comments", endings: [".jsonc"], comments: .slashes)
        case .toml:
            Row(displayName: "TOML", endings: [".toml"], comments: .hash, hasNull: false)
        }
    }

    /// The name of the format in messages.
    public var displayName: String { row.displayName }
    /// The extensions of files in this format, each with its dot, the common one first.
    public var endings: [String] { row.endings }
    /// The extension of new files in this format.
    public var ending: String { endings.first ?? "" }
    /// True if the format can represent null.
    package var hasNull: Bool { row.hasNull }
    /// The syntax of comments in the format.
    package var comments: CommentSyntax { row.comments }
    /// True if values are written in JSON syntax.
    package var isJSON: Bool { self == .json || self == .jsonc }
}

/// A syntax of comments.
package enum CommentSyntax: Sendable {
    case none
    /// From `#` to the end of the line.
    case hash
    /// From `//` to the end of the line, and between `/*` and `*/`.
    case slashes
}

// MARK: Endings

extension DocumentFormat {
    /// The format of a file by its extension, in upper or lower case.
    ///
    /// - Throws: for an unknown extension, an error that lists the known ones.
    public init(path: String) throws(DocumentError) {
        guard let (format, _) = Self.match(path) else {
            throw DocumentError(
                .unsupported,
                file: path,
                message: "the file's format is unknown: its name must end in \(Self.endingsInWords)"
            )
        }
        self = format
    }

    /// The extensions of all formats, in the order of messages.
    public static let allEndings = allCases.flatMap(\.endings)

    /// The extensions of schema files.
    package static let schemaEndings = allCases.filter(\.row.holdsSchemas).flatMap(\.endings)

    /// All extensions as messages list them: `.yaml, .yml or .json`.
    package static let endingsInWords = inWords(allEndings)

    package static func inWords(_ names: [String]) -> String {
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " or " + last
    }

    /// The name of a file without the extension, and the format; nil for other files.
    package static func stem(of name: String) -> (stem: String, format: DocumentFormat)? {
        match(name).map { (String(name.dropLast($0.ending.utf8.count)), $0.format) }
    }

    /// True if a file name has the extension of a format.
    package static func hasEnding(_ name: String) -> Bool { match(name) != nil }

    private static func match(_ name: String) -> (format: DocumentFormat, ending: String)? {
        for format in allCases {
            for ending in format.endings where ends(name.utf8, ending.utf8) {
                return (format, ending)
            }
        }
        return nil
    }

    /// True if a name has an extension, in upper or lower case.
    private static func ends(_ name: String.UTF8View, _ ending: String.UTF8View) -> Bool {
        guard name.count >= ending.count else { return false }
        return zip(name.suffix(ending.count), ending).allSatisfy { byte, wanted in
            let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            return wanted == (isCapital ? byte | 0x20 : byte)
        }
    }
}
