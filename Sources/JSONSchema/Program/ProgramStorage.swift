import ConfigDocument

/// A program in the form that engines run: its tables in memory that nothing changes any more.
final class ProgramStorage: @unchecked Sendable {
    let tables: ProgramTables
    let code: UnsafeMutablePointer<Instruction>
    let objects: UnsafeMutablePointer<ObjectTable>
    let slots: UnsafeMutablePointer<Slot>
    let patternSlots: UnsafeMutablePointer<PatternSlot>
    let branches: UnsafeMutablePointer<Branch>
    let ranges: UnsafeMutablePointer<NumberRange>
    let words: UnsafeMutablePointer<UInt32>
    let strings: UnsafeMutablePointer<Text>
    private let bytes: UnsafeMutablePointer<UInt8>
    let patterns: UnsafeMutablePointer<Pattern>
    let divisors: UnsafeMutablePointer<Divisor>
    /// All constants as one array, and the tape index of each.
    private let constantDocument: Document
    let constants: UnsafeMutablePointer<Int>
    let constantIndex: ConstantIndex
    let usesDynamicScope: Bool

    /// A text in the program's memory, with the hash that keys are compared by.
    struct Text {
        var start: UnsafePointer<UInt8>
        var count: Int
        var hash: UInt64

        @inline(__always)
        var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
    }

    struct Divisor {
        /// The divisor where it is a small integer, else 0.
        var integer: Int64
        var decimal: Decimal
    }

    /// Nil where the tables do not fit together, as a damaged text could have it.
    init?(_ tables: ProgramTables) {
        guard ProgramCheck(tables).isSound,
            let patterns = Self.patterns(tables),
            let document = try? Self.constants(tables),
            document.root.count == tables.constants.count
        else { return nil }
        self.tables = tables
        code = Self.copy(tables.code)
        objects = Self.copy(tables.objects)
        slots = Self.copy(tables.slots)
        patternSlots = Self.copy(tables.patternSlots)
        branches = Self.copy(tables.branches)
        ranges = Self.copy(tables.ranges)
        words = Self.copy(tables.words)
        self.patterns = Self.copy(patterns)
        let utf8 = tables.strings.map { Array($0.utf8) }
        bytes = Self.copy(Array(utf8.joined()) + Array(repeating: 0, count: TapeStorage.padding))
        var texts: [Text] = []
        var offset = 0
        for text in utf8 {
            let start = UnsafePointer(bytes + offset)
            let hash = KeyHash.hash(padded: start, length: text.count)
            texts.append(Text(start: start, count: text.count, hash: hash))
            offset += text.count
        }
        strings = Self.copy(texts)
        divisors = Self.copy(
            tables.divisors.map { index in
                let decimal = Decimal(tables.strings[Int(index)])
                let integer = decimal.isInteger ? decimal.floorInteger : 0
                return Divisor(integer: integer == .max ? 0 : integer, decimal: decimal)
            }
        )
        constantDocument = document
        let constants = document.root.elements.map(\.index)
        self.constants = Self.copy(constants)
        constantIndex = ConstantIndex(tables, document: document, constants: constants)
        usesDynamicScope = !tables.dynamicAnchors.isEmpty
    }

    deinit {
        code.deallocate()
        objects.deallocate()
        slots.deallocate()
        patternSlots.deallocate()
        branches.deallocate()
        ranges.deallocate()
        words.deallocate()
        strings.deallocate()
        bytes.deallocate()
        patterns.deinitialize(count: tables.patterns.count)
        patterns.deallocate()
        divisors.deinitialize(count: tables.divisors.count)
        divisors.deallocate()
        constants.deallocate()
    }

    var constantView: TapeView { constantDocument.storage.view }

    private static func copy<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        for (index, element) in elements.enumerated() { (memory + index).initialize(to: element) }
        return memory
    }

    private static func patterns(_ tables: ProgramTables) -> [Pattern]? {
        var patterns: [Pattern] = []
        for index in tables.patterns {
            guard let pattern = try? Pattern(tables.strings[Int(index)], leniency: .annexB) else {
                return nil
            }
            patterns.append(pattern)
        }
        return patterns
    }

    private static func constants(_ tables: ProgramTables) throws(DocumentError) -> Document {
        let texts = tables.constants.map { tables.strings[Int($0)] }
        var options = ReadingOptions()
        options.maxBytes = .max
        options.maxDepth = 10_000
        options.allowsDuplicateKeys = true
        return try Document(
            parsing: "[\(texts.joined(separator: ","))]",
            as: .json,
            options: options
        )
    }
}
