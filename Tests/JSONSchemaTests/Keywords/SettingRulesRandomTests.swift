import ConfigDocument
import JSONSchema
import Suites
import Testing

/// Rules on random documents, judged a second time by a plain reading of the keyword's definition.
struct SettingRulesRandomTests {
    private static let relations = [
        "lessThan", "atMost", "moreThan", "atLeast", "sameAs", "differsFrom", "namesEntryOf",
        "requiredWhen", "uniqueBy",
    ]
    private static let places = [
        "0", "0/a", "0/b", "0/c/a", "0/c/b", "1/a", "1/c", "2/b", "0/d/0", "0/d/1/a", "0/d", "0/c",
    ]

    @Test(arguments: [1, 2, 3, 4])
    func agreesWithAPlainReading(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var refusals: [String: Int] = [:]
        for number in 0..<270 {
            let relation = Self.relations[number % Self.relations.count]
            var places = (0..<2).map { _ in Self.places.randomElement(using: &generator) ?? "" }
            if Bool.random(using: &generator) { places = ["0/a", "0/b"] }
            if relation == "namesEntryOf", Bool.random(using: &generator) { places[1] = "0/c" }
            if relation == "uniqueBy" {
                places[0] = ["0/d", "0/c", "1/d"].randomElement(using: &generator) ?? ""
            }
            if relation == "uniqueBy" { places[1] = Bool.random(using: &generator) ? "a" : "b" }
            var rule = #"{"\#(relation)": ["\#(places[0])", "\#(places[1])"]"#
            let hasCondition = relation == "requiredWhen" && Bool.random(using: &generator)
            if relation == "requiredWhen" { rule += #", "reason": "r""# }
            if hasCondition { rule += #", "is": 1"# }
            rule += "}"
            // At the root, and in a member, from which ways lead out.
            let isInside = Bool.random(using: &generator)
            let schema =
                isInside
                ? #"{"properties": {"c": {"settingRules": [\#(rule)]}}}"#
                : #"{"settingRules": [\#(rule)]}"#
            let program = try compiled(schema)
            let decoded = try #require(ValidationProgram(decoding: program.encoded()))
            for _ in 0..<12 {
                let value = Self.document(&generator)
                let text = String(decoding: value.encoded(as: .json), as: UTF8.self)
                let document = try json(text)
                let way = isInside ? ["c"] : []
                let isThere = Self.value(at: way, in: value) != nil
                let expected =
                    !isThere
                    || Self.holds(relation, places, hasCondition ? .int(1) : nil, way, value)
                if !expected { refusals[relation, default: 0] += 1 }
                #expect(program.accepts(document) == expected, "\(schema) \(text)")
                #expect(program.findings(in: document).isEmpty == expected, "\(schema) \(text)")
                #expect(decoded.accepts(document) == expected, "\(schema) \(text)")
            }
        }
        // Each relation has refused something, so that it was compared.
        #expect(Set(refusals.keys) == Set(Self.relations), "\(refusals)")
    }

    // MARK: Documents

    /// An object with most of the members that places name.
    private static func document(_ generator: inout SeededGenerator) -> DocumentValue {
        var object = DocumentObject()
        for key in ["a", "b", "c", "d"] where Int.random(in: 0..<8, using: &generator) > 0 {
            if key == "d", Bool.random(using: &generator) {
                let ports = (0..<3).map { _ in
                    DocumentValue.int(Int.random(in: 0..<4, using: &generator))
                }
                object[key] = .array(ports.map { ["a": $0, "b": $0] })
                continue
            }
            if key < "c", Bool.random(using: &generator) {
                object[key] = .int(Int.random(in: 0..<4, using: &generator))
                continue
            }
            object[key] = value(
                depth: key > "b" ? 2 : Int.random(in: 0..<3, using: &generator),
                &generator
            )
        }
        return .object(object)
    }

    private static func value(depth: Int, _ generator: inout SeededGenerator) -> DocumentValue {
        switch Int.random(in: 0..<(depth > 0 ? 14 : 7), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2, 3: return .int(Int.random(in: 0..<3, using: &generator))
        case 4: return .double(0.5)
        case 5, 6:
            return .string(["a", "b", "PT1S", "PT2S"].randomElement(using: &generator) ?? "")
        case 7, 8:
            let count = Int.random(in: 0..<4, using: &generator)
            return .array((0..<count).map { _ in value(depth: depth - 1, &generator) })
        default:
            var object = DocumentObject()
            for key in ["a", "b", "c", "d"] where Int.random(in: 0..<4, using: &generator) > 0 {
                object[key] = value(depth: depth - 1, &generator)
            }
            return .object(object)
        }
    }

    // MARK: The plain reading

    private static func holds(
        _ relation: String,
        _ places: [String],
        _ condition: DocumentValue?,
        _ way: [String],
        _ document: DocumentValue
    ) -> Bool {
        guard let left = target(places[0], way) else { return true }
        let one = value(at: left, in: document)
        if relation == "uniqueBy" {
            let elements = one?.array ?? one?.object?.members.map(\.value) ?? []
            let keys = elements.compactMap { $0.object?[places[1]] }
            return keys.indices.allSatisfy { later in
                !keys[..<later].contains { isEqual($0, keys[later]) }
            }
        }
        guard let right = target(places[1], way) else { return true }
        let other = value(at: right, in: document)
        switch relation {
        case "namesEntryOf":
            let names = one?.array?.compactMap(\.string) ?? [one?.string].compactMap { $0 }
            if let other, other.object == nil { return true }
            return names.allSatisfy { other?.object?[$0] != nil }
        case "requiredWhen":
            let applies = other.map { value in condition.map { isEqual($0, value) } ?? true }
            guard applies == true, one == nil else { return true }
            return value(at: left.dropLast(), in: document)?.object == nil
        default: break
        }
        guard let one, let other else { return true }
        let order = order(one, other)
        switch relation {
        case "lessThan": return order.map { $0 < 0 } ?? true
        case "atMost": return order.map { $0 <= 0 } ?? true
        case "moreThan": return order.map { $0 > 0 } ?? true
        case "atLeast": return order.map { $0 >= 0 } ?? true
        case "sameAs": return isEqual(one, other)
        default: return !isEqual(one, other)
        }
    }

    /// The absolute path of a relative pointer; nil if it leads out of the document.
    private static func target(_ pointer: String, _ way: [String]) -> [String]? {
        let parts = pointer.split(separator: "/").map(String.init)
        guard let levels = Int(parts[0]), levels <= way.count else { return nil }
        return way.dropLast(levels) + parts.dropFirst()
    }

    private static func value(at way: some Sequence<String>, in root: DocumentValue)
        -> DocumentValue?
    {
        way.reduce(Optional(root)) { value, key in
            if let array = value?.array {
                guard let index = Int(key), array.indices.contains(index) else {
                    return .none
                }
                return .some(array[index])
            }
            return value?.object?[key]
        }
    }

    private static func number(_ value: DocumentValue) -> Double? {
        switch value {
        case .int(let number): Double(number)
        case .double(let number): number
        case .string("PT1S"): 1
        case .string("PT2S"): 2
        default: nil
        }
    }

    private static func order(_ one: DocumentValue, _ other: DocumentValue) -> Int? {
        guard (one.string == nil) == (other.string == nil), let a = number(one),
            let b = number(other)
        else { return nil }
        return a < b ? -1 : a == b ? 0 : 1
    }

    private static func isEqual(_ one: DocumentValue, _ other: DocumentValue) -> Bool {
        one == other
    }
}
