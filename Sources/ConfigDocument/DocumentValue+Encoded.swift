extension DocumentValue {
    /// The value as a text that reads back equal: JSON over several lines, or YAML in block style.
    ///
    /// Doubles that are not finite have no value in JSON's data model and are written as null.
    public func encoded(as format: DocumentFormat) -> [UInt8] {
        switch format {
        case .json: JSONEmitter().emit(self)
        case .yaml: YAMLEmitter().emit(self)
        }
    }
}

extension Cursor {
    /// The value as a text that reads back equal; see `DocumentValue.encoded(as:)`.
    public func encoded(as format: DocumentFormat) -> [UInt8] {
        switch format {
        case .json: JSONEmitter().emit(self)
        case .yaml: YAMLEmitter().emit(DocumentValue(self))
        }
    }
}
