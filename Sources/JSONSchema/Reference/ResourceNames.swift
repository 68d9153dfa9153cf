import ConfigDocument
import SchemaValidation

/// The names in a resource that a reference may have intended: anchors, definitions, paths.
struct ResourceNames {
    let root: Cursor
    /// Sorted, so that suggestions are reproducible.
    let anchors: [String]

    /// A suggestion for a reference to a missing anchor.
    func anchorSuggestion(for name: String, insteadOf text: String) -> String? {
        suggestion(closestAnchor(to: name), insteadOf: text)
    }

    /// A suggestion for a reference to a path that does not exist.
    func pathSuggestion(for tokens: [String], insteadOf text: String) -> String? {
        suggestion(closestPath(to: tokens) ?? definition(at: tokens), insteadOf: text)
    }

    /// A suggestion for a reference to a missing file, if a path in this resource was intended.
    func suggestion(forFile text: String) -> String? {
        guard let path = DocumentPath(pointer: text.hasPrefix("/") ? text : "/" + text) else {
            return nil
        }
        let tokens = path.tokens.filter { $0 != "#" }
        if tokens.count > 1, let close = closestPath(to: tokens) {
            return suggestion(close, insteadOf: "")
        }
        guard tokens.count == 1 else { return nil }
        return suggestion(definition(at: tokens), insteadOf: "")
    }

    private func closestAnchor(to name: String) -> String? {
        if let anchor = Suggestion.closest(to: name, in: anchors) { return anchor }
        // The name of a definition, or a path without its slash.
        let paths =
            [["$defs", name], ["definitions", name]]
            + [DocumentPath(pointer: "/" + name)?.tokens ?? []]
        return paths.lazy.compactMap { $0.count > 1 ? closestPath(to: $0) : nil }.first
    }

    /// The definition whose name is the last token, whatever the other tokens.
    private func definition(at tokens: [String]) -> String? {
        guard let name = tokens.last(where: { !$0.isEmpty }) else { return nil }
        return ["$defs", "definitions"].first { root[$0]?[name] != nil }
            .map { URI.percentEncoded(DocumentPath(tokens: [$0, name]).pointer) }
    }

    /// The path that matches each token exactly or most closely.
    private func closestPath(to tokens: [String]) -> String? {
        var cursor = root
        var path = DocumentPath()
        for token in tokens {
            let keys = cursor.members.map(\.key.text)
            let other = ["$defs": "definitions", "definitions": "$defs"][token]
            let close =
                cursor.child(at: .key(token)) == nil
                ? keys.first { $0 == other } ?? Suggestion.closest(to: token, in: keys) : token
            guard let close, let next = cursor.child(at: .key(close)) else { return nil }
            cursor = next
            path = path / close
        }
        return URI.percentEncoded(path.pointer)
    }

    private func suggestion(_ fragment: String?, insteadOf text: String) -> String? {
        fragment.map { fragment in
            let resource = text.utf8.prefix { $0 != UInt8(ascii: "#") }
            return "did you mean \(quoted("\(Substring(resource))#\(fragment)", limit: 200))?"
        }
    }
}
