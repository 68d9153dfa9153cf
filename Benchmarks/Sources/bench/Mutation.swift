import ConfigDocument

/// Variants of a document in which one value is of another type. The seed determines them.
struct Mutation {
    private let source: [UInt8]
    private let values: [Cursor]
    private var state: UInt64

    init(_ document: Document, seed: UInt64) {
        source = document.source
        var values: [Cursor] = []
        Self.collect(document.root, into: &values)
        self.values = values
        state = seed
    }

    mutating func next() -> [UInt8] {
        let value = values[random(values.count)]
        let others = Self.replacements.filter { $0.kind != Self.sort(value.kind) }
        let replacement = others[random(others.count)].text
        let range = value.sourceRange
        return Array(
            source[..<range.lowerBound] + Array(replacement.utf8) + source[range.upperBound...]
        )
    }

    private static let replacements: [(kind: Kind, text: String)] = [
        (.null, "null"), (.true, "true"), (.integer, "-7.5"), (.string, #""%""#), (.array, "[[]]"),
        (.object, #"{"%":{}}"#),
    ]

    private static func sort(_ kind: Kind) -> Kind {
        switch kind {
        case .false: .true
        case .double, .decimal: .integer
        default: kind
        }
    }

    private static func collect(_ value: Cursor, into values: inout [Cursor]) {
        values.append(value)
        for element in value.elements { collect(element, into: &values) }
        for member in value.members { collect(member.value, into: &values) }
    }

    /// SplitMix64.
    private mutating func random(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((word ^ (word >> 31)) % UInt64(bound))
    }
}
