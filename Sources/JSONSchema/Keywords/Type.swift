import ConfigDocument
import SchemaValidation

/// `type` (Validation 2020-12, 6.1.1).
extension Keyword {
    static let type = Keyword("type", .validation) { scope, value in
        if value.isArray, value.count == 0 {
            scope.report("type must name at least one type", at: value)
        }
        var names = TypeNames()
        if value.isArray {
            for name in value.elements { names.insert(scope.typeName(name)) }
        } else {
            names.insert(scope.typeName(value))
        }
        let allowed = names.kinds
        let refused = KindMask.all.subtracting(allowed)
        if !refused.isEmpty {
            scope.add(Instruction(operation: .reject, kinds: refused), at: value)
        }
        if names.contains(.integer) || names.contains(.number) { scope.noteNumber(value) }
        guard names.contains(.integer), !names.contains(.number) else { return }
        // In draft-04, 1.0 is not an integer (in all later drafts it is).
        let isDraft4 = scope.draft == .draft4
        scope.add(
            Instruction(
                operation: isDraft4 ? .integerLiteral : .integer,
                kinds: isDraft4 ? .number : .fractional
            ),
            at: value
        )
    }
}

extension SchemaScope {
    /// The named type; empty if there is none, which is reported.
    fileprivate func typeName(_ name: Cursor) -> TypeNames {
        let view = name.document.storage.view
        if name.kind == .string,
            let known = TypeNames.all.value(ofText: view[name.index], in: view)
        {
            return known
        }
        let meant = name.string.flatMap(TypeNames.meant(by:))
        report(
            "type must be null, boolean, integer, number, string, object or array, or an array of these"
                + (meant.map { "; did you mean \(quoted($0))?" } ?? ""),
            at: name
        )
        return []
    }
}

/// The types that a schema names: kinds of values, with two types for numbers.
private struct TypeNames: OptionSet {
    let rawValue: UInt8

    static let null = TypeNames(rawValue: 1 << 0)
    static let boolean = TypeNames(rawValue: 1 << 1)
    static let string = TypeNames(rawValue: 1 << 2)
    static let object = TypeNames(rawValue: 1 << 3)
    static let array = TypeNames(rawValue: 1 << 4)
    static let integer = TypeNames(rawValue: 1 << 5)
    static let number = TypeNames(rawValue: 1 << 6)

    static let all = KeyTable<TypeNames>([
        ("null", .null), ("boolean", .boolean), ("string", .string), ("object", .object),
        ("array", .array), ("integer", .integer), ("number", .number),
    ])

    /// The kinds of values on a tape.
    var kinds: KindMask {
        var kinds = KindMask()
        if contains(.null) { kinds.insert(.null) }
        if contains(.boolean) { kinds.insert(.boolean) }
        if contains(.string) { kinds.insert(.string) }
        if contains(.object) { kinds.insert(.object) }
        if contains(.array) { kinds.insert(.array) }
        if contains(.integer) || contains(.number) { kinds.insert(.number) }
        return kinds
    }

    /// The JSON Schema type that another language's name probably means.
    static func meant(by name: String) -> String? {
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
                in: ["null", "boolean", "integer", "number", "string", "object", "array"]
            )
        }
    }
}
