package import ConfigDocument

extension ValidationProgram {
    /// The places of the values that must not be shown by this schema, outermost first: see
    /// `SecretWalk`.
    package func secretPlaces(in document: Document) -> [JSONPointer] {
        let secrets = secrets(in: document).all
        guard !secrets.isEmpty else { return [] }
        let places = DocumentPlaces(document)
        return secrets.sorted().map { places.pointer(to: $0) }
    }

    /// The same places as keys, with one text for all positions in arrays.
    package func secretPaths(in document: Document, element: String) -> [[String]] {
        let secrets = secrets(in: document).all
        guard !secrets.isEmpty else { return [] }
        let places = DocumentPlaces(document)
        return secrets.sorted().map { places.keys(to: $0, element: element) }
    }

    /// The tape indices of those values.
    package func secrets(in document: Document) -> SecretWalk.Found {
        document.withTape { SecretWalk.secrets(in: $0, storage, budget) }
    }
}
