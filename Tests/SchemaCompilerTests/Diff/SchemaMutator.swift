import ConfigDocument
import JSONSchema
import SchemaValidation
import Suites

/// Random schemas, each a change of another, and documents that tell them apart: few names and
/// values, so that keywords meet in the same place.
struct SchemaMutator {
    private var random: SeededGenerator
    private let draft: Draft
    private let keywords: [Keyword]
    /// The keywords that were added, changed or removed so far.
    private(set) var mutated: Set<Keyword> = []
    /// Schemas that a rewording moves into definitions.
    private var moved = DocumentObject()

    private static let names = ["a", "b", "ab", "x"]
    private static let texts = ["", "a", "b", "ab", "abc", "2020-01-31", "\u{e9}", "e30="]
    private static let numbers: [DocumentValue] = [0, 1, 2, 3, -1, 1.5, 0.5, 6]
    private static let patterns = ["^a", "b$", "^a$", "x", "^.{2}$", ""]
    private static let definitions = ["d", "e"]

    init(seed: UInt64, draft: Draft) {
        random = SeededGenerator(seed: seed)
        self.draft = draft
        keywords = Self.keywords(of: draft)
    }

    /// The keywords by which a schema of the draft can refuse a value.
    static func keywords(of draft: Draft) -> [Keyword] {
        Keyword.allCases.filter { keyword in
            keyword.row.mayRefuse && keyword.row.effectiveDrafts.contains(draft)
                // These need an anchor, or name other places.
                && ![.dynamicRef, .recursiveRef, .settingRules].contains(keyword)
        }
    }

    // MARK: Schemas

    mutating func root() -> DocumentValue {
        var object = DocumentObject()
        object["$schema"] = .string(draft.metaSchema)
        var definitions = DocumentObject()
        for name in Self.definitions { definitions[name] = schema(depth: 2) }
        object["definitions"] = .object(definitions)
        fill(&object, depth: 0, count: Int.random(in: 1...3, using: &random))
        return .object(object)
    }

    private mutating func schema(depth: Int) -> DocumentValue {
        if depth > 3 || chance(15) {
            if draft >= .draft6, chance(50) { return .bool(chance(75)) }
            return ["type": .string(pick(["string", "integer", "object", "array"]))]
        }
        var object = DocumentObject()
        fill(&object, depth: depth, count: Int.random(in: 1...2, using: &random))
        return .object(object)
    }

    private mutating func fill(_ object: inout DocumentObject, depth: Int, count: Int) {
        for _ in 0..<count { add(pick(keywords), to: &object, depth: depth) }
    }

    private mutating func add(_ keyword: Keyword, to object: inout DocumentObject, depth: Int) {
        object[keyword.rawValue] = value(of: keyword, depth: depth + 1)
        if let reader = keyword.row.reader, object[reader.rawValue] == nil {
            object[reader.rawValue] = value(of: reader, depth: depth + 1)
        }
        // An exclusive limit of draft-04 belongs to a limit.
        if draft == .draft4, keyword == .exclusiveMinimum { object["minimum"] = pick(Self.numbers) }
        if draft == .draft4, keyword == .exclusiveMaximum { object["maximum"] = pick(Self.numbers) }
        mutated.insert(keyword)
    }

    private mutating func value(of keyword: Keyword, depth: Int) -> DocumentValue {
        switch keyword.row.schemas {
        case .schema: return schema(depth: depth)
        case .list: return list(depth: depth)
        case .map: return map(depth: depth, keyword)
        case .schemaOrList where draft < .draft2020 && chance(40): return list(depth: depth)
        case .schemaOrList: return schema(depth: depth)
        case .mapOfSchemasOrNames:
            return chance(50) ? map(depth: depth, keyword) : namesByName()
        case nil: return plainValue(of: keyword)
        }
    }

    private mutating func plainValue(of keyword: Keyword) -> DocumentValue {
        switch keyword {
        case .ref: return .string("#/definitions/" + pick(Self.definitions))
        case .type:
            let types = [
                "string", "integer", "number", "object", "array", "null", "boolean",
            ].shuffled(using: &random)
            let count = Int.random(in: 1...4, using: &random)
            return count == 1
                ? .string(types[0]) : .array(types.prefix(count).map(DocumentValue.string))
        case .enumeration: return .array(distinct { $0.scalar() })
        case .constant: return scalar()
        case .exclusiveMinimum where draft == .draft4, .exclusiveMaximum where draft == .draft4:
            return .bool(chance(60))
        case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum: return pick(Self.numbers)
        case .multipleOf: return pick([1, 2, 3, 0.5, 1.5])
        case .pattern: return .string(pick(Self.patterns))
        case .format: return .string(pick(["date", "email", "unheard"]))
        case .contentEncoding: return "base64"
        case .contentMediaType: return "application/json"
        case .uniqueItems: return .bool(chance(70))
        case .required: return .array(distinct { .string($0.pick(Self.names)) })
        case .dependentRequired: return namesByName()
        default: return .int(Int.random(in: 0...3, using: &random))
        }
    }

    private mutating func list(depth: Int) -> DocumentValue {
        .array((0..<Int.random(in: 1...3, using: &random)).map { _ in schema(depth: depth) })
    }

    private mutating func map(depth: Int, _ keyword: Keyword) -> DocumentValue {
        var object = DocumentObject()
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            let key = keyword == .patternProperties ? pick(Self.patterns) : pick(Self.names)
            object[key] = schema(depth: depth)
        }
        return .object(object)
    }

    private mutating func namesByName() -> DocumentValue {
        var object = DocumentObject()
        object[pick(Self.names)] = .array(distinct { .string($0.pick(Self.names)) })
        return .object(object)
    }

    private mutating func distinct(_ element: (inout Self) -> DocumentValue) -> [DocumentValue] {
        var found: [DocumentValue] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let next = element(&self)
            if !found.contains(next) { found.append(next) }
        }
        return found
    }

    private mutating func scalar() -> DocumentValue {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: .null
        case 1: .bool(chance(50))
        case 2...4: pick(Self.numbers)
        default: .string(pick(Self.texts))
        }
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }

    // MARK: Changes

    /// The schema with one change, at a random place.
    mutating func changed(_ schema: DocumentValue, depth: Int = 0) -> DocumentValue {
        guard case .object(var object) = schema else { return self.schema(depth: depth) }
        let nested = object.members.filter { member in
            Keyword(rawValue: member.key)?.row.schemas != nil && !isEmpty(member.value)
        }
        if !nested.isEmpty, chance(60) {
            let member = pick(nested)
            object[member.key] = changedInside(member.value, of: member.key, depth: depth)
            return .object(object)
        }
        let own = object.members.map(\.key).filter { !["$schema", "definitions"].contains($0) }
        switch Int.random(in: 0..<10, using: &random) {
        case 0...3: add(pick(keywords), to: &object, depth: depth)
        case 4...6 where !own.isEmpty:
            let name = pick(own)
            Keyword(rawValue: name).map { _ = mutated.insert($0) }
            object[name] = nil
        case _ where !own.isEmpty:
            let name = pick(own)
            guard let keyword = Keyword(rawValue: name), let old = object[name] else { break }
            mutated.insert(keyword)
            object[name] = nudged(old, of: keyword, depth: depth)
        default: add(pick(keywords), to: &object, depth: depth)
        }
        return .object(object)
    }

    /// The same text, read by the rules of another draft.
    mutating func inAnotherDraft(_ schema: DocumentValue) -> DocumentValue {
        guard case .object(var root) = schema else { return schema }
        root["$schema"] = .string(pick(Draft.allCases.filter { $0 != draft }).metaSchema)
        return .object(root)
    }

    private func isEmpty(_ value: DocumentValue) -> Bool {
        value.array?.isEmpty ?? value.object?.isEmpty ?? false
    }

    private mutating func changedInside(
        _ value: DocumentValue,
        of name: String,
        depth: Int
    ) -> DocumentValue {
        let shape = Keyword(rawValue: name)?.row.schemas
        if case .array(var elements) = value, shape == .list || shape == .schemaOrList {
            let index = Int.random(in: 0..<elements.count, using: &random)
            elements[index] = changed(elements[index], depth: depth + 1)
            return .array(elements)
        }
        if case .object(var members) = value, shape == .map || shape == .mapOfSchemasOrNames {
            let member = pick(members.members)
            if member.value.array != nil { return namesByName() }
            members[member.key] = changed(member.value, depth: depth + 1)
            return .object(members)
        }
        return changed(value, depth: depth + 1)
    }

    /// A value near the old one: a number beside it, an element more or less.
    private mutating func nudged(
        _ value: DocumentValue,
        of keyword: Keyword,
        depth: Int
    ) -> DocumentValue {
        switch value {
        case .int(let number) where keyword != .constant && number > 1: return .int(number - 1)
        case .array(var elements) where elements.count > 1 && chance(60):
            elements.remove(at: Int.random(in: 0..<elements.count, using: &random))
            return .array(elements)
        case .array(var elements) where chance(60):
            guard case .array(let more) = self.value(of: keyword, depth: depth + 1) else { break }
            elements += more.filter { !elements.contains($0) }
            return .array(elements)
        case .object(var members) where members.count > 1 && chance(60):
            members[pick(members.members).key] = nil
            return .object(members)
        default: break
        }
        return self.value(of: keyword, depth: depth + 1)
    }

    // MARK: Other spellings

    /// The schema in other words, for the same documents.
    mutating func reworded(_ schema: DocumentValue) -> DocumentValue {
        moved = DocumentObject()
        guard case .object(var root) = reworded(schema, isRoot: true) else { return schema }
        var definitions = root["definitions"]?.object ?? DocumentObject()
        for (name, value) in moved.members { definitions[name] = value }
        root["definitions"] = .object(definitions)
        return .object(root)
    }

    private mutating func reworded(_ schema: DocumentValue, isRoot: Bool) -> DocumentValue {
        guard case .object(var object) = schema else {
            return draft >= .draft6 && schema == true && chance(50) ? [:] : schema
        }
        if let name = object["$ref"]?.string, draft.referenceHidesSiblings {
            return ["$ref": .string(name)]
        }
        for (name, value) in object.members {
            let shape = Keyword(rawValue: name)?.row.schemas
            if case .array(let elements) = value, shape == .list || shape == .schemaOrList {
                object[name] = .array(elements.map { reworded($0, isRoot: false) })
            } else if case .object(var members) = value,
                shape == .map || shape == .mapOfSchemasOrNames
            {
                for (key, value) in members.members where value.array == nil {
                    members[key] = reworded(value, isRoot: false)
                }
                object[name] = .object(members)
            } else if shape == .schema || shape == .schemaOrList {
                object[name] = reworded(value, isRoot: false)
            }
        }
        for name in ["type", "enum", "required"] {
            if case .array(let elements) = object[name] {
                object[name] = .array(elements.shuffled(using: &random))
            }
        }
        if draft >= .draft6, case .array(let values) = object["enum"], values.count == 1,
            object["const"] == nil
        {
            object["enum"] = nil
            object["const"] = values[0]
        }
        if case .array(let types) = object["type"], types.count > 1, object["oneOf"] == nil,
            !(types.contains("integer") && types.contains("number")), object.members.count == 1
        {
            object["type"] = nil
            object["oneOf"] = .array(types.map { ["type": $0] })
        }
        var shuffled = DocumentObject()
        for (name, value) in object.members.shuffled(using: &random) { shuffled[name] = value }
        if !isRoot, chance(15) { return ["allOf": [.object(shuffled)]] }
        if !isRoot, chance(15) {
            let name = "moved\(moved.count)"
            moved[name] = .object(shuffled)
            return ["$ref": .string("#/definitions/\(name)")]
        }
        return .object(shuffled)
    }

    // MARK: Documents

    /// Documents of every kind: the same ones for all schemas.
    static let documents: [Document] = {
        var mutator = SchemaMutator(seed: 3, draft: .draft2020)
        var values: [DocumentValue] = [.null, true, false, [], [:], 4, -2, 1e30]
        values += numbers + texts.map(DocumentValue.string)
        for _ in 0..<80 { values.append(mutator.array(depth: 0)) }
        for _ in 0..<160 { values.append(mutator.object(depth: 0)) }
        return values.compactMap { try? Document(parsing: $0.encoded(as: .json), as: .json) }
    }()

    private mutating func array(depth: Int) -> DocumentValue {
        .array((0..<Int.random(in: 0...3, using: &random)).map { _ in content(depth: depth) })
    }

    private mutating func object(depth: Int) -> DocumentValue {
        var object = DocumentObject()
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            object[pick(Self.names + ["xb", "c"])] = content(depth: depth)
        }
        return .object(object)
    }

    private mutating func content(depth: Int) -> DocumentValue {
        if depth > 2 || chance(60) { return scalar() }
        return chance(50) ? array(depth: depth + 1) : object(depth: depth + 1)
    }
}
