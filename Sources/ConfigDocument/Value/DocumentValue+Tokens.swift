extension DocumentValue {
    /// The value at a path of keys and positions.
    package subscript(tokens tokens: some Collection<String>) -> DocumentValue? {
        guard let token = tokens.first else { return .some(self) }
        let next = array == nil ? self[token] : Int(token).flatMap { self[$0] }
        return next?[tokens: tokens.dropFirst()]
    }
}
