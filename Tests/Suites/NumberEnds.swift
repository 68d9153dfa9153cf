package import ConfigDocument

/// Puts numbers at the ends of types in the place of those of documents.
package struct NumberEnds {
    private var random: SeededGenerator
    private static let ends = [
        "9223372036854775807", "9223372036854775808", "-9223372036854775809", "9007199254740993",
        "18446744073709551615", "1e400", "-1e400", "1e-400", "1e19", "0.5", "128", "-1", "1.0",
    ]

    package init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    package mutating func replaced(_ value: DocumentValue) -> DocumentValue {
        switch value {
        case .int, .double, .number:
            return Bool.random(using: &random)
                ? value : Self.ends.randomElement(using: &random).map(DocumentValue.number) ?? value
        case .array(let elements):
            var copy: [DocumentValue] = []
            for element in elements { copy.append(replaced(element)) }
            return .array(copy)
        case .object(let object):
            var copy = object
            for member in object.members { copy[member.key] = replaced(member.value) }
            return .object(copy)
        default: return value
        }
    }
}
