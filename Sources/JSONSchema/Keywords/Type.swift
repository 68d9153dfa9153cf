import ConfigDocument

/// `type` (Validation 2020-12, 6.1.1).
extension Keyword {
    static let type = Keyword("type", .validation) { scope, value in
        let names = value.isArray ? value.elements : [value]
        if value.isArray, value.count == 0 {
            scope.report("type must name at least one type", at: value)
        }
        var allowed = KindMask()
        var allowsFractions = false
        for name in names {
            switch name.string {
            case "null": allowed.insert(.null)
            case "boolean": allowed.insert(.boolean)
            case "string": allowed.insert(.string)
            case "object": allowed.insert(.object)
            case "array": allowed.insert(.array)
            case "integer": allowed.insert(.number)
            case "number":
                allowed.insert(.number)
                allowsFractions = true
            default:
                let hint =
                    name.string.flatMap(typeMeant(by:)).map { "; did you mean \(quoted($0))?" }
                    ?? ""
                scope.report(
                    "type must be null, boolean, integer, number, string, object or array, or a list of these"
                        + hint,
                    at: name
                )
            }
        }
        let refused = KindMask.all.subtracting(allowed)
        if !refused.isEmpty {
            scope.add(Instruction(operation: .reject, kinds: refused), at: [value])
        }
        guard allowed.contains(.number), !allowsFractions else { return }
        // In draft-04 1.0 is no integer (and in all later drafts it is).
        let isDraft4 = scope.draft == .draft4
        scope.add(
            Instruction(
                operation: isDraft4 ? .integerLiteral : .integer,
                kinds: isDraft4 ? .number : .fractional
            ),
            at: [value]
        )
    }

    /// The type that another language's name for it stands for.
    private static func typeMeant(by name: String) -> String? {
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
