import ConfigDocument
import JSONSchema

/// Writes a valid document as a Swift expression of its generated type.
///
/// Undeclared members are not included.
struct EmbeddedValue {
    let model: Model
    let program: ValidationProgram
    private let spelling: TypeSpelling
    private(set) var findings: [Finding] = []

    init(model: Model, program: ValidationProgram) {
        self.model = model
        self.program = program
        spelling = TypeSpelling(model) { _ in true }
    }

    /// The static property that holds the document.
    ///
    /// - Throws: the errors of the document, and the parts of it that cannot be written in Swift.
    static func text(
        of embedded: EmbeddedDocument,
        model: Model,
        program: ValidationProgram,
        access: AccessLevel
    ) throws(SchemaError) -> EmbeddedDocument.Text {
        let document = embedded.document
        guard program.accepts(document) else {
            throw SchemaError(findings: program.findings(in: document))
        }
        var writer = EmbeddedValue(model: model, program: program)
        let expression = writer.expression(document.root, as: .named(model.root))
        guard writer.findings.isEmpty else { throw SchemaError(findings: writer.findings) }
        let head = "    \(access.prefix)static let \(SwiftText.identifier(embedded.name)) = "
        let note =
            "The settings of \(FilePath.name(document.name)), as they were checked in the build."
        return EmbeddedDocument.Text(
            name: embedded.name,
            docs: SwiftText.commentLines(note, width: 90).map { "/// " + $0 },
            value: expression.text(column: head.count, indent: 4)
        )
    }

    private mutating func expression(_ cursor: Cursor, as type: TypeRef) -> SwiftExpression {
        switch type {
        case .bool: return SwiftExpression(cursor.bool == true ? "true" : "false")
        case .int: return plain(cursor.int.map { "\($0)" }, cursor)
        case .double:
            guard case .value(let value) = cursor.heldDouble else { return plain(nil, cursor) }
            return plain(SwiftText.literal(value), cursor)
        case .integer(let type) where cursor.wholeNumber.map(type.holds) != true:
            return plain(nil, cursor)
        case .string: return plain(cursor.string.map(SwiftText.literal), cursor)
        case .value: return untyped(cursor)
        case .quantity(let unit):
            let literal = unit.literal(of: cursor)
            return plain(literal.map { ".\($0.unit)(\($0.count))" }, cursor)
        case .array(let element), .set(let element):
            return .list(cursor.elements.map { expression($0, as: element) })
        case .map(let content):
            return .map(cursor.members.map { ($0.key.text, expression($0.value, as: content)) })
        case .optional(let inner):
            return cursor.isNull ? SwiftExpression("nil") : expression(cursor, as: inner)
        case .nullable(let inner):
            return cursor.isNull
                ? SwiftExpression(".null") : .call(".set", [expression(cursor, as: inner)])
        case .named(let id): return named(id, cursor)
        case .secret:
            report("is secret, and must not become part of a program", cursor)
            return SwiftExpression("")
        default: return read(cursor)
        }
    }

    /// A type without a literal reads itself from a value embedded in the program.
    private mutating func read(_ cursor: Cursor) -> SwiftExpression {
        .call(".init", [untyped(cursor).labelled("embedding")])
    }

    private mutating func plain(_ text: String?, _ cursor: Cursor) -> SwiftExpression {
        if text == nil { report("has no literal in Swift", cursor) }
        return SwiftExpression(text ?? "")
    }

    private mutating func report(_ message: String, _ cursor: Cursor) {
        var finding = Finding(
            message: "the value \(message), so that the file cannot be embedded",
            file: cursor.document.name,
            position: cursor.position
        )
        finding.instanceLocation = cursor.document.path(to: cursor.index).pointer
        findings.append(finding)
    }

    /// `DocumentValue` is written as a literal.
    private mutating func untyped(_ cursor: Cursor) -> SwiftExpression {
        switch cursor.kind {
        case .true: return SwiftExpression("true")
        case .false: return SwiftExpression("false")
        case .string: return SwiftExpression(SwiftText.literal(cursor.text))
        case .integer, .double, .decimal:
            switch DocumentValue(cursor) {
            case .int(let value): return SwiftExpression("\(value)")
            case .number(let text):
                return .call(".number", [SwiftExpression(SwiftText.literal(text))])
            case .double(let value): return .call(".double", [SwiftExpression("\(value)")])
            default: return SwiftExpression("nil")
            }
        case .array: return .list(cursor.elements.map { untyped($0) })
        case .object: return .map(cursor.members.map { ($0.key.text, untyped($0.value)) })
        case .null, .key, .end: return SwiftExpression("nil")
        }
    }

    // MARK: Declared types

    private mutating func named(_ id: TypeID, _ cursor: Cursor) -> SwiftExpression {
        switch model.types[id].body {
        case .structure(let structure): return self.structure(id, structure, cursor)
        case .tuple(let tuple): return self.tuple(id, tuple, cursor)
        case .wrapper(let wrapper):
            let content = expression(cursor, as: wrapper.type)
            return .call(spelling.path(id), [content.labelled(SwiftText.label(wrapper.name))])
        case .enumeration(let enumeration): return self.enumeration(id, enumeration, cursor)
        case .union(let union): return self.union(id, union, cursor)
        case .namespace: return SwiftExpression("")
        }
    }

    private mutating func structure(
        _ id: TypeID,
        _ structure: Structure,
        _ cursor: Cursor
    ) -> SwiftExpression {
        guard cursor.isObject else {
            report("is not an object, which its type cannot represent", cursor)
            return SwiftExpression("")
        }
        var arguments: [(name: String, value: SwiftExpression)] = []
        for property in structure.properties {
            guard let member = cursor[property.key] else { continue }
            let known = findings
            let value = expression(member, as: property.type)
            // A value that does not fit is valid, and the property is nil.
            if property.mayMisfit, findings.count > known.count {
                findings = known
                continue
            }
            arguments.append((property.name, value))
        }
        if let additional = structure.additional {
            let rest = cursor.members.filter { member in
                !structure.properties.contains { $0.key.utf8.elementsEqual(member.key.text.utf8) }
            }
            if !rest.isEmpty {
                let entries = rest.map { ($0.key.text, expression($0.value, as: additional)) }
                arguments.append((structure.additionalName, .map(entries)))
            }
        }
        let later = spelling.labelsSetLater(id)
        let call = SwiftExpression.call(
            spelling.path(id),
            arguments.filter { !later.contains($0.name) }
                .map { $0.value.labelled(SwiftText.label($0.name)) }
        )
        return call.setting(arguments.filter { later.contains($0.name) })
    }

    private mutating func tuple(_ id: TypeID, _ tuple: Tuple, _ cursor: Cursor) -> SwiftExpression {
        let values = cursor.elements
        var arguments: [SwiftExpression] = []
        for (element, value) in zip(tuple.elements, values) {
            arguments.append(
                expression(value, as: element.type).labelled(SwiftText.label(element.name))
            )
        }
        if let rest = tuple.rest, values.count > tuple.elements.count {
            let others = values.dropFirst(tuple.elements.count).map { expression($0, as: rest) }
            arguments.append(SwiftExpression.list(others).labelled(tuple.restName))
        }
        return .call(spelling.path(id), arguments)
    }

    private mutating func enumeration(
        _ id: TypeID,
        _ enumeration: Enumeration,
        _ cursor: Cursor
    ) -> SwiftExpression {
        let raw = enumeration.rawType == .string ? cursor.string : cursor.int.map { "\($0)" }
        guard let raw else { return plain(nil, cursor) }
        if let known = enumeration.cases.first(where: { $0.raw.utf8.elementsEqual(raw.utf8) }) {
            return SwiftExpression(SwiftText.enumCase(known.name, of: spelling.path(id)))
        }
        return .call(".unknown", [SwiftExpression(SwiftText.literal(raw))])
    }

    /// Chooses the alternative like the generated reader.
    private mutating func union(
        _ id: TypeID,
        _ union: Union,
        _ cursor: Cursor
    ) -> SwiftExpression {
        let kind = KindSet(of: cursor)
        let tag = union.discriminator.flatMap { cursor[$0]?.string }
        let index = union.alternatives.indices.first { index in
            let alternative = union.alternatives[index]
            guard index != union.fallback, !alternative.kinds.isDisjoint(with: kind) else {
                return false
            }
            if union.discriminator != nil, !alternative.tags.isEmpty {
                return alternative.tags.contains { $0.utf8.elementsEqual((tag ?? "").utf8) }
                    && tag != nil
            }
            return alternative.entryPoints.isEmpty
                || alternative.entryPoints.contains { list in
                    list.allSatisfy { program.accepts(cursor, entryPoint: $0) }
                }
        }
        let alternative = union.alternatives[index ?? union.fallback]
        let name = SwiftText.enumCase(alternative.name, of: spelling.path(id))
        if alternative.isTagAlone { return SwiftExpression(name) }
        return .call(name, [expression(cursor, as: alternative.type)])
    }
}
