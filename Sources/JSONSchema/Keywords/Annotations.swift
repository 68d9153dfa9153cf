import ConfigDocument
import SchemaValidation

/// `deprecated` (Validation 2020-12, 9.3), `writeOnly` (9.4) and this package's `x-secret`.
extension Keyword {
    static let deprecated = Keyword("deprecated", []) { scope, value in
        if value.bool == true || value.string != nil { scope.annotate(.deprecated, value) }
    }

    static let secret = Keyword("x-secret", []) { scope, value in
        if value.bool == true { scope.annotate(.secret, value) }
        if value.bool == nil {
            scope.report("x-secret must be true or false, not \(describe(value.kind))", at: value)
        }
    }

    /// `x-unit`, a keyword of this package.
    static let unit = Keyword("x-unit", []) { scope, value in scope.noteUnit(value) }

    static let writeOnly = Keyword("writeOnly", []) { scope, value in
        if value.bool == true { scope.annotate(.secret, value) }
    }
}

extension SchemaScope {
    /// Keeps the value of a keyword that is an annotation: all descriptive and all unknown keywords
    /// (Core 2020-12, 6.5).
    func keepAnnotation(_ key: Int, _ value: Cursor, isKnown: Bool) {
        guard compiler.options.keepsAnnotations else { return }
        let keyword = Cursor(document: value.document, index: key).text
        guard !Self.silent.contains(keyword),
            !isKnown || Self.assertionsThatAnnotate.contains(keyword)
        else { return }
        annotate(.plain, value)
    }

    /// Keywords that produce no annotation.
    private static let silent: Set<String> = [
        "$schema", "$id", "id", "$anchor", "$dynamicAnchor", "$recursiveAnchor", "$vocabulary",
        "$comment", "$defs", "definitions", "then", "else", "minContains", "maxContains",
    ]

    private static let assertionsThatAnnotate: Set<String> = [
        "format", "contentEncoding", "contentMediaType", "deprecated", "writeOnly", "x-secret",
        "x-env", "x-unit",
    ]
}
