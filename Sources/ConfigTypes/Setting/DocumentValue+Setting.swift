public import ConfigDocument
import SchemaValidation

extension DocumentValue {
    /// The value at a path.
    ///
    /// - Throws: if it does not exist, with the key that was probably intended.
    public func setting(
        at path: DocumentPath,
        in name: String
    ) throws(ConfigError) -> DocumentValue {
        var value = self
        for (depth, step) in path.enumerated() {
            guard let next = value.child(at: step) else {
                let before = DocumentPath(path.prefix(depth)).description
                let place = before.isEmpty ? "the document" : quoted(before)
                throw ConfigError(
                    Finding(
                        message: "there is no setting \(quoted(step.token)) in \(place)",
                        suggestion: Suggestion.didYouMean(
                            step.token,
                            among: value.object?.keys ?? []
                        ),
                        file: name
                    )
                )
            }
            value = next
        }
        return value
    }

    /// Rejects a dotted path with a key such as `tags[-1]` that is not in the document: it was meant
    /// as an index.
    package func checkBrackets(of key: String, in name: String) throws(ConfigError) {
        if key.hasPrefix("/") { return }
        let path = DocumentPath(key)
        for depth in path.indices where path[depth].token.hasSuffix("]") {
            let (token, own) = (path[depth].token, DocumentPath(path[...depth]))
            guard let open = token.lastIndex(of: "["), self[own] == nil else { continue }
            throw ConfigError(
                Finding(
                    message: "\(quoted(String(token[open...]))) is not an index",
                    suggestion: "write a whole number such as [0], or the JSON Pointer"
                        + " \(singleLine(own.pointer)) for a key of this name",
                    file: name
                )
            )
        }
    }
}
