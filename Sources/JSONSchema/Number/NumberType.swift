import ConfigDocument

/// What a number becomes in Swift, as far as it decides which numbers are held.
struct NumberType {
    /// The bounds of a whole number; nil for a `Double`.
    private(set) var range: ClosedRange<Int128>?
    /// A format, or bounds, ask for another type than `Int`.
    private(set) var isChosen = false

    /// The type that a format of whole numbers asks for.
    init?(format: String) {
        switch format {
        case "int8": self.init(Int8.self)
        case "int16": self.init(Int16.self)
        case "int32": self.init(Int32.self)
        case "int64": self.init(Int64.self)
        case "uint8": self.init(UInt8.self)
        case "uint16": self.init(UInt16.self)
        case "uint32": self.init(UInt32.self)
        case "uint64", "uint": self.init(UInt64.self)
        default: return nil
        }
        isChosen = true
    }

    /// - Parameter keyword: the value of the `type`, `format` or `maximum` that decides.
    init(_ keyword: Cursor) {
        let names = ([keyword] + keyword.elements).compactMap(\.string)
        if let format = names.first, let type = NumberType(format: format) {
            self = type
        } else if names.isEmpty {
            self.init(UInt64.self)
            isChosen = true
        } else if names.contains("number") {
            self.init(range: nil)
        } else {
            self.init(Int.self)
        }
    }

    private init(range: ClosedRange<Int128>?) { self.range = range }

    private init(_ type: (some FixedWidthInteger).Type) {
        self.init(range: Int128(type.min)...Int128(type.max))
    }

    /// What is expected in place of a number; nil where the type holds it.
    func expectation(insteadOf number: Cursor) -> String? {
        guard let range else { return number.heldDouble.expectation }
        if let whole = number.wholeNumber, range.contains(whole) { return nil }
        return number.isWrittenWhole
            ? "a whole number from \(range.lowerBound) to \(range.upperBound)" : "a whole number"
    }
}

extension SchemaScope {
    /// Notes the keyword that decides what numbers become in Swift, where the program is to know.
    func noteNumber(_ value: Cursor) {
        guard compiler.options.knowsNumbers, cursor["x-swift-type"] == nil, cursor["x-unit"] == nil
        else { return }
        let least = cursor["minimum"]?.double
        if let type = NumberType(format: value.string ?? ""), type.isUnsigned, (least ?? -1) < 0 {
            return
        }
        annotate(.number, value)
        // Bounds that only `UInt64` has room for.
        if let least, least >= 0, let maximum = cursor["maximum"], maximum.int == nil,
            let most = maximum.double, most > 9.2e18, most <= 18_446_744_073_709_551_616
        {
            annotate(.number, maximum)
        }
    }
}

extension NumberType {
    fileprivate var isUnsigned: Bool { range?.lowerBound == 0 }
}

/// A number as `Double`, if it holds it: whole numbers to the last digit, since they are mostly
/// identifiers, others as near as may be.
package enum HeldDouble {
    case value(Double)
    case beyond
    case inexact

    /// What is expected instead; nil where the number is held.
    package var expectation: String? {
        switch self {
        case .value: nil
        case .beyond: "a number within the range of Double"
        case .inexact: "a number that Double holds exactly"
        }
    }
}

extension Cursor {
    package var heldDouble: HeldDouble {
        guard let nearest = double else { return .beyond }
        switch kind {
        case .integer:
            return int.flatMap { Double(exactly: $0) }.map(HeldDouble.value) ?? .inexact
        case .decimal where isWrittenWhole:
            if case .double(let value) = ConfigValue(self) { return .value(value) }
            return .inexact
        case .decimal:
            let isLost = nearest == 0 && hasSignificantDigit
            return nearest.isFinite && !isLost ? .value(nearest) : .beyond
        default: return .value(nearest)
        }
    }

    /// The number, where it is whole: `1.0` is 1.
    package var wholeNumber: Int128? {
        switch kind {
        case .integer: int.map { Int128($0) }
        case .decimal where isWrittenWhole: lexeme.flatMap { Int128($0) }
        case .double: double.flatMap { Int128(exactly: $0) }
        default: nil
        }
    }

    /// Whether the number has neither a point nor an exponent.
    package var isWrittenWhole: Bool {
        kind == .integer || !document.storage.view[index].has(TapeEntry.fractional)
    }

    private var hasSignificantDigit: Bool {
        (lexeme ?? "").utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }
            .contains { $0 > UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }
}
