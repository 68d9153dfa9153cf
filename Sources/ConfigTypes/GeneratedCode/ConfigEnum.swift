import SchemaValidation

/// An enumeration of the values of an `enum` in the schema.
///
/// It must have at least one case: the first one is the blank for invalid values.
public protocol ConfigEnum: ConfigConvertible, RawRepresentable, CaseIterable {}

extension ConfigEnum where RawValue == String {
    public init(reading value: inout ValueReader) {
        if let text = value.text(expected: { Self.choices }) {
            // Swift's own `init(rawValue:)` considers canonically equivalent strings equal.
            if let known = Self(rawValue: text), value.isText(known.rawValue) {
                self = known
                return
            }
            value.refuse(
                expected: Self.choices,
                suggestion: Suggestion.didYouMean(text, among: Self.allCases.map(\.rawValue))
            )
        }
        self = Self.blank
    }

    public func write(to value: inout ValueWriter) { value.string(rawValue) }

    private static var choices: String {
        "one of " + allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    }
}

extension ConfigEnum where RawValue: ConfigConvertible & Equatable {
    public init(reading value: inout ValueReader) {
        let findings = value.context.findings.count
        let raw: RawValue = value.value()
        if let known = Self(rawValue: raw) {
            self = known
            return
        }
        if value.context.findings.count == findings {
            value.refuse(expected: "one of " + Self.rawChoices)
        }
        self = Self.blank
    }

    public func write(to value: inout ValueWriter) { rawValue.write(to: &value) }

    private static var rawChoices: String {
        allCases.map { "\($0.rawValue)" }.joined(separator: ", ")
    }
}

extension ConfigEnum {
    fileprivate static var blank: Self { allCases[allCases.startIndex] }
}
