import ConfigDocument
import JSONSchema

/// Turns defaults into Swift, where the property's type can hold them.
struct Defaults {
    struct Place: Hashable {
        var type: TypeID
        var property: Int
    }

    private(set) var types: [TypeDeclaration]
    private let sources: [Place: Cursor]
    private var known: [Place: DefaultValue?] = [:]
    /// A longer literal costs the consumer's compiler more than it tells the reader.
    private static let limit = 64

    init(types: [TypeDeclaration], sources: [Place: Cursor]) {
        self.types = types
        self.sources = sources
    }

    mutating func apply() {
        let places = sources.keys.sorted { ($0.type, $0.property) < ($1.type, $1.property) }
        for place in places {
            guard let value = value(at: place) else { continue }
            set(value, at: place)
        }
    }

    private mutating func set(_ value: DefaultValue, at place: Place) {
        guard case .structure(var structure) = types[place.type].body else { return }
        structure.properties[place.property].defaultValue = value
        structure.properties[place.property].type =
            structure.properties[place.property].type.withDefault
        types[place.type].body = .structure(structure)
    }

    /// The default of an optional property; nil where there is none, or none that fits.
    private mutating func value(at place: Place) -> DefaultValue? {
        if let known = known[place] { return known }
        known[place] = .some(nil)
        guard case .structure(let structure) = types[place.type].body, let source = sources[place],
            structure.properties.indices.contains(place.property)
        else { return nil }
        let property = structure.properties[place.property]
        guard !property.isRequired, !property.isBoxed, !property.mayMisfit, !source.isNull else {
            return nil
        }
        var budget = Self.limit
        let value = value(of: source, as: property.type.withoutOptional, &budget)
        known[place] = .some(value)
        return value
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
        case .integer(let type): return source.int.flatMap { type.holds($0) ? .int($0) : nil }
        case .double: return source.double.flatMap { $0.isFinite ? .double($0) : nil }
        case .decimal: return decimal(source)
        case .string: return source.string.map(DefaultValue.string)
        case .text(let format): return source.string.flatMap { text($0, in: format) }
        case .quantity(let unit):
            return source.double.flatMap(unit.literal).map { .quantity(unit: $0, count: $1) }
        case .custom: return nil
        case .secret(let inner):
            return value(of: source, as: inner, &budget).map(DefaultValue.secret)
        case .value: return untyped(source, &budget)
        case .optional(let inner), .nullable(let inner):
            return source.isNull ? DefaultValue.none : value(of: source, as: inner, &budget)
        case .array(let element), .set(let element):
            guard source.isArray else { return nil }
            return list(source, of: element, &budget)
        case .map(let content):
            guard source.isObject else { return nil }
            var entries: [(key: String, value: DefaultValue)] = []
            var seen: Set<String> = []
            for (key, member) in source.members {
                guard let value = value(of: member, as: content, &budget),
                    seen.insert(key.text).inserted
                else { return nil }
                entries.append((key.text, value))
            }
            return .map(entries)
        case .named(let id): return named(id, source, &budget)
        }
    }

    /// A literal that is the number to the last digit, since it becomes a double on the way.
    private func decimal(_ source: Cursor) -> DefaultValue? {
        if let int = source.int { return .int(int) }
        guard let double = source.double, double.isFinite, let lexeme = source.lexeme,
            ConfigValue.number(lexeme) == ConfigValue.double(double)
        else { return nil }
        return .double(double)
    }

    /// A literal that the type takes, since one that it does not take would end the program.
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
        case .integer: return source.int.map(DefaultValue.int)
        case .string: return source.string.map(DefaultValue.string)
        case .array: return list(source, of: .value(.anything), &budget)
        case .object where source.count == 0: return .map([])
        default: return nil
        }
    }

    private mutating func named(
        _ id: TypeID,
        _ source: Cursor,
        _ budget: inout Int
    ) -> DefaultValue? {
        switch types[id].body {
        case .enumeration(let enumeration):
            let raw = enumeration.rawType == .string ? source.string : source.int.map { "\($0)" }
            guard let raw else { return nil }
            if let known = enumeration.cases.first(where: { $0.raw.utf8.elementsEqual(raw.utf8) }) {
                return .enumCase(known.name)
            }
            return enumeration.isOpen ? .unionCase("unknown", .string(raw)) : nil
        case .union(let union):
            let kind = KindSet(of: source)
            for alternative in union.alternatives
            where !alternative.kinds.isDisjoint(with: kind) && kind != .object {
                if let value = value(of: source, as: alternative.type, &budget) {
                    return .unionCase(alternative.name, value)
                }
            }
            return nil
        case .structure(let structure): return self.structure(id, structure, source, &budget)
        case .tuple, .wrapper, .namespace: return nil
        }
    }

    private mutating func structure(
        _ id: TypeID,
        _ structure: Structure,
        _ source: Cursor,
        _ budget: inout Int
    ) -> DefaultValue? {
        guard source.isObject else { return nil }
        var arguments: [(label: String, value: DefaultValue)] = []
        var count = 0
        for (index, property) in structure.properties.enumerated() {
            if property.isBoxed { return nil }
            if let member = source[property.key] {
                guard let value = value(of: member, as: property.type, &budget) else { return nil }
                arguments.append((property.name, value))
                count += 1
            } else if property.isRequired {
                return nil
            } else if sources[Place(type: id, property: index)] != nil {
                // Its own default must be one that the initialiser knows, or none at all.
                guard value(at: Place(type: id, property: index)) != nil || property.type.isOptional
                else { return nil }
            }
        }
        return count == source.count ? .structure(id, arguments) : nil
    }
}

extension TypeRef {
    var withoutOptional: TypeRef {
        switch self {
        case .optional(let inner), .nullable(let inner): inner
        default: self
        }
    }

    /// The type of a property that has a default.
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
