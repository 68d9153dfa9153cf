import ConfigDocument
import SchemaValidation

/// `type` (Validation 2020-12, 6.1.1).
extension KeywordCompiler {
    static let type = KeywordCompiler(.type) { scope, value in
        if value.isArray, value.count == 0 {
            scope.report("type must name at least one type", at: value)
        }
        var (kinds, namesNumber) = (KindSet(), false)
        for name in value.isArray ? value.elements : [value] {
            guard let type = scope.type(name) else { continue }
            kinds.formUnion(type.kinds)
            namesNumber = namesNumber || type == .number
        }
        // A number written with a fraction may be whole: 1.0.
        let allowed = kinds.contains(.integer) ? kinds.union(.number) : kinds
        let refused = KindSet.all.subtracting(allowed)
        if !refused.isEmpty {
            scope.add(Instruction(operation: .reject, kinds: refused), at: value)
        }
        guard kinds.contains(.integer) else { return }
        scope.noteNumber(value)
        if namesNumber { return }
        // In draft-04, 1.0 is not an integer; in all later drafts it is.
        let isDraft4 = scope.draft == .draft4
        scope.add(
            Instruction(
                operation: isDraft4 ? .integerLiteral : .integer,
                kinds: isDraft4 ? .number : .fraction
            ),
            at: value
        )
    }
}

extension SchemaScope {
    /// The type of a name; nil, with a finding, if there is no such type.
    fileprivate func type(_ name: Cursor) -> JSONType? {
        let view = name.document.storage.view
        if name.kind == .string,
            let known = JSONType.byName.value(ofText: view[name.index], in: view)
        {
            return known
        }
        let meant = name.string.flatMap(JSONType.meant(by:))
        report(
            "type must be null, boolean, integer, number, string, object or array, or an array of these"
                + (meant.map { "; did you mean \(quoted($0))?" } ?? ""),
            at: name
        )
        return nil
    }
}

extension JSONType {
    fileprivate static let byName = KeyTable(allCases.map { ($0.rawValue, $0) })

    /// The type that is probably meant by a name from another language.
    fileprivate static func meant(by name: String) -> String? {
        switch name.lowercased() {
        case "int", "int32", "int64", "long", "uint": "integer"
        case "float", "double", "decimal", "real": "number"
        case "bool": "boolean"
        case "str", "text", "date": "string"
        case "list", "tuple", "set": "array"
        case "map", "dict", "dictionary", "hash", "struct": "object"
        case "nil", "none": "null"
        default:
            Suggestion.closest(
                to: name,
                in: allCases.map(\.rawValue)
            )
        }
    }
}
