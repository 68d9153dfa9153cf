package import ConfigDocument

extension ValidationProgram {
    /// The locations of values that the schema marks as secret, outermost first: see `SecretWalk`.
    package func secretPlaces(in document: Document) -> [JSONPointer] {
        let secrets = secrets(in: document).all
        guard !secrets.isEmpty else { return [] }
        let places = DocumentPlaces(document)
        return secrets.sorted().map { places.pointer(to: $0) }
    }

    /// The same locations as keys, with `element` for each array position.
    package func secretPaths(in document: Document, element: String) -> [[String]] {
        let secrets = secrets(in: document).all
        guard !secrets.isEmpty else { return [] }
        let places = DocumentPlaces(document)
        return secrets.sorted().map { places.keys(to: $0, element: element) }
    }

    /// The tape indexes of those values.
    package func secrets(in document: Document) -> SecretWalk.Found {
        document.withTape { SecretWalk.secrets(in: $0, storage, budget) }
    }
}
