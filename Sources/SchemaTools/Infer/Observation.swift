import ConfigDocument
import JSONSchema
import SchemaCompiler

/// All values observed at one place.
struct Observation: Sendable {
    private var kinds: KindSet = []
    private var description: String?
    private var texts = TextObservation()
    // Objects.
    private var objectCount = 0
    private var keyCount = 0
    private var members: [Member] = []
    private var memberIndex: [ExactText: Int] = [:]
    // Arrays.
    private var elements: [Observation] = []

    private struct Member: Sendable {
        let key: String
        var count = 0
        var values = Observation()
    }

    mutating func add(_ value: Cursor, comments: CommentReader) {
        kinds.formUnion(KindSet(of: value))
        switch value.kind {
        case .string: texts.add(value.text)
        case .array:
            if elements.isEmpty { elements = [Observation()] }
            for element in value.elements { elements[0].add(element, comments: comments) }
        case .object:
            objectCount += 1
            keyCount += value.count
            for (key, member) in value.members {
                let index = index(of: key.text)
                members[index].count += 1
                members[index].values.add(member, comments: comments)
                if members[index].values.description == nil {
                    members[index].values.description = comments.comment(above: key)
                }
            }
        default: break
        }
    }

    private mutating func index(of key: String) -> Int {
        let text = ExactText(key)
        if let known = memberIndex[text] { return known }
        members.append(Member(key: key))
        memberIndex[text] = members.count - 1
        return members.count - 1
    }

    private mutating func add(_ other: Observation) {
        kinds.formUnion(other.kinds)
        texts.add(other.texts)
        objectCount += other.objectCount
        keyCount += other.keyCount
        for member in other.members {
            let index = index(of: member.key)
            members[index].count += member.count
            members[index].values.add(member.values)
        }
        guard let element = other.elements.first else { return }
        if elements.isEmpty { elements = [Observation()] }
        elements[0].add(element)
    }

    // MARK: The schema

    var schema: DocumentObject { schema(named: "", within: false) }

    /// - Parameters:
    ///   - key: the key of the values; empty if they have none.
    ///   - isWithin: whether an enclosing value has the name of a secret.
    private func schema(named key: String, within isWithin: Bool) -> DocumentObject {
        var schema = DocumentObject()
        let isSecret = isSecret(key, isWithin)
        if !isSecret, let description, !SecretName.isInside(comment: description) {
            schema["description"] = .string(description)
        }
        let names = typeNames
        if names.count == 1 {
            schema["type"] = .string(names[0])
        } else if names.count > 1 {
            schema["type"] = .array(names.map { .string($0) })
        }
        // In an enum, keywords for strings would apply to other kinds too.
        if isSecret {
            schema["x-secret"] = true
        } else if kinds == .string {
            if let choices = texts.choices {
                schema["type"] = nil
                schema["enum"] = .array(choices.map { .string($0) })
            } else if let format = texts.format {
                schema["format"] = .string(format)
            }
        }
        let isInside = isWithin || SecretName.matches(key)
        if kinds.contains(.object) { addObject(to: &schema, within: isInside) }
        if kinds.contains(.array), let element = elements.first, !element.kinds.isEmpty {
            schema["items"] = .object(element.schema(named: "", within: isInside))
        }
        return schema
    }

    /// True if strings or numbers are secrets, judging by names and values. For objects and arrays,
    /// the contents are judged separately.
    private func isSecret(_ key: String, _ isWithin: Bool) -> Bool {
        if kinds.contains(.string) {
            return isWithin || texts.holdSecret || SecretName.matches(key, ofNumber: false)
        }
        let isNumber = kinds.contains(.integer) || kinds.contains(.fraction)
        return isNumber && SecretName.matches(key, ofNumber: true)
    }

    private var typeNames: [String] {
        [JSONType.object, .array, .string, .boolean, .number, .integer, .null].filter { type in
            switch type {
            case .number: kinds.contains(.fraction)
            case .integer: kinds.contains(.integer) && !kinds.contains(.fraction)
            default: kinds.contains(type.kinds)
            }
        }.map(\.rawValue)
    }

    private func addObject(to schema: inout DocumentObject, within isWithin: Bool) {
        guard !members.isEmpty else { return }
        if isMap {
            var values = Observation()
            for member in members { values.add(member.values) }
            let isInside = isWithin || members.contains { SecretName.matches($0.key) }
            schema["additionalProperties"] = .object(values.schema(named: "", within: isInside))
            return
        }
        var properties = DocumentObject()
        for member in members {
            let schema = member.values.schema(named: member.key, within: isWithin)
            properties[member.key] = .object(schema)
        }
        schema["properties"] = .object(properties)
        let required = members.filter { $0.count == objectCount }.map(\.key)
        if !required.isEmpty { schema["required"] = .array(required.map { .string($0) }) }
        schema["additionalProperties"] = false
    }

    /// True if the keys are names chosen by the user, rather than settings: there are many of them,
    /// objects share few, and all values are of the same kind.
    private var isMap: Bool {
        guard objectCount > 2, members.count > 8, let first = members.first?.values.kinds else {
            return false
        }
        let isUniform = members.allSatisfy { $0.values.kinds == first }
        return isUniform && members.count * 2 > keyCount
    }
}

/// The strings observed at one place.
struct TextObservation: Sendable {
    private var counts: [ExactText: Int] = [:]
    private var order: [String] = []
    private var total = 0
    private var isOverfull = false
    /// True if any of them looks like a secret.
    private(set) var holdSecret = false
    private var formats = TextObservation.formats

    private static let distinctLimit = 8
    /// Formats that a string does not match by accident.
    private static let formats: [Format] = [
        .dateTime, .date, .time, .uuid, .ipv4, .ipv6, .email, .uri,
    ]

    mutating func add(_ text: String) {
        total += 1
        formats.removeAll { !Self.is(text, $0) }
        holdSecret = holdSecret || SecretName.isInside(text)
        guard !isOverfull else { return }
        count(text, 1)
    }

    mutating func add(_ other: TextObservation) {
        total += other.total
        formats.removeAll { !other.formats.contains($0) }
        isOverfull = isOverfull || other.isOverfull
        holdSecret = holdSecret || other.holdSecret
        for text in other.order { count(text, other.counts[ExactText(text)] ?? 0) }
    }

    private mutating func count(_ text: String, _ number: Int) {
        if counts[ExactText(text)] == nil { order.append(text) }
        counts[ExactText(text), default: 0] += number
        if order.count > Self.distinctLimit { isOverfull = true }
    }

    private static func `is`(_ text: String, _ format: Format) -> Bool {
        // `a:b` is formally a URI, but hardly ever meant as one in a config file.
        if format == .uri, !text.contains("://") { return false }
        return format.accepts(text)
    }

    /// The strings, if they are few and repeated, as enumerated choices are.
    var choices: [String]? {
        guard !isOverfull, order.count > 1, total >= 4, total >= order.count * 2, format == nil
        else { return nil }
        let areNames = order.allSatisfy { text in
            (1...32).contains(text.utf8.count) && !text.contains { $0.isWhitespace }
        }
        return areNames ? order : nil
    }

    var format: String? { total > 0 ? formats.first?.name : nil }
}
