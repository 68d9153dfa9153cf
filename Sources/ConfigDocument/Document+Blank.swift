extension Cursor {
    /// True if this is the null that YAML reads for an empty value, such as after the colon of a
    /// section whose members are all commented out.
    package var isUnwritten: Bool { isNull && sourceRange.isEmpty }
}

extension Document {
    /// True if the text has no content: it is empty, or contains only comments.
    package var isBlank: Bool { root.isUnwritten }

    /// The document as a configuration. A document without content has no settings, so it counts as
    /// `{}`.
    package var configuration: Document {
        isBlank ? (try? Document(parsing: "{}", as: format, named: name)) ?? self : self
    }
}
