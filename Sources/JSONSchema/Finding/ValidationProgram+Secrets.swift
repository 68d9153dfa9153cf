package import ConfigDocument

extension ValidationProgram {
    /// The places of the values that a schema marks as secret, outermost first.
    ///
    /// Those that are marked in every branch that was looked at: what a schema says about a value
    /// may depend on other values.
    package func secretPlaces(in document: Document) -> [JSONPointer] {
        document.withTape { view in
            let places = DocumentPlaces(document)
            return explain(view).secrets.sorted().map { places.pointer(to: $0) }
        }
    }
}
