import ConfigDocument
import SchemaValidation

/// What the options of the compiler say of types that decides which values are held.
package struct HeldTypes: Sendable {
    /// Numbers become `ExactDecimal`.
    package var keepsDecimals = false
    /// Texts of `format: duration` become values.
    package var readsDurations = false
    /// Schemas whose values stay `DocumentValue`, which holds everything.
    package var untyped: Set<SchemaPlace> = []

    package init() {}
}

extension SchemaScope {
    /// Notes the keyword that decides what numbers become in Swift, where the program is to know.
    func noteNumber(_ value: Cursor) {
        guard compiler.options.knowsNumbers else { return }
        if let name = cursor["x-swift-type"], let text = name.string {
            if NumberType(swiftType: text) != nil { return annotate(.number, name) }
            // A type of the user's own may keep what `ExactDecimal` does.
            if compiler.options.heldTypes.keepsDecimals { return }
        }
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

    /// Notes that constants are numbers of which not all are an `Int`, where no `type` decides what they
    /// become.
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

    /// Notes a unit, which makes a quantity of what would be a number.
    func noteUnit(_ value: Cursor) {
        guard compiler.options.knowsNumbers, cursor["x-swift-type"] == nil,
            let name = value.string, QuantityUnit(named: name) != nil
        else { return }
        annotate(.number, value)
    }

    /// Notes a duration, whose type has numbers for its parts.
    func noteDuration(_ value: Cursor) {
        guard compiler.options.knowsNumbers, compiler.options.heldTypes.readsDurations,
            cursor["x-swift-type"] == nil
        else { return }
        annotate(.number, value)
    }

    /// Notes a schema of whose values the options make no type.
    func noteUntyped() {
        let untyped = compiler.options.heldTypes.untyped
        guard !untyped.isEmpty, untyped.contains(SchemaPlace(node, in: compiler.graph)) else {
            return
        }
        annotate(.untyped, cursor)
    }
}
