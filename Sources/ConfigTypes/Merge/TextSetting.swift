import ConfigDocument
import SchemaValidation

/// A setting from a source other than a document, usually as a string.
package struct TextSetting {
    var setting: Setting
    var text: String
    var origin: ConfigOrigin
    /// The value, if the source does not provide a string.
    var ready: DocumentValue?
    /// The texts of the elements, if an array is given as several texts.
    var elements: [String]?
    private var style = VariableStyle.plain

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

    /// - Parameter style: in which way Booleans and arrays are written.
    package init(
        setting: Setting,
        text: String,
        origin: ConfigOrigin,
        style: VariableStyle
    ) {
        self.init(setting: setting, text: text, origin: origin)
        self.style = style
        // Text in brackets is an array in both styles.
        guard style == .swiftConfiguration, setting.kind == .array, !text.hasPrefix("[") else {
            return
        }
        elements = text.split(separator: ",", omittingEmptySubsequences: false).map(Self.trimmed)
    }

    /// Creates an array from the texts of its elements.
    package init(setting: Setting, elements: [String], origin: ConfigOrigin) {
        self.init(setting: setting, text: "", origin: origin)
        self.elements = elements
    }

    /// Adds the elements of another text for the same array.
    package mutating func add(_ other: TextSetting) {
        elements = (elements ?? []) + (other.elements ?? [])
    }

    private static func trimmed(_ text: Substring) -> String {
        let blank: (Character) -> Bool = \.isWhitespace
        return String(String(text.drop(while: blank).reversed().drop(while: blank)).reversed())
    }

    /// The text as a value of the setting's type. `null` is null unless it can be a string.
    ///
    /// - Throws: if the string does not fit, with the name of the variable or argument. Secrets are
    ///   not quoted.
    package func value() throws(ConfigError) -> DocumentValue {
        if let ready { return ready }
        if elements != nil { return .array(elementReadings.map { $0[0] }) }
        let kind = setting.hasMembers ? .object : setting.kind
        if text == "null", kind != nil, kind != .string { return .null }
        switch kind {
        case .string: return .string(text)
        case .boolean:
            if let bool { return .bool(bool) }
            throw refused(expected: "true or false")
        case .integer:
            if let value = number() {
                if let int = value.int { return .int(int) }
                if isWhole(text) { return value }
            }
            // As swift-configuration reads it, `08080` and `+1` too.
            if style == .swiftConfiguration, let int = Int(text) { return .int(int) }
            throw refused(expected: "a whole number")
        case .number:
            if let value = number() { return value }
            if style == .swiftConfiguration, let double = Double(text), double.isFinite {
                return .double(double)
            }
            throw refused(expected: "a number")
        case .array:
            if let elements = parsed?.array {
                return .array(setting.holdsIntegers ? elements.map(\.asInteger) : elements)
            }
            throw refused("is not an array; write it as [a, b]")
        case .object:
            if let value = parsed, value.object != nil { return value }
            throw refused("is not an object; write it as {a: 1}")
        case .null, nil: return readings[0]
        }
    }

    private var bool: Bool? {
        switch (style, style == .plain ? text : text.lowercased()) {
        case (_, "true"), (.swiftConfiguration, "yes"), (.swiftConfiguration, "1"): true
        case (_, "false"), (.swiftConfiguration, "no"), (.swiftConfiguration, "0"): false
        default: nil
        }
    }

    /// True if the type of the text is not declared.
    var isUndecided: Bool { ready == nil && !setting.hasMembers && setting.kind == nil }

    /// The possible values, by path, if the schema must decide: see `readings`.
    var undecided: [(path: DocumentPath, readings: [DocumentValue])] {
        if isUndecided { return [(setting.path, readings)] }
        guard elements != nil else { return [] }
        return elementReadings.enumerated().map { (setting.path / $0.offset, $0.element) }
    }

    private var elementReadings: [[DocumentValue]] {
        (elements ?? []).map { text in
            var element = TextSetting(setting: setting, text: text, origin: origin)
            element.setting.kind = nil
            element.setting.mayBeText = true
            element.style = style
            let readings = element.readings
            return setting.holdsIntegers ? readings.map(\.asInteger) : readings
        }
    }

    /// True if the text is a placeholder that a file may contain instead of a value of the
    /// setting's type. For an array or object, only a single placeholder counts: text in brackets
    /// contains its own.
    package func isPlaceholder(_ style: PlaceholderStyle) -> Bool {
        let placeholders = PlaceholderText(text, style)
        switch setting.kind {
        case .array, .object: return placeholders.whole != nil
        default: return !placeholders.isPlain
        }
    }

    /// The possible values of a setting with several types, the likeliest first: numbers, booleans,
    /// arrays and objects in JSON syntax, since they cannot be written in any other way. Any other
    /// string is taken literally if possible, byte for byte.
    var readings: [DocumentValue] {
        var readings = readingsAsText
        if style == .swiftConfiguration, let bool, readings[0] != .bool(bool) {
            readings.append(.bool(bool))
        }
        guard readings.count > 1, isJSON(readings[1]) else { return readings }
        readings.swapAt(0, 1)
        return readings
    }

    /// The possible values if other types can be written in another way: the string first, if
    /// possible.
    package var readingsAsText: [DocumentValue] {
        guard let parsed, parsed.string == nil else { return [.string(text)] }
        return setting.mayBeText ? [.string(text), parsed] : [parsed, .string(text)]
    }

    private func isJSON(_ value: DocumentValue) -> Bool {
        switch value {
        case .null, .string: false
        // A version such as 1.0 would become 1.
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

    /// The string parsed as YAML, if the whole of it is that value: not if a comment, an anchor or
    /// nothing at all gives a null.
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

    /// Arrays and objects are not quoted, as they may contain secrets.
    private func refused(_ message: String) -> ConfigError {
        var finding = Finding(message: "\(setting.name) \(message)", file: "")
        origin.locate(&finding)
        finding.instanceLocation = setting.path.pointer
        return ConfigError(finding)
    }
}

extension DocumentValue {
    /// A number as an integer if it is whole, however it is written: `1e3`, `2.0`.
    package var asInteger: DocumentValue { int.map { .int($0) } ?? self }
}
