import ConfigDocument

/// The assertions on single values, shared by both engines.
enum LeafChecks {
    /// The cost of a check beyond its own step, by the length of the data that it reads and the time
    /// that a byte or an entry of the tape takes. A step is about 20 ns.
    @inline(__always)
    static func cost(
        _ instruction: Instruction,
        _ entry: TapeEntry,
        _ program: ProgramView,
        _ view: TapeView
    ) -> Int {
        switch entry.rawKind {
        case Kind.string.rawValue, Kind.key.rawValue:
            let length = view.textLength(entry)
            switch instruction.operation {
            case .format:
                return instruction.a == Format.regex.rawValue ? length &<< 3 : length &>> 2
            case .pattern, .content: return length &>> 2
            default: return length &>> 5
            }
        case Kind.decimal.rawValue:
            let digits = view.lexeme(entry).count
            guard instruction.operation == .multipleOf else { return digits &>> 2 }
            // Division takes a pass over the divisor's words for each word of the number.
            let words = program.divisors[Int(instruction.a)].decimal.digits.count / 18 + 1
            return digits &>> 2 + digits / 18 * words
        case Kind.object.rawValue, Kind.array.rawValue:
            // Whole values are hashed and compared, with all entries and strings.
            let size = view.size(entry)
            let cost = size.entries + size.bytes &>> 3
            // Hashes of elements are sorted.
            return instruction.operation == .uniqueItems ? cost + entry.count &<< 3 : cost
        default: return 0
        }
    }

    @inline(__always)
    static func isInRange(
        _ entry: TapeEntry,
        _ range: NumberRange,
        _ program: ProgramView,
        _ view: TapeView
    ) -> Bool {
        isAboveLow(entry, range, program, view) && isBelowHigh(entry, range, program, view)
    }

    @inline(__always)
    static func isAboveLow(
        _ entry: TapeEntry,
        _ range: NumberRange,
        _ program: ProgramView,
        _ view: TapeView
    ) -> Bool {
        if entry.rawKind == Kind.integer.rawValue { return entry.integer >= range.lowInteger }
        if entry.rawKind == Kind.double.rawValue, !range.hasLongBound {
            return range.isLowExclusive ? entry.double > range.low : entry.double >= range.low
        }
        guard range.lowText != .max else { return true }
        let bound = Decimal(program.strings[Int(range.lowText)].bytes)
        let value = view.decimal(entry)
        return range.isLowExclusive ? value > bound : value >= bound
    }

    @inline(__always)
    static func isBelowHigh(
        _ entry: TapeEntry,
        _ range: NumberRange,
        _ program: ProgramView,
        _ view: TapeView
    ) -> Bool {
        if entry.rawKind == Kind.integer.rawValue { return entry.integer <= range.highInteger }
        if entry.rawKind == Kind.double.rawValue, !range.hasLongBound {
            return range.isHighExclusive ? entry.double < range.high : entry.double <= range.high
        }
        guard range.highText != .max else { return true }
        let bound = Decimal(program.strings[Int(range.highText)].bytes)
        let value = view.decimal(entry)
        return range.isHighExclusive ? value < bound : value <= bound
    }

    static func isMultiple(
        _ entry: TapeEntry,
        _ divisor: UnsafePointer<Divisor>,
        _ view: TapeView
    ) -> Bool {
        if entry.rawKind == Kind.integer.rawValue, divisor.pointee.integer > 0 {
            return entry.integer % divisor.pointee.integer == 0
        }
        return view.decimal(entry).isMultiple(of: divisor.pointee.decimal)
    }

    /// Code points are counted only if the number of bytes does not decide.
    @inline(__always)
    static func hasLength(_ entry: TapeEntry, _ instruction: Instruction, _ view: TapeView) -> Bool
    {
        var length = view.textLength(entry)
        let (fewest, most) = (Int(instruction.b), Int(instruction.c))
        if !entry.has(TapeEntry.ascii) {
            if length < fewest { return false }
            length = UTF8Check.scalarCount(view.text(entry))
        }
        return length >= fewest && (length <= most || instruction.c == .max)
    }

    static func hasFormat(_ entry: TapeEntry, _ instruction: Instruction, _ view: TapeView) -> Bool
    {
        guard let format = Format(rawValue: UInt8(truncatingIfNeeded: instruction.a)) else {
            return true
        }
        return format.accepts(view.text(entry))
    }

    static func hasContent(
        _ entry: TapeEntry,
        _ instruction: Instruction,
        _ program: ProgramView,
        _ view: TapeView
    ) -> Bool {
        program.contents[Int(instruction.a)].accepts(view.text(entry))
    }

    @inline(__always)
    static func isListed(
        _ entry: TapeEntry,
        _ instruction: Instruction,
        _ program: ProgramView,
        _ view: TapeView
    ) -> Bool {
        let text = view.text(entry)
        let hash =
            entry.rawKind == Kind.key.rawValue
            ? entry.body : KeyHash.hash(padded: view.textStart(entry), length: text.count)
        let slots = program.slots + Int(instruction.a)
        let mask = Int(instruction.b)
        var index = Int(truncatingIfNeeded: hash) & mask
        for _ in 0...mask {
            let slot = slots + index
            if slot.pointee.length == Slot.emptyLength { return false }
            if slot.pointee.hash == hash, Int(slot.pointee.length) == text.count,
                text.count <= KeyHash.exactLength
                    || bytesEqual(text, program.strings[Int(slot.pointee.start)].bytes)
            {
                return true
            }
            index = (index &+ 1) & mask
        }
        return false
    }

    static func equalsConstant(
        _ index: Int,
        _ instruction: Instruction,
        _ program: ProgramView,
        _ view: TapeView
    ) -> Bool {
        if instruction.b > ConstantIndex.fewest {
            return program.constantIndex.pointee.contains(index, view, in: instruction)
        }
        for constant in instruction.a..<instruction.a + instruction.b
        where ValueEquality.equal(
            index,
            view,
            program.constants[Int(constant)],
            program.constantView
        ) {
            return true
        }
        return false
    }

    static func hasUniqueItems(_ index: Int, _ view: TapeView) -> Bool {
        ValueEquality.firstDuplicate(in: index, view) == nil
    }
}
