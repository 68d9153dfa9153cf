extension Cursor {
    /// Whether this is the null that YAML reads where nothing is written, as after the colon of
    /// a section whose members are all commented out.
    package var isUnwritten: Bool { isNull && sourceRange.isEmpty }
}

extension Document {
    /// Whether the text has no content: it is empty, or holds comments alone.
    package var isBlank: Bool { root.isUnwritten }

    /// The document as a configuration: one without content has no settings, so it is `{}`.
    package var configuration: Document {
        isBlank ? (try? Document(parsing: "{}", as: format, named: name)) ?? self : self
    }
}
