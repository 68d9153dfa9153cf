import ConfigDocument
import ECMARegex

/// A program's memory as the fast engine uses it: pointers only, to avoid reference counting. Valid
/// while its `ProgramStorage` exists.
struct ProgramView {
    let code: UnsafePointer<Instruction>
    let objects: UnsafePointer<ObjectTable>
    let slots: UnsafePointer<Slot>
    let patternSlots: UnsafePointer<PatternSlot>
    let branches: UnsafePointer<Branch>
    let ranges: UnsafePointer<NumberRange>
    let words: UnsafePointer<UInt32>
    let strings: UnsafePointer<ProgramText>
    let patterns: UnsafePointer<Unmanaged<Pattern>>
    let divisors: UnsafePointer<Divisor>
    let contents: UnsafePointer<EncodedContent>
    let dynamicAnchors: UnsafePointer<ProgramTables.DynamicAnchor>
    /// All constants in one array, with the tape index of each.
    let constants: UnsafePointer<Int>
    let constantView: TapeView
    /// A single index for all long lists of constants.
    let constantIndex: UnsafePointer<ConstantIndex>

    /// True if a pattern occurs in a string; nil if its budget runs out.
    @inline(__always)
    func matches(
        _ pattern: UInt32,
        _ text: UnsafeRawBufferPointer,
        within steps: inout Int
    ) -> Bool? {
        patterns[Int(pattern)]._withUnsafeGuaranteedRef {
            try? $0.matches(text, within: &steps)
        }
    }

    func patternSource(_ pattern: UInt32) -> String {
        patterns[Int(pattern)]._withUnsafeGuaranteedRef { $0.source }
    }
}

/// A string in the program's memory, with the hash used to compare keys.
struct ProgramText {
    var start: UnsafePointer<UInt8>
    var count: Int
    var hash: UInt64

    @inline(__always)
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
}

/// A divisor of `multipleOf`.
struct Divisor {
    /// The divisor if it is a small integer, else 0.
    var integer: Int64
    var decimal: Decimal
}
