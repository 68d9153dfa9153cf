import ConfigDocument
import JSONSchema

/// Converts defaults to Swift, if the type of the property can hold them.
struct Defaults {
    struct Place: Hashable, Comparable {
        var type: TypeID
        var property: Int

        static func < (one: Place, other: Place) -> Bool {
            (one.type, one.property) < (other.type, other.property)
        }
    }

    private(set) var types: [TypeDeclaration]
    /// The types without their defaults, which can make an optional property non-optional.
    private let bare: [TypeDeclaration]
    private let sources: [Place: DefaultSource]
    /// Structures whose extras keep undeclared members.
    private let openStructures: Set<TypeID>
    /// True if a value is valid at an entry point that a union uses.
    private let matches: (Int, Cursor) -> Bool
    private var known: [Place: DefaultValue?] = [:]
    /// The defaults in progress, because one that depends on itself would never end.
    private var open: Set<Place> = []
    /// The length beyond which a literal slows down the consumer's compiler without helping the
    /// reader.
    private static let limit = 64

    init(
        types: [TypeDeclaration],
        sources: [Place: DefaultSource],
        openStructures: Set<TypeID>,
        matches: @escaping (Int, Cursor) -> Bool
    ) {
        (self.types, bare) = (types, types)
        self.sources = sources
        self.openStructures = openStructures
        self.matches = matches
    }

    mutating func apply() {
        let places = sources.keys.sorted()
        var values: [TypeID: [(property: Int, value: DefaultValue)]] = [:]
        for place in places {
            guard let value = value(at: place) else { continue }
            values[place.type, default: []].append((place.property, value))
        }
        for (id, list) in values { set(list, in: id) }
    }

    /// True if a property is nil although its schema has another default.
    func isUnused(_ place: Place) -> Bool {
        guard case .structure(let structure) = types[place.type].body,
            structure.properties.indices.contains(place.property),
            sources[place]?.value.isNull == false
        else { return false }
        let property = structure.properties[place.property]
        return property.defaultValue == nil && !property.isRequired
    }

    /// Sets all defaults of a type at once, because each change copies the type.
    private mutating func set(_ values: [(property: Int, value: DefaultValue)], in id: TypeID) {
        guard case .structure(var structure) = types[id].body else { return }
        for (index, value) in values {
            structure.properties[index].defaultValue = value
            structure.properties[index].type = structure.properties[index].type.withDefault
        }
        types[id].body = .structure(structure)
    }

    /// The default of an optional property; nil if there is none, or it does not fit.
    private mutating func value(at place: Place) -> DefaultValue? {
        if let known = known[place] { return known }
        guard open.insert(place).inserted else { return nil }
        defer { open.remove(place) }
        let value = makeValue(at: place)
        known[place] = .some(value)
        return value
    }

    private mutating func makeValue(at place: Place) -> DefaultValue? {
        guard case .structure(let structure) = bare[place.type].body,
            let source = sources[place]?.value, !source.isNull,
            structure.properties.indices.contains(place.property)
        else { return nil }
        let property = structure.properties[place.property]
        guard !property.isRequired, !property.mayMisfit else { return nil }
        var budget = Self.limit
        return value(of: source, as: property.type.withoutOptional, &budget)
    }

    private mutating func value(
        of source: Cursor,
        as type: TypeRef,
        _ budget: inout Int
    ) -> DefaultValue? {
        budget -= 1
        guard budget > 0 else { return nil }
        switch type {
        case .bool: return source.bool.map(DefaultValue.bool)
        case .int: return source.int.map(DefaultValue.int)
        case .integer(let type): return whole(source, as: type)
        case .double:
            guard source.double != nil, case .value(let value) = source.heldDouble else {
                return nil
            }
            return .double(value)
        case .decimal: return decimal(source)
        case .string: return source.string.map(DefaultValue.string)
        case .text(let format): return source.string.flatMap { text($0, in: format) }
        case .quantity(let unit):
            return unit.literal(of: source).map { .quantity(unit: $0, count: $1) }
        case .custom: return nil
        case .secret(let inner):
            return value(of: source, as: inner, &budget).map(DefaultValue.secret)
        case .value: return untyped(source, &budget)
        case .optional(let inner):
            if source.isNull, !inner.isValue { return DefaultValue.none }
            return value(of: source, as: inner, &budget)
        case .nullable(let inner):
            if source.isNull { return .enumCase("null", of: nil) }
            return value(of: source, as: inner, &budget).map { .unionCase("set", $0, of: nil) }
        case .array(let element), .set(let element):
            guard source.isArray else { return nil }
            return list(source, of: element, &budget)
        case .map(let content): return map(source, of: content, &budget)
        case .named(let id): return named(id, source, &budget)
        }
    }

    private func whole(_ source: Cursor, as type: IntegerType) -> DefaultValue? {
        guard let number = source.wholeNumber, type.holds(number) else { return nil }
        return Int(exactly: number).map(DefaultValue.int) ?? .digits("\(number)")
    }

    /// A literal, if it is exactly the number although the compiler converts it to a double first.
    private func decimal(_ source: Cursor) -> DefaultValue? {
        if let int = source.int { return .int(int) }
        guard let lexeme = source.lexeme, source.double != nil else { return nil }
        if let double = source.double, double.isNormal,
            DocumentValue.number(lexeme) == DocumentValue.double(double)
        {
            return .double(double)
        }
        return .decimal(lexeme)
    }

    /// A literal that the type accepts, because an invalid one would stop the program.
    private func text(_ text: String, in format: NativeFormat) -> DefaultValue? {
        guard let known = Format(name: format.rawValue), known.accepts(text),
            text.utf8.count < 200, format != .duration || text.utf8.count < 18
        else { return nil }
        return .string(text)
    }

    private mutating func list(
        _ source: Cursor,
        of element: TypeRef,
        _ budget: inout Int
    ) -> DefaultValue? {
        var elements: [DefaultValue] = []
        for item in source.elements {
            guard let value = value(of: item, as: element, &budget) else { return nil }
            elements.append(value)
        }
        return .array(elements)
    }

    private mutating func untyped(_ source: Cursor, _ budget: inout Int) -> DefaultValue? {
        switch source.kind {
        case .true: return .bool(true)
        case .false: return .bool(false)
        case .integer, .double, .decimal: return number(source)
        case .string: return source.string.map(DefaultValue.string)
        case .null: return .enumCase("null", of: nil)
        case .array: return list(source, of: .value(.anything), &budget)
        case .object: return map(source, of: .value(.anything), &budget)
        case .key, .end: return nil
        }
    }

    /// A number as `DocumentValue`.
    private func number(_ source: Cursor) -> DefaultValue? {
        switch DocumentValue(source) {
        case .int(let value): .int(value)
        case .double(let value): .unionCase("double", .double(value), of: nil)
        case .number(let text): .unionCase("number", .string(text), of: nil)
        default: nil
        }
    }

    private mutating func map(
        _ source: Cursor,
        of content: TypeRef,
        _ budget: inout Int
    ) -> DefaultValue? {
        guard source.isObject else { return nil }
        return entries(source.members.map { $0 }, as: content, &budget)
    }

    private mutating func entries(
        _ members: [(key: Cursor.Key, value: Cursor)],
        as content: TypeRef,
        _ budget: inout Int
    ) -> DefaultValue? {
        var entries: [(key: String, value: DefaultValue)] = []
        var seen: Set<String> = []
        for (key, member) in members {
            guard let value = value(of: member, as: content, &budget),
                seen.insert(key.text).inserted
            else { return nil }
            entries.append((key.text, value))
        }
        return .map(entries)
    }

    private mutating func named(
        _ id: TypeID,
        _ source: Cursor,
        _ budget: inout Int
    ) -> DefaultValue? {
        switch bare[id].body {
        case .enumeration(let enumeration):
            let raw = enumeration.rawType == .string ? source.string : source.int.map { "\($0)" }
            guard let raw else { return nil }
            if let known = enumeration.cases.first(where: { $0.raw.utf8.elementsEqual(raw.utf8) }) {
                return .enumCase(known.name, of: id)
            }
            return enumeration.isOpen ? .unionCase("unknown", .string(raw), of: id) : nil
        case .union(let union):
            for alternative in alternatives(of: union, for: source) {
                if let value = value(of: source, as: alternative.type, &budget) {
                    return .unionCase(alternative.name, value, of: id)
                }
            }
            return nil
        case .structure(let structure): return self.structure(id, structure, source, &budget)
        case .tuple(let tuple): return self.tuple(id, tuple, source, &budget)
        case .wrapper(let wrapper):
            return value(of: source, as: wrapper.type, &budget).map {
                .structure(id, [(wrapper.name, $0)])
            }
        case .namespace: return nil
        }
    }

    /// The alternative that a reader chooses for a value, and further ones if the choice depends on
    /// the notation of numbers and strings.
    private func alternatives(of union: Union, for source: Cursor) -> [Union.Alternative] {
        let kind = KindSet(of: source)
        let fitting = union.alternatives.indices.filter {
            !union.alternatives[$0].kinds.isDisjoint(with: kind)
        }
        let recognised = fitting.first { $0 != union.fallback && recognises($0, union, source) }
        let first = recognised ?? fitting.first { $0 == union.fallback }
        let isScalar = !source.isArray && !source.isObject
        let others = isScalar ? fitting.filter { $0 != first } : []
        return ((first.map { [$0] } ?? []) + others).map { union.alternatives[$0] }
    }

    private func recognises(_ index: Int, _ union: Union, _ source: Cursor) -> Bool {
        let alternative = union.alternatives[index]
        if let key = union.discriminator, !alternative.tags.isEmpty {
            return source[key]?.string.map(alternative.tags.contains) ?? false
        }
        return alternative.entryPoints.isEmpty
            || alternative.entryPoints.contains { $0.allSatisfy { matches($0, source) } }
    }

    private mutating func tuple(
        _ id: TypeID,
        _ tuple: Tuple,
        _ source: Cursor,
        _ budget: inout Int
    ) -> DefaultValue? {
        let values = source.elements.map { $0 }
        guard source.isArray, tuple.rest != nil || values.count <= tuple.elements.count else {
            return nil
        }
        var arguments: [(label: String, value: DefaultValue)] = []
        for (index, element) in tuple.elements.enumerated() {
            guard index < values.count else {
                if element.isRequired { return nil }
                continue
            }
            guard let value = value(of: values[index], as: element.type, &budget) else {
                return nil
            }
            arguments.append((element.name, value))
        }
        if let rest = tuple.rest, values.count > tuple.elements.count {
            var others: [DefaultValue] = []
            for item in values.dropFirst(tuple.elements.count) {
                guard let value = value(of: item, as: rest, &budget) else { return nil }
                others.append(value)
            }
            arguments.append((tuple.restName, .array(others)))
        }
        return .structure(id, arguments)
    }

    private mutating func structure(
        _ id: TypeID,
        _ structure: Structure,
        _ source: Cursor,
        _ budget: inout Int
    ) -> DefaultValue? {
        guard source.isObject else { return nil }
        var arguments: [(label: String, value: DefaultValue)] = []
        var keys: Set<ExactText> = []
        for (index, property) in structure.properties.enumerated() {
            let place = Place(type: id, property: index)
            if open.contains(place) { return nil }
            guard let member = source[property.key] else {
                if property.isRequired { return nil }
                // Its own default must be known to the initialiser, or absent.
                if sources[place] != nil, value(at: place) == nil, !property.type.isOptional {
                    return nil
                }
                continue
            }
            // Setting a deprecated property causes a compiler warning.
            if structure.isLarge && property.deprecation != nil { return nil }
            let type = value(at: place) == nil ? property.type : property.type.withDefault
            guard let value = value(of: member, as: type, &budget) else { return nil }
            arguments.append((property.name, value))
            keys.insert(ExactText(property.key))
        }
        if keys.count == source.count { return .structure(id, arguments) }
        let patterns = structure.additionalPatterns.map { Facts.Entries.matcher($0) }
        func isAdditional(_ key: String) -> Bool {
            structure.additional != nil
                && (patterns.isEmpty || patterns.contains { $0(key) })
        }
        let others = source.members.filter { !keys.contains(ExactText($0.key.text)) }
        if let content = structure.additional {
            let typed = others.filter { isAdditional($0.key.text) }
            guard let entries = entries(typed, as: content, &budget) else { return nil }
            if !typed.isEmpty { arguments.append((structure.additionalName, entries)) }
        }
        let unknown = others.filter { !isAdditional($0.key.text) }
        if unknown.isEmpty { return .structure(id, arguments) }
        guard openStructures.contains(id),
            let kept = entries(unknown, as: .value(.anything), &budget)
        else { return nil }
        return .structure(id, arguments + [(structure.nameOfExtras, kept)])
    }
}

extension TypeRef {
    var withoutOptional: TypeRef {
        switch self {
        case .optional(let inner), .nullable(let inner): inner
        default: self
        }
    }

    /// The type of a property with a default.
    fileprivate var withDefault: TypeRef {
        switch self {
        case .optional(let inner): inner
        case .nullable(let inner): .optional(inner)
        default: self
        }
    }

    var isOptional: Bool {
        switch self {
        case .optional, .nullable: true
        default: false
        }
    }
}
