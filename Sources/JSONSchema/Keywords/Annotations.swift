import ConfigDocument

/// Annotations that the engine itself has a use for. Titles and descriptions are for readers of the schema.
enum AnnotationKind: UInt8 {
    /// The setting should not be used any more: a warning where it is.
    case deprecated
    /// The value must not be shown.
    case secret
}

/// `deprecated` (Validation 2020-12, 9.3), `writeOnly` (9.4) and this package's `x-secret`.
extension Keyword {
    static let deprecated = Keyword("deprecated", []) { scope, value in
        if value.bool == true || value.string != nil { scope.annotate(.deprecated, value) }
    }

    static let secret = Keyword("x-secret", []) { scope, value in
        if value.bool == true { scope.annotate(.secret, value) }
    }

    static let writeOnly = Keyword("writeOnly", []) { scope, value in
        if value.bool == true { scope.annotate(.secret, value) }
    }
}
