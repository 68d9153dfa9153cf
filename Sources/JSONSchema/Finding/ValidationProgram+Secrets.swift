package import ConfigDocument

extension ValidationProgram {
    /// The places of the values that a schema marks as secret, outermost first.
    ///
    /// Those that are marked in every branch that was looked at: what a schema says about a value
    /// may depend on other values.
    package func secretPlaces(in document: Document) -> [JSONPointer] {
        guard marksSecrets else { return [] }
        return document.withTape { view in
            let places = DocumentPlaces(document)
            return explain(view).secrets.sorted().map { places.pointer(to: $0) }
        }
    }

    /// To look for secrets takes the run that explains: most schemas have none.
    private var marksSecrets: Bool {
        storage.tables.code.contains {
            $0.operation == .annotation && $0.b == UInt32(AnnotationKind.secret.rawValue)
        }
    }
}
