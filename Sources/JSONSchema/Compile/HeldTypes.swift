import ConfigDocument
import SchemaValidation

/// Options of the compiler that determine which values generated types can hold.
package struct HeldTypes: Sendable {
    /// True if numbers become `ExactDecimal`.
    package var keepsDecimals = false
    /// True if strings with `format: duration` become durations.
    package var readsDurations = false
    /// Schemas whose values stay `DocumentValue`, which holds everything.
    package var untyped: Set<SchemaPlace> = []

    package init() {}
}

extension SchemaScope {
    /// Notes the keyword that determines the Swift type of numbers, if the program should know it.
    func noteNumber(_ value: Cursor) {
        guard compiler.options.knowsNumbers else { return }
        if let name = cursor["x-swift-type"], let text = name.string {
            if NumberType(swiftType: text) != nil { return annotate(.number, name) }
            // A custom type may keep what `ExactDecimal` keeps.
            if compiler.options.heldTypes.keepsDecimals { return }
        }
        let least = cursor["minimum"]?.double
        if let type = NumberType(format: value.string ?? ""), type.isUnsigned, (least ?? -1) < 0 {
            return
        }
        annotate(.number, value)
        // Bounds that only `UInt64` can represent.
        if let least, least >= 0, let maximum = cursor["maximum"], maximum.int == nil,
            let most = maximum.double, most > 9.2e18, most <= 18_446_744_073_709_551_616
        {
            annotate(.number, maximum)
        }
    }

    /// Notes constants that include numbers beyond `Int`, if no `type` determines their Swift type.
    func noteConstants(_ values: [Cursor], at keyword: Cursor) {
        guard compiler.options.knowsNumbers, cursor["x-swift-type"] == nil else { return }
        if values.areUnsigned {
            return annotate(.number, keyword, as: JSONEmitter.line("uint64"))
        }
        guard cursor["type"] == nil,
            values.contains(where: { [.double, .decimal].contains($0.kind) })
        else { return }
        annotate(.number, keyword, as: JSONEmitter.line(.string(NumberType.constants)))
    }

    /// Notes a unit, which turns a number into a quantity.
    func noteUnit(_ value: Cursor) {
        guard compiler.options.knowsNumbers, cursor["x-swift-type"] == nil,
            let name = value.string, QuantityUnit(named: name) != nil
        else { return }
        annotate(.number, value)
    }

    /// Notes a duration, whose type stores its parts as numbers.
    func noteDuration(_ value: Cursor) {
        guard compiler.options.knowsNumbers, compiler.options.heldTypes.readsDurations,
            cursor["x-swift-type"] == nil
        else { return }
        annotate(.number, value)
    }

    /// Notes a schema whose values have no generated type.
    func noteUntyped() {
        let untyped = compiler.options.heldTypes.untyped
        guard !untyped.isEmpty, untyped.contains(SchemaPlace(node, in: compiler.graph)) else {
            return
        }
        annotate(.untyped, cursor)
    }
}
