import ConfigDocument

/// `type` (Validation 2020-12, 6.1.1).
extension Keyword {
    static let type = Keyword("type", .validation) { scope, value in
        let names = value.isArray ? value.elements : [value]
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
                scope.report(
                    "type must be null, boolean, integer, number, string, object or array, or a list of these",
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
}
