import ConfigDocument
import SchemaValidation

/// A setting whose value is given from outside of documents, mostly as text.
package struct TextSetting {
    var setting: Setting
    var text: String
    var origin: ConfigOrigin
    /// Where it is no text: what it is.
    var ready: DocumentValue?

    package init(
        setting: Setting,
        text: String,
        origin: ConfigOrigin,
        ready: DocumentValue? = nil
    ) {
        self.setting = setting
        self.text = text
        self.origin = origin
        self.ready = ready
    }

    /// The text as the setting's type has it. `null` is null where it cannot be text.
    ///
    /// - Throws: where it does not fit, naming the variable or argument. A secret is not quoted.
    package func value() throws(ConfigError) -> DocumentValue {
        if let ready { return ready }
        let kind = setting.hasMembers ? .object : setting.kind
        if text == "null", kind != nil, kind != .string { return .null }
        switch kind {
        case .string: return .string(text)
        case .bool:
            if text == "true" || text == "false" { return .bool(text == "true") }
            throw refused(expected: "true or false")
        case .integer:
            if let value = number() {
                if let int = value.int { return .int(int) }
                if isWhole(text) { return value }
            }
            throw refused(expected: "a whole number")
        case .number:
            if let value = number() { return value }
            throw refused(expected: "a number")
        case .array:
            if let elements = parsed?.array {
                return .array(setting.holdsIntegers ? elements.map(\.asInteger) : elements)
            }
            throw refused("is not an array; write it as [a, b]")
        case .object:
            if let value = parsed, value.object != nil { return value }
            throw refused("is not an object; write it as {a: 1}")
        case nil: return readings[0]
        }
    }

    /// Whether no type says what the text is.
    var isUndecided: Bool { ready == nil && !setting.hasMembers && setting.kind == nil }

    /// Whether a file may hold the text in place of a value of the setting's type: an array or object
    /// is what one placeholder stands for, or has its own in brackets.
    package var isPlaceholder: Bool {
        let placeholders = PlaceholderText(text)
        switch setting.kind {
        case .array, .object: return placeholders.whole != nil
        default: return !placeholders.isPlain
        }
    }

    /// What the text may mean where the setting is of several types, the likeliest first: where it is
    /// written as JSON writes them, a number, true, false, an array or an object, since there is no
    /// other way to give one. Everything else is text if it can be, byte for byte.
    var readings: [DocumentValue] {
        let readings = readingsAsText
        guard readings.count > 1, isJSON(readings[1]) else { return readings }
        return readings.reversed()
    }

    /// The same where a value of another type is asked for in another way: text if it can be.
    package var readingsAsText: [DocumentValue] {
        guard let parsed, parsed.string == nil else { return [.string(text)] }
        return setting.mayBeText ? [.string(text), parsed] : [parsed, .string(text)]
    }

    private func isJSON(_ value: DocumentValue) -> Bool {
        switch value {
        case .null, .string: false
        // A version such as 1.0 would come back as 1.
        case .double where text.hasSuffix(".0"): false
        case .array, .object: (try? Document(parsing: text, as: .json)) != nil
        default: value.encoded(as: .json).elementsEqual(Array(text.utf8) + [0x0A])
        }
    }

    private func number() -> DocumentValue? {
        guard let value = try? Document(parsing: text, as: .json).root, value.double != nil else {
            return nil
        }
        return DocumentValue(value)
    }

    private func isWhole(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") }
    }

    /// The text read as YAML, if all of it is that value: not where a comment, an anchor or nothing
    /// at all stands for a null.
    private var parsed: DocumentValue? {
        guard let root = (try? Document(parsing: text, as: .yaml))?.root else { return nil }
        let value = DocumentValue(root)
        guard value.array == nil, value.object == nil else { return value }
        let written = Array(text.utf8)[root.sourceRange]
        let before = text.utf8.prefix(root.sourceRange.lowerBound)
        let after = text.utf8.dropFirst(root.sourceRange.upperBound)
        let isWhole = (Array(before) + after).allSatisfy { $0 == 0x20 }
        guard isWhole, !written.isEmpty else { return nil }
        return value
    }

    private func refused(expected: String) -> ConfigError {
        let shown =
            setting.isSecret || origin.isHidden
            ? "has a value that is not shown" : "is \(quoted(text))"
        return refused("\(shown); \(expected)\(setting.isNullable ? " or null" : "") is expected")
    }

    /// Lists and objects are not quoted, as there may be secrets in them.
    private func refused(_ message: String) -> ConfigError {
        var finding = Finding(
            message: "\(setting.name) \(message)",
            file: origin.description
        )
        finding.instanceLocation = JSONPointer(setting.path).description
        return ConfigError(finding)
    }
}

extension DocumentValue {
    /// A whole number as one, however it is written: `1e3`, `2.0`.
    package var asInteger: DocumentValue { int.map { .int($0) } ?? self }
}
