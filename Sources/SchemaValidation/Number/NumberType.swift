import ConfigDocument

/// The Swift type of a number, or of a string with a format, as far as it limits the values.
package struct NumberType {
    enum Kind {
        case whole(ClosedRange<Int128>)
        case double
        /// A number with `x-unit`.
        case quantity(QuantityUnit)
        /// `format: duration`, if the options enable its type.
        case duration
        /// `ExactDecimal` and `DocumentValue`.
        case unlimited
    }

    let kind: Kind
    /// True if a format, bounds, a unit or a name select a type other than `Int` or `Double`.
    private(set) var isChosen = false
    /// True if texts with a unit are allowed beside numbers.
    private(set) var takesText = false
    /// True if the type comes only from the numbers in `enum` or `const`.
    private(set) var isOfConstants = false
    /// The name for numbers of an `enum` or `const` in place of a keyword.
    package static let constants = "constants"
    /// The member for the unit in place of `x-unit`, where texts are allowed beside numbers.
    package static let unitOfTexts = "unitOfTexts"

    /// The type for a format of whole numbers.
    package init?(format: String) {
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

    /// The type named by `x-swift-type`; nil for a custom type, which keeps the limits of the type
    /// that it replaces.
    package init?(swiftType name: String) {
        switch name {
        case "ExactDecimal", "DocumentValue": self.init(kind: .unlimited)
        case "Double": self.init(kind: .double)
        case "Int": self.init(Int.self)
        default:
            // `Int8` and `UInt8` are the formats in a different case.
            let head = name.hasPrefix("UI") ? "ui" : name.hasPrefix("I") ? "i" : nil
            // Bound: strings.
            guard let head, let type = NumberType(format: head + name.dropFirst(head.utf8.count))
            else { return nil }
            self = type
        }
        isChosen = true
    }

    /// - Parameter keyword: the value of the deciding keyword, which is `type`, `format`,
    ///   `maximum`, `x-unit` or `x-swift-type`, or `constants`.
    init(_ keyword: Cursor) {
        if let unit = keyword[Self.unitOfTexts]?.string.flatMap(QuantityUnit.init(named:)) {
            self.init(kind: .quantity(unit))
            (isChosen, takesText) = (true, true)
            return
        }
        let names = ([keyword] + keyword.elements).compactMap(\.string)
        if let name = names.first, let type = NumberType(named: name) {
            self = type
        } else if names.isEmpty {
            self.init(UInt64.self)
            isChosen = true
        } else if names.contains("number") {
            self.init(kind: .double)
        } else {
            self.init(Int.self)
        }
    }

    private init?(named name: String) {
        if let unit = QuantityUnit(named: name) {
            self.init(kind: .quantity(unit))
            isChosen = true
        } else if name == "duration" {
            self.init(kind: .duration)
            isChosen = true
        } else if name == Self.constants {
            self.init(kind: .double)
            isOfConstants = true
        } else if let type = NumberType(format: name) ?? NumberType(swiftType: name) {
            self = type
        } else {
            return nil
        }
    }

    private init(kind: Kind) { self.kind = kind }

    private init(_ type: (some FixedWidthInteger).Type) {
        // Bound: integers of 64 bits at most.
        self.init(kind: .whole(Int128(type.min)...Int128(type.max)))
    }

    var isDouble: Bool { if case .double = kind { true } else { false } }

    var isQuantity: Bool { if case .quantity = kind { true } else { false } }

    /// The unit, if it is a quantity.
    var unit: QuantityUnit? { if case .quantity(let unit) = kind { unit } else { nil } }

    /// True if it is a type for strings, not numbers.
    var isOfText: Bool { if case .duration = kind { true } else { false } }

    /// The range of a type of at most 32 bits; nil for other types.
    package var narrowRange: ClosedRange<Int>? {
        guard case .whole(let range) = kind, range.upperBound <= UInt32.max else { return nil }
        // Bound: 32 bits.
        return Int(range.lowerBound)...Int(range.upperBound)
    }

    package var isUnsigned: Bool {
        if case .whole(let range) = kind { range.lowerBound == 0 } else { false }
    }

    /// The expectation for a message; nil if the type can hold the value.
    func expectation(insteadOf value: Cursor) -> String? {
        switch kind {
        case .unlimited: return nil
        case .double: return value.heldDouble.expectation
        case .quantity(let unit): return unit.expectation(insteadOf: value)
        case .duration:
            let numbers = (value.string ?? "").split { !("0"..."9" ~= $0) }
            // Bound: nil if Int cannot represent it.
            return numbers.allSatisfy { Int($0) != nil }
                ? nil : "a duration whose numbers are at most \(Int.max)"
        case .whole(let range):
            if let whole = value.wholeNumber, range.contains(whole) { return nil }
            // `1e19` is a whole number too.
            let isWhole =
                value.isWrittenWhole
                || value.double.map { $0 != 0 && $0.rounded() == $0 } ?? false
            return isWhole
                ? "a whole number from \(range.lowerBound) to \(range.upperBound)"
                : "a whole number"
        }
    }
}
