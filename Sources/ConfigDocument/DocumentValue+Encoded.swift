extension DocumentValue {
    /// The value as a text that parses to an equal value: JSON on several lines, YAML in block
    /// style, or TOML with a table for each object.
    ///
    /// Doubles that are not finite cannot be represented in JSON's data model and are written as
    /// null. TOML has no null, and its root is always a table; a text with another value is refused
    /// by the reader, and `reasonAgainst(_:)` reports this in advance.
    public func encoded(as format: DocumentFormat) -> [UInt8] {
        switch format {
        case .json, .jsonc: JSONEmitter().emit(self)
        case .yaml: YAMLEmitter().emit(self)
        case .toml: TOMLEmitter().emit(self)
        }
    }

    /// The reason that a format cannot represent this value, with the path of the part concerned;
    /// nil if it can.
    public func reasonAgainst(_ format: DocumentFormat) -> String? {
        format.hasNull ? nil : TOMLEmitter.reason(against: self)
    }
}

extension Cursor {
    /// The value as a text that parses to an equal value; see `DocumentValue.encoded(as:)`.
    public func encoded(as format: DocumentFormat) -> [UInt8] {
        switch format {
        case .json, .jsonc: JSONEmitter().emit(self)
        case .yaml: YAMLEmitter().emit(DocumentValue(self))
        case .toml: TOMLEmitter().emit(DocumentValue(self))
        }
    }
}
