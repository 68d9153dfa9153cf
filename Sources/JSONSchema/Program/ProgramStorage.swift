import ConfigDocument

/// A program in the form that engines run: its tables in memory that nothing changes any more.
final class ProgramStorage: @unchecked Sendable {
    /// The program with all that findings need; `ExhaustiveEngine` walks its code.
    let tables: ProgramTables
    /// The memory of the program as `FastCode` made it, and of all tables that both engines use.
    let view: ProgramView
    let fastEntryPoints: [UInt32]
    let usesDynamicScope: Bool
    private let constantDocument: Document
    /// Kept alive for `view`.
    private let patterns: [Pattern]
    private let memory = ProgramMemory()

    /// Nil where the tables do not fit together, as a damaged text could have it.
    init?(_ tables: ProgramTables) {
        guard ProgramCheck(tables).isSound, let patterns = Self.patterns(tables),
            let constants = try? Self.constants(tables)
        else { return nil }
        let fast = FastCode(tables).tables
        self.tables = tables
        fastEntryPoints = fast.entryPoints
        constantDocument = constants
        self.patterns = patterns
        usesDynamicScope = !tables.dynamicAnchors.isEmpty
        view = ProgramView(
            code: memory.copy(fast.code),
            objects: memory.copy(fast.objects),
            slots: memory.copy(fast.slots),
            patternSlots: memory.copy(fast.patternSlots),
            branches: memory.copy(fast.branches),
            ranges: memory.copy(fast.ranges),
            words: memory.copy(fast.words),
            strings: Self.texts(tables, in: memory),
            patterns: memory.copy(patterns.map(Unmanaged.passUnretained)),
            divisors: memory.copy(Self.divisors(tables)),
            contents: memory.copy(Self.contents(tables)),
            dynamicAnchors: memory.copy(fast.dynamicAnchors),
            constants: memory.copy(constants.root.elements.map(\.index)),
            constantView: constants.storage.view
        )
    }

    private static func patterns(_ tables: ProgramTables) -> [Pattern]? {
        var patterns: [Pattern] = []
        for index in tables.patterns {
            let text = tables.strings[Int(index)]
            guard let pattern = try? Pattern(text, leniency: .annexB) else { return nil }
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
        return try Document(parsing: "[\(texts.joined(separator: ","))]", as: .json, options: options)
    }

    private static func texts(
        _ tables: ProgramTables, in memory: ProgramMemory
    ) -> UnsafePointer<ProgramText> {
        let utf8 = tables.strings.map { Array($0.utf8) }
        // Hashing and comparing read a few bytes beyond a text.
        let bytes = memory.copy(Array(utf8.joined()) + Array(repeating: 0, count: TapeStorage.padding))
        var texts: [ProgramText] = []
        var start = bytes
        for text in utf8 {
            let hash = KeyHash.hash(padded: start, length: text.count)
            texts.append(ProgramText(start: start, count: text.count, hash: hash))
            start += text.count
        }
        return memory.copy(texts)
    }

    private static func divisors(_ tables: ProgramTables) -> [Divisor] {
        tables.divisors.map { index in
            let decimal = Decimal(tables.strings[Int(index)])
            let integer = decimal.isInteger ? decimal.floorInteger : 0
            return Divisor(integer: integer == .max ? 0 : integer, decimal: decimal)
        }
    }

    private static func contents(_ tables: ProgramTables) -> [EncodedContent] {
        func name(_ index: UInt32) -> String? { index == .max ? nil : tables.strings[Int(index)] }
        return tables.contents.map {
            EncodedContent(encoding: name($0.encoding), mediaType: name($0.mediaType))
        }
    }
}

/// Memory that lives as long as its program.
private final class ProgramMemory {
    private var release: [() -> Void] = []

    deinit { for release in release { release() } }

    func copy<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
        let count = elements.count
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, count))
        _ = UnsafeMutableBufferPointer(start: memory, count: count).initialize(from: elements)
        release.append {
            memory.deinitialize(count: count)
            memory.deallocate()
        }
        return UnsafePointer(memory)
    }
}
