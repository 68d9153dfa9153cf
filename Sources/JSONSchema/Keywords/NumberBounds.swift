import ConfigDocument
import SchemaValidation

/// `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum` (Validation 2020-12, 6.2.2 to
/// 6.2.5). In draft-04 the exclusive ones are booleans that modify the others.
extension KeywordCompiler {
    static let minimum = KeywordCompiler(.minimum) {
        $0.range.minimum = $0.bound($1, "minimum")
    }
    static let maximum = KeywordCompiler(.maximum) {
        $0.range.maximum = $0.bound($1, "maximum")
    }

    static let exclusiveMinimum = KeywordCompiler(.exclusiveMinimum) { scope, value in
        if scope.draft == .draft4 {
            scope.range.isMinimumExclusive = scope.flag(value, "exclusiveMinimum")
        } else {
            scope.range.exclusiveMinimum = scope.bound(value, "exclusiveMinimum")
        }
    }

    static let exclusiveMaximum = KeywordCompiler(.exclusiveMaximum) { scope, value in
        if scope.draft == .draft4 {
            scope.range.isMaximumExclusive = scope.flag(value, "exclusiveMaximum")
        } else {
            scope.range.exclusiveMaximum = scope.bound(value, "exclusiveMaximum")
        }
    }
}

extension SchemaScope {
    fileprivate func flag(_ cursor: Cursor, _ keyword: String) -> Bool {
        if let flag = cursor.bool { return flag }
        report(
            "\(keyword) must be true or false in draft-04, not \(describe(cursor.kind)); from draft-06 on it is a number",
            at: cursor
        )
        return false
    }

    fileprivate func bound(_ cursor: Cursor, _ keyword: String) -> Cursor? {
        if let double = cursor.double, !double.isNaN, cursor.kind != .double || double.isFinite {
            return cursor
        }
        if keyword.hasPrefix("exclusive"), cursor.bool != nil {
            let bound = keyword == "exclusiveMinimum" ? "minimum" : "maximum"
            report(
                "\(keyword) is a number since draft-06: write the number of \(bound) here instead of \(describe(cursor.kind))",
                at: cursor
            )
            return nil
        }
        report("\(keyword) must be a number, not \(describe(cursor.kind))", at: cursor)
        return nil
    }
}
