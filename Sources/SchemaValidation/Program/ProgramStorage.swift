package import ConfigDocument
package import ECMARegex
import Synchronization

/// A program in the form that engines run: its tables in immutable memory.
package final class ProgramStorage: @unchecked Sendable {
    /// The program as compiled; `ExhaustiveEngine` walks its code.
    package let tables: ProgramTables
    /// The origins of its parts, for messages.
    package let sites: ProgramSites
    /// The memory of the program as `FastCode` prepared it, and of all tables that both engines
    /// use.
    let viewInMemory: UnsafePointer<ProgramView>
    let fastEntryPoints: [UInt32]
    let usesDynamicScope: Bool
    /// True if the program was compiled to know the numbers that generated types can hold.
    let knowsNumbers: Bool
    /// True if a valid document can have warnings.
    let hasWarnings: Bool
    private let constantDocument: Document
    /// Kept alive for `view`.
    private let patterns: [Pattern]
    private let madeSecretMap = Mutex<SecretMap?>(nil)
    private let memory: ProgramMemory

    /// A stored program; nil if its tables are inconsistent, for example in a damaged string.
    convenience init?(_ tables: ProgramTables, _ sites: SiteTables) {
        let check = ProgramCheck(tables)
        guard check.isSound, check.isSound(sites), let patterns = Self.patterns(tables) else {
            return nil
        }
        self.init(tables, ProgramSites(sites), patterns: patterns)
    }

    /// A program from the compiler; nil if it is unsound.
    package convenience init?(
        compiled tables: ProgramTables,
        _ sites: ProgramSites,
        patterns: [Pattern]
    ) {
        guard ProgramCheck(tables).isSound else { return nil }
        self.init(tables, sites, patterns: patterns)
    }

    private init?(_ tables: ProgramTables, _ sites: ProgramSites, patterns: [Pattern]) {
        guard let constants = try? Self.constants(tables),
            constants.root.count == tables.constants.count
        else { return nil }
        let fast = FastCode(tables)
        let addresses = fast.addresses
        self.tables = tables
        self.sites = sites
        let memory = ProgramMemory()
        self.memory = memory
        fastEntryPoints = tables.entryPoints.map { addresses[$0] }
        constantDocument = constants
        self.patterns = patterns
        func hasAnnotation(_ kind: AnnotationKind) -> Bool {
            tables.code.contains { $0.operation == .annotation && $0.b == UInt32(kind.rawValue) }
        }
        knowsNumbers = hasAnnotation(.number)
        hasWarnings = hasAnnotation(.deprecated)
        usesDynamicScope = !tables.dynamicAnchors.isEmpty
        let indices = constants.root.elements.map(\.index)
        let constantIndex = ConstantIndex(tables, document: constants, constants: indices)
        let view = ProgramView(
            code: memory.copy(fast.code),
            objects: memory.copy(tables.objects) { $0.additional = addresses[$0.additional] },
            slots: memory.copy(tables.slots) { $0.block = addresses[$0.block] },
            patternSlots: memory.copy(tables.patternSlots) { $0.block = addresses[$0.block] },
            branches: memory.copy(tables.branches) { $0.block = addresses[$0.block] },
            ranges: memory.copy(tables.ranges),
            rules: memory.copy(tables.rules),
            words: memory.copy(Self.words(tables, addresses)),
            strings: Self.texts(tables, in: memory),
            patterns: memory.map(patterns, Unmanaged.passUnretained),
            divisors: memory.keep(Self.divisors(tables)),
            contents: memory.keep(Self.contents(tables)),
            dynamicAnchors: memory.copy(tables.dynamicAnchors),
            constants: memory.copy(indices),
            constantView: constants.storage.view,
            constantIndex: memory.keep([constantIndex])
        )
        viewInMemory = memory.copy([view])
    }

    var view: ProgramView { viewInMemory.pointee }

    /// The value of a constant as in the schema.
    package func constant(_ number: Int) -> Cursor {
        Cursor(document: constantDocument, index: view.constants[number])
    }

    /// True if some schema marks a secret.
    package var marksSecrets: Bool { !secretMap.isEmpty }

    /// Computed on demand, since most runs report nothing.
    var secretMap: SecretMap {
        madeSecretMap.withLock { made in
            let map = made ?? SecretMap(tables, patterns: patterns)
            made = map
            return map
        }
    }

    /// The index of a key's slot in a table.
    func slot(of key: TapeEntry, in table: ObjectTable, of view: TapeView) -> Int? {
        slot(hash: key.body, in: table) { view.isKey(key, hash: $0.hash, text: $0.bytes) }
    }

    /// The index of a key's slot in a table.
    func slot(of key: String, in table: ObjectTable) -> Int? {
        var key = key
        return key.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            let hash = KeyHash.hash(bytes)
            return slot(hash: hash, in: table) { $0.hash == hash && bytesEqual($0.bytes, bytes) }
        }
    }

    private func slot(
        hash: UInt64,
        in table: ObjectTable,
        _ isKey: (ProgramText) -> Bool
    ) -> Int? {
        let mask = Int(table.slotMask)
        var slot = Int(truncatingIfNeeded: hash) & mask
        for _ in 0...mask {
            let index = Int(table.slots) + slot
            let candidate = tables.slots[index]
            if candidate.length == Slot.emptyLength { return nil }
            if isKey(view.strings[Int(candidate.start)]) { return index }
            slot = (slot + 1) & mask
        }
        return nil
    }

    func pattern(_ source: String) -> Pattern? {
        patterns.first { $0.source.utf8.elementsEqual(source.utf8) }
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
        if tables.constants.isEmpty, let noConstants { return noConstants }
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

    private static let noConstants = try? Document(parsing: "[]", as: .json)

    private static func texts(
        _ tables: ProgramTables,
        in memory: ProgramMemory
    ) -> UnsafePointer<ProgramText> {
        // Comparison reads a few bytes past a string.
        let bytes = memory.copy(tables.strings.bytes, padding: TapeStorage.padding)
        return memory.map(tables.strings.entries) { text in
            ProgramText(
                start: bytes + Int(text.start),
                count: Int(text.count),
                hash: text.hash
            )
        }
    }

    /// The words of a program, with the blocks of dynamic anchors at their addresses in `FastCode`.
    private static func words(_ tables: ProgramTables, _ addresses: BlockAddresses) -> [UInt32] {
        var words = tables.words
        for anchor in tables.dynamicAnchors {
            for pair in 0..<anchor.count {
                let index = Int(anchor.start + pair * 2 + 1)
                words[index] = addresses[words[index]]
            }
        }
        return words
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
