import ConfigDocument
import SchemaValidation

/// A referenced document that does not exist, with messages in terms of the reference.
struct MissingDocument: Sendable {
    let uri: String
    /// The URIs of existing documents.
    var known: [String]
    /// The message for a reference that is an absolute path; nil if there is no such file.
    var absolute: String?

    private var isFile: Bool { uri.hasPrefix("file:") || URI(uri).scheme == nil }

    /// The message if the reference is the absolute path of an existing file.
    func absoluteMessage(as reference: String) -> String? {
        reference.hasPrefix("/") || reference.hasPrefix("file:") ? absolute : nil
    }

    /// - Parameter reference: the reference as its author wrote it.
    func message(as reference: String) -> String {
        let drafts = ["draft-00", "draft-01", "draft-02", "draft-03"]
        if let draft = drafts.first(where: { uri.contains("//json-schema.org/\($0)/") }) {
            return "\(draft) of JSON Schema is not supported; draft-04 and later are"
        }
        guard isFile else {
            return
                "the schema \(quoted(uri, limit: 200)) is unknown, and schemas are never fetched "
                + "over the network: save a copy with 'schemac vendor URI FILE', or map its directory "
                + "with --map PREFIX=DIR"
        }
        let written = Self.document(of: reference)
        let isPath = Self.path(written) == Self.path(uri)
        let place = isPath ? "" : " (looked for at \(quoted(Self.path(uri), limit: 200)))"
        return "there is no schema \(quoted(written, limit: 200))\(place)"
    }

    /// A question for the message if there is no suggestion.
    var question: String? {
        isFile
            ? "check the path; it starts from the directory of this schema, or from its $id" : nil
    }

    func suggestion(as reference: String) -> String? {
        if reference.contains("\\") { return "separate directories with /" }
        guard let close = closeName ?? closePath(as: reference) ?? deeperPath else { return nil }
        let folder = closeName == nil ? "" : Self.parts(Self.document(of: reference)).folder
        return "did you mean \(quoted(folder + close, limit: 200))?"
    }

    /// A document in the same folder.
    private var closeName: String? {
        let (folder, file) = Self.parts(uri)
        let names = Set(known.map(Self.parts).filter { $0.folder == folder }.map(\.name)).sorted()
        let stem = { (name: String) in name.split(separator: ".").first }
        return Suggestion.closest(to: file, in: names) ?? names.first { stem($0) == stem(file) }
    }

    /// A document in another folder whose path is similar to the written one.
    private func closePath(as reference: String) -> String? {
        let (written, path) = (Self.path(Self.document(of: reference)), Self.path(uri))
        guard isFile, path.hasSuffix(written) else { return nil }
        let base = path.dropLast(written.count)
        let paths = known.map(Self.path).filter { $0.hasPrefix(base) }.map {
            $0.dropFirst(base.count)
        }
        return Suggestion.closest(to: written, in: Set(paths.map(String.init)).sorted())
    }

    /// A document of the same name in a subfolder.
    private var deeperPath: String? {
        let (folder, file) = Self.parts(uri)
        return known.filter { Self.parts($0).name == file && $0.hasPrefix(folder) }.min()
            .map { URI.percentDecoded(String($0.dropFirst(folder.count))) }
    }

    /// A reference without its fragment.
    private static func document(of reference: String) -> String {
        String(Substring(reference.utf8.prefix { $0 != UInt8(ascii: "#") }))
    }

    private static func path(_ reference: String) -> String {
        var path = URI.percentDecoded(reference)[...]
        if path.hasPrefix("file:") { path = path.dropFirst("file:".count) }
        while let lead = ["./", "/"].first(where: path.hasPrefix) {
            path = path.dropFirst(lead.count)
        }
        return String(path)
    }

    private static func parts(_ uri: String) -> (folder: String, name: String) {
        let slash = uri.utf8.lastIndex(of: UInt8(ascii: "/")).map { uri.utf8.index(after: $0) }
        let start = slash ?? uri.startIndex
        return (String(uri[..<start]), String(uri[start...]))
    }
}
