extension DocumentValue {
    /// The value as a text that reads back equal: JSON over several lines, YAML in block style, or TOML
    /// with a table for each object.
    ///
    /// Doubles that are not finite have no value in JSON's data model and are written as null. TOML has
    /// no null, and no value but a table at its root: there the text is refused when it is read, as
    /// `reasonAgainst(_:)` says beforehand.
    public func encoded(as format: DocumentFormat) -> [UInt8] {
        switch format {
        case .json, .jsonc: JSONEmitter().emit(self)
        case .yaml: YAMLEmitter().emit(self)
        case .toml: TOMLEmitter().emit(self)
        }
    }

    /// Why a format cannot hold this value, with the place of what it has no text for; nil where it
    /// can.
    public func reasonAgainst(_ format: DocumentFormat) -> String? {
        format.hasNull ? nil : TOMLEmitter.reason(against: self)
    }
}

extension Cursor {
    /// The value as a text that reads back equal; see `DocumentValue.encoded(as:)`.
    public func encoded(as format: DocumentFormat) -> [UInt8] {
        switch format {
        case .json, .jsonc: JSONEmitter().emit(self)
        case .yaml: YAMLEmitter().emit(DocumentValue(self))
        case .toml: TOMLEmitter().emit(DocumentValue(self))
        }
    }
}
