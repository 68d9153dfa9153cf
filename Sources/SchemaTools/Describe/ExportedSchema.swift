package import ConfigDocument
package import SchemaValidation

/// The schema that a validation program holds, written as JSON Schema 2020-12: every check, and the
/// marks of secrets and deprecated settings. Descriptions, defaults and the names of definitions are
/// not part of a program. A dynamic reference becomes one to the schema that it names, without
/// overrides.
package struct ExportedSchema {
    private let tables: ProgramTables
    /// The names of schemas that are used in several places, or inside themselves.
    private var names: [UInt32: String] = [:]
    private var definitions: [(name: String, schema: DocumentValue)] = []
    /// The number of rules across settings, which are left out.
    package private(set) var ruleCount = 0
    /// The schema.
    package private(set) var document: DocumentValue = true

    package init(_ program: ValidationProgram) {
        tables = program.storage.tables
        ruleCount = tables.rules.count
        nameShared()
        let root = tables.entryPoints.first ?? Block.accept
        var object = DocumentObject()
        object["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        let schema = content(of: root)
        for member in schema.object?.members ?? [] { object[member.key] = member.value }
        if schema == false { object["not"] = .object(DocumentObject()) }
        for (block, name) in names.sorted(by: { $0.key < $1.key }) {
            definitions.append((name, block == root ? ["$ref": "#"] : content(of: block)))
        }
        if !definitions.isEmpty {
            var defs = DocumentObject()
            for definition in definitions { defs[definition.name] = definition.schema }
            object["$defs"] = .object(defs)
        }
        document = .object(object)
    }

    /// Every block that refers to itself is entered from outside as well, so it has two references.
    private mutating func nameShared() {
        var counts: [UInt32: Int] = [:]
        for entry in tables.entryPoints.prefix(1) { counts[entry, default: 0] += 1 }
        for instruction in tables.code {
            tables.forEachBlock(of: instruction) { counts[$0, default: 0] += 1 }
        }
        let shared = counts.filter {
            $0.value > 1 && $0.key != Block.accept && $0.key != Block.reject
        }
        for (number, block) in shared.keys.sorted().enumerated() {
            names[block] = "schema\(number + 1)"
        }
    }

    private func schema(_ block: UInt32) -> DocumentValue {
        if block == Block.accept { return true }
        if block == Block.reject { return false }
        if let name = names[block] { return ["$ref": .string("#/$defs/\(name)")] }
        return content(of: block)
    }

    private func content(of block: UInt32) -> DocumentValue {
        if block == Block.accept { return true }
        if block == Block.reject { return false }
        var writer = BlockWriter()
        for instruction in tables.code[Int(block)...] {
            if instruction.operation == .endBlock { break }
            write(instruction, to: &writer)
        }
        return writer.schema
    }

    private func write(_ instruction: Instruction, to writer: inout BlockWriter) {
        let (a, b, c) = (instruction.a, instruction.b, instruction.c)
        switch instruction.operation {
        case .end, .endBlock, .rule: break
        case .reject: writer.refused.formUnion(instruction.kinds)
        case .integer, .integerLiteral: writer.isInteger = true
        case .range: writer.add(bounds(tables.ranges[Int(a)]))
        case .multipleOf:
            writer.add(["multipleOf": .number(text(tables.divisors[Int(a)]))])
        case .length: writer.add(counts("minLength", b, "maxLength", c))
        case .memberCount: writer.add(counts("minProperties", b, "maxProperties", c))
        case .elementCount: writer.add(counts("minItems", b, "maxItems", c))
        case .pattern: writer.add(["pattern": .string(text(tables.patterns[Int(a)]))])
        case .format:
            let format = Format(rawValue: UInt8(truncatingIfNeeded: a))
            if let format { writer.add(["format": .string(format.name)]) }
        case .content:
            let content = tables.contents[Int(a)]
            if content.encoding != .max {
                writer.add(["contentEncoding": .string(text(content.encoding))])
            }
            if content.mediaType != .max {
                writer.add(["contentMediaType": .string(text(content.mediaType))])
            }
        case .stringEnum:
            let keys = slots(a, mask: b).map { DocumentValue.string(text($0.start)) }
            writer.add(constants: keys, of: instruction.kinds)
        case .equal:
            writer.add(constants: (a..<a + b).compactMap(constant), of: instruction.kinds)
        case .object: write(tables.objects[Int(a)], to: &writer)
        case .required: writer.add(["required": strings(a, b)])
        case .dependentRequired:
            writer.add(["dependentRequired": members([(text(a), strings(b, c))])])
        case .dependentSchema:
            writer.add(["dependentSchemas": members([(text(b), schema(a))])])
        case .propertyNames: writer.add(["propertyNames": schema(a)])
        case .prefixItems: writer.add(["prefixItems": branches(a, b)])
        case .items:
            // Elements before that position have no schema, unless `prefixItems` is there.
            if b > 0, writer.object["prefixItems"] == nil {
                writer.add(["prefixItems": .array(Array(repeating: true, count: Int(b)))])
            }
            writer.add(["items": schema(a)])
        case .contains:
            var object = counts("minContains", b, "maxContains", c)
            object["contains"] = schema(a)
            if b == 0 { object["minContains"] = 0 }
            writer.add(object)
        case .uniqueItems: writer.add(["uniqueItems": true])
        case .call, .callResource, .dynamicCall: writer.add(part: schema(a))
        case .anyOf: writer.add(["anyOf": branches(a, b)])
        case .oneOf: writer.add(["oneOf": branches(a, b)])
        case .not: writer.add(["not": schema(a)])
        case .conditional:
            writer.add(["if": schema(a), "then": schema(b), "else": schema(c)])
        case .unevaluatedProperties:
            writer.add(part: schema(a))
            writer.add(["unevaluatedProperties": schema(b)])
        case .unevaluatedItems:
            writer.add(part: schema(a))
            writer.add(["unevaluatedItems": schema(b)])
        case .annotation: write(annotation: instruction, to: &writer)
        }
    }

    private func write(_ table: ObjectTable, to writer: inout BlockWriter) {
        var object = DocumentObject()
        let slots = slots(table.slots, mask: table.slotMask)
        let properties = slots.filter(\.isProperty)
        if !properties.isEmpty {
            object["properties"] = members(properties.map { (text($0.start), schema($0.block)) })
        }
        let required = slots.filter { $0.requiredBit != Slot.noBit }
        if !required.isEmpty {
            object["required"] = .array(required.map { .string(text($0.start)) })
        }
        let patterns = tables.patternSlots[
            Int(table.patterns)..<Int(table.patterns + table.patternCount)
        ]
        if !patterns.isEmpty {
            object["patternProperties"] = members(
                patterns.map { (text(tables.patterns[Int($0.pattern)]), schema($0.block)) }
            )
        }
        if table.hasAdditional { object["additionalProperties"] = schema(table.additional) }
        writer.add(object)
    }

    private func write(annotation: Instruction, to writer: inout BlockWriter) {
        let kind = AnnotationKind(rawValue: UInt8(truncatingIfNeeded: annotation.b))
        let keyword: String? =
            switch kind {
            case .deprecated: "deprecated"
            case .secret: "x-secret"
            case .restart: "x-reload"
            case .number, .plain, .untyped, nil: nil
            }
        guard let keyword, let value = constant(annotation.a) else { return }
        writer.object[keyword] = kind == .secret ? true : value
    }

    // MARK: Operands

    private func text(_ index: UInt32) -> String { tables.strings[Int(index)] }

    private func constant(_ index: UInt32) -> DocumentValue? {
        let text = text(tables.constants[Int(index)])
        return (try? Document(parsing: text, as: .json)).map { DocumentValue($0.root) }
    }

    private func strings(_ start: UInt32, _ count: UInt32) -> DocumentValue {
        .array((start..<start + count).map { .string(text(tables.words[Int($0)])) })
    }

    private func branches(_ start: UInt32, _ count: UInt32) -> DocumentValue {
        .array((start..<start + count).map { schema(tables.branches[Int($0)].block) })
    }

    private func slots(_ start: UInt32, mask: UInt32) -> [Slot] {
        tables.slots[Int(start)...Int(start + mask)].filter { $0.length != Slot.emptyLength }
            .sorted { $0.start < $1.start }
    }

    private func members(_ members: [(key: String, value: DocumentValue)]) -> DocumentValue {
        var object = DocumentObject()
        for member in members { object[member.key] = member.value }
        return .object(object)
    }

    private func counts(
        _ least: String,
        _ minimum: UInt32,
        _ most: String,
        _ maximum: UInt32
    ) -> DocumentObject {
        var object = DocumentObject()
        if minimum > 0 { object[least] = .int(Int(minimum)) }
        if maximum != .max { object[most] = .int(Int(maximum)) }
        return object
    }

    private func bounds(_ range: NumberRange) -> DocumentObject {
        var object = DocumentObject()
        let low = bound(range.lowText, range.low, range.lowInteger)
        let high = bound(range.highText, range.high, range.highInteger)
        if let low { object[range.isLowExclusive ? "exclusiveMinimum" : "minimum"] = low }
        if let high { object[range.isHighExclusive ? "exclusiveMaximum" : "maximum"] = high }
        return object
    }

    private func bound(_ index: UInt32, _ number: Double, _ integer: Int64) -> DocumentValue? {
        if index != .max { return .number(text(index)) }
        guard number.isFinite else { return nil }
        // Bound: nil if Int cannot represent it.
        return Int(exactly: number).map(DocumentValue.int) ?? .double(number)
    }
}

/// The keywords of one schema.
private struct BlockWriter {
    var object = DocumentObject()
    var refused = KindSet()
    var isInteger = false
    private var parts: [DocumentValue] = []
    private var constants: [DocumentValue] = []
    private var constantKinds = KindSet()

    mutating func add(_ keywords: DocumentValue) {
        if let object = keywords.object { add(object) }
    }

    /// Adds keywords; those that are there already go to `allOf`.
    mutating func add(_ keywords: DocumentObject) {
        if keywords.keys.allSatisfy({ object[$0] == nil }) {
            for member in keywords.members { object[member.key] = member.value }
        } else {
            parts.append(.object(keywords))
        }
    }

    /// Adds a schema that applies to the same value.
    mutating func add(part schema: DocumentValue) { parts.append(schema) }

    mutating func add(constants values: [DocumentValue], of kinds: KindSet) {
        guard constantKinds.isDisjoint(with: kinds) else {
            return parts.append([
                "anyOf": [
                    ["enum": .array(values)],
                    ["not": ["type": .array(kinds.typeNames(isInteger: false))]],
                ]
            ])
        }
        constants += values
        constantKinds.formUnion(kinds)
    }

    var schema: DocumentValue {
        let allowed = KindSet.all.subtracting(refused)
        if allowed.isEmpty { return false }
        var object = object
        var parts = parts
        if constants.isEmpty {
            if allowed != .all || isInteger {
                let names = allowed.typeNames(isInteger: isInteger)
                let single = allowed.singleValues
                if names.isEmpty {
                    object["enum"] = .array(single)
                } else if single.isEmpty {
                    object["type"] = names.count == 1 ? names[0] : .array(names)
                } else {
                    parts.append(["anyOf": [["type": .array(names)], ["enum": .array(single)]]])
                }
            }
        } else {
            let rest = allowed.subtracting(constantKinds)
            let names = rest.subtracting(.null).typeNames(isInteger: isInteger)
            let values = constants + (rest.contains(.null) ? [.null] : []) + rest.singleValues
            if names.isEmpty {
                object["enum"] = .array(values)
            } else {
                parts.append(["anyOf": [["type": .array(names)], ["enum": .array(values)]]])
            }
        }
        // Keywords such as `additionalProperties` look at those beside them.
        if parts.count == 1, let part = parts[0].object, object.isEmpty {
            for member in part.members { object[member.key] = member.value }
        } else if !parts.isEmpty {
            // Bound: `allOf` is written here alone.
            object["allOf"] = .array(parts)
        }
        return object.isEmpty ? true : .object(object)
    }
}

extension KindSet {
    /// The types of these kinds; a boolean of one value has none.
    fileprivate func typeNames(isInteger: Bool) -> [DocumentValue] {
        var names: [DocumentValue] = []
        if contains(.null) { names.append("null") }
        if contains(.boolean) { names.append("boolean") }
        if !isDisjoint(with: .fraction), !isInteger {
            names.append("number")
        } else if contains(.integer) {
            names.append("integer")
        }
        if !isDisjoint(with: .string) { names.append("string") }
        if contains(.array) { names.append("array") }
        if contains(.object) { names.append("object") }
        return names
    }

    /// The boolean that is in the set without the other one.
    fileprivate var singleValues: [DocumentValue] {
        let values = intersection(.boolean)
        if values.isEmpty || values == .boolean { return [] }
        return [.bool(values.rawValue == 1 << UInt16(Kind.true.rawValue))]
    }
}
