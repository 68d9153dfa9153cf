import ConfigDocument
import SchemaValidation

/// The compilation of one keyword to a part of a program.
struct KeywordCompiler: Sendable {
    let keyword: Keyword
    let drafts: ClosedRange<Draft>
    let vocabulary: Vocabularies
    /// Adds the keyword's part to the schema's instructions; receives the keyword's value.
    let compile: @Sendable (SchemaScope, Cursor) -> Void

    init(_ keyword: Keyword, compile: @escaping @Sendable (SchemaScope, Cursor) -> Void) {
        self.keyword = keyword
        let row = keyword.row
        drafts = row.effectiveDrafts
        vocabulary = row.vocabulary
        self.compile = compile
    }

    /// All keywords that contribute to programs. Other keywords are ignored, as the specifications
    /// require.
    static let all: [KeywordCompiler] = [
        reference, dynamicReference, recursiveReference,
        type, enumeration, constant,
        minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf,
        minLength, maxLength, pattern, format, contentEncoding, contentMediaType,
        properties, patternProperties, additionalProperties, required, propertyNames,
        minProperties, maxProperties, dependencies, dependentRequired, dependentSchemas,
        items, prefixItems, additionalItems, contains, minItems, maxItems, uniqueItems,
        allOf, anyOf, oneOf, not, condition,
        unevaluatedProperties, unevaluatedItems,
        deprecated, secret, writeOnly, environment, unit,
    ]

    /// The compiler for a key of a schema.
    static func named(by key: TapeEntry, in view: TapeView) -> KeywordCompiler? {
        byName.value(of: key, in: view)
    }

    private static let byName = KeyTable(all.map { ($0.keyword.rawValue, $0) })
}

extension SchemaScope {
    /// The index of a string.
    func text(_ cursor: Cursor) -> UInt32 {
        let view = cursor.document.storage.view
        return compiler.string(view[cursor.index], in: view)
    }

    /// The indexes of an array's strings; reports any other value.
    func texts(_ cursor: Cursor, of keyword: String) -> [UInt32] {
        guard cursor.isArray else {
            report(
                "\(keyword) must be an array of strings, not \(describe(cursor.kind))",
                at: cursor
            )
            return []
        }
        return cursor.elements.compactMap { element in
            if element.kind == .string { return text(element) }
            report(
                "\(keyword) must hold strings only, not \(describe(element.kind))",
                at: element
            )
            return nil
        }
    }

    /// A count: a whole number from 0 on, clamped to `UInt32`.
    func count(_ cursor: Cursor, of keyword: String) -> UInt32? {
        if let int = cursor.int, int >= 0 { return UInt32(clamping: int) }
        // A number beyond Int, larger than any document can reach.
        if cursor.kind != .integer, let text = cursor.lexeme, Decimal(text).isInteger,
            Decimal(text) > Decimal("0")
        {
            return .max
        }
        report("\(keyword) must be a whole number from 0 on", at: cursor)
        return nil
    }

    /// The members of an object of schemas, with the indexes of their keys; reports any other
    /// value.
    func schemaMap(_ cursor: Cursor, of keyword: String) -> [(key: UInt32, schema: Cursor)] {
        guard cursor.isObject else {
            report("\(keyword) must be an object, not \(describe(cursor.kind))", at: cursor)
            return []
        }
        let view = cursor.document.storage.view
        let end = view[cursor.index].endIndex
        var members: [(key: UInt32, schema: Cursor)] = []
        members.reserveCapacity(cursor.count)
        var index = cursor.index + 1
        while index < end {
            let key = compiler.string(key: view[index], in: view)
            members.append((key, Cursor(document: cursor.document, index: index + 1)))
            index = view.next(after: index + 1)
        }
        return members
    }

    /// The elements of an array of schemas; reports any other value.
    func schemaList(_ cursor: Cursor, of keyword: String) -> [Cursor] {
        guard cursor.isArray else {
            report(
                "\(keyword) must be an array of schemas, not \(describe(cursor.kind))",
                at: cursor
            )
            return []
        }
        if cursor.count == 0, keyword != "prefixItems" {
            report("\(keyword) must hold at least one schema", at: cursor)
        }
        return cursor.elements
    }
}
