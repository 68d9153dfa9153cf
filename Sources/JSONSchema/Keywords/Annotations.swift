import ConfigDocument
import SchemaValidation

/// `deprecated` (Validation 2020-12, 9.3), `writeOnly` (9.4) and this package's `x-secret`.
extension KeywordCompiler {
    static let deprecated = KeywordCompiler(.deprecated) { scope, value in
        if value.bool == true || value.string != nil { scope.annotate(.deprecated, value) }
    }

    static let secret = KeywordCompiler(.secret) { scope, value in
        if value.bool == true { scope.annotate(.secret, value) }
        if value.bool == nil {
            scope.report("x-secret must be true or false, not \(describe(value.kind))", at: value)
        }
    }

    /// `x-unit`, a keyword of this package.
    static let unit = KeywordCompiler(.unit) { scope, value in scope.noteUnit(value) }

    /// `x-reload`, a keyword of this package: `restart` for a setting whose changes take effect after
    /// a restart.
    static let reload = KeywordCompiler(.reload) { scope, value in
        guard value.string == "restart" else {
            let found = value.string.map { quoted($0) } ?? describe(value.kind)
            scope.report("x-reload must be \"restart\", not \(found)", at: value)
            return
        }
        scope.annotate(.restart, value)
    }

    static let writeOnly = KeywordCompiler(.writeOnly) { scope, value in
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

    /// Keywords without a result of their own.
    private static let silent = Set(
        Keyword.allCases.filter { keyword in
            let row = keyword.row
            return row.role == .identifier || row.role == .definitions || row.reader != nil
                || keyword == .comment
        }.map(\.rawValue)
    )

    private static let assertionsThatAnnotate = Set(
        Keyword.allCases.filter { $0.row.role == .annotation || $0 == .format }.map(\.rawValue)
    )
}
