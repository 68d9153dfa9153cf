import ConfigDocument
import SchemaValidation

/// `enum` (Validation 2020-12, 6.1.2) and `const` (6.1.3).
extension KeywordCompiler {
    static let enumeration = KeywordCompiler(.enumeration) { scope, value in
        guard value.isArray else {
            scope.report("enum must be an array of values, not \(describe(value.kind))", at: value)
            return
        }
        scope.addEqual(to: value.elements, at: value)
    }

    static let constant = KeywordCompiler(.constant) {
        scope,
        value in
        scope.addEqual(to: [value], at: value)
    }
}

extension SchemaScope {
    /// Strings are found by hash; null, true and false by their kind; other values are compared.
    fileprivate func addEqual(to values: [Cursor], at cursor: Cursor) {
        var refused = KindSet.all
        var strings: [UInt32] = []
        var others: [Cursor] = []
        for value in values {
            switch value.kind {
            case .null: refused.remove(.null)
            case .true, .false: refused.remove(KindSet(rawValue: 1 << UInt16(value.kind.rawValue)))
            case .string:
                refused.remove(.string)
                strings.append(text(value))
            case .object:
                refused.remove(.object)
                others.append(value)
            case .array:
                refused.remove(.array)
                others.append(value)
            default:
                refused.remove(.number)
                others.append(value)
            }
        }
        noteConstants(values, at: cursor)
        if !refused.isEmpty {
            add(Instruction(operation: .reject, kinds: refused), at: cursor)
        }
        if !strings.isEmpty {
            let table = slotTable(strings.map { SlotDraft(text: $0) }, at: cursor)
            let instruction = Instruction(
                operation: .stringEnum,
                kinds: .string,
                a: table.start,
                b: table.mask
            )
            add(instruction, at: cursor)
        }
        if !others.isEmpty {
            let start = UInt32(compiler.tables.constants.count)
            for value in others { _ = constant(value) }
            let instruction = Instruction(
                operation: .equal,
                kinds: KindSet.all.subtracting(refused).subtracting([.null, .boolean, .string]),
                a: start,
                b: UInt32(others.count)
            )
            add(instruction, at: cursor)
        }
    }
}
