import ConfigDocument

/// A program as printable ASCII: variable-length numbers in base64, with a version and a checksum.
///
/// Generated source embeds it as a string literal, so no character may need an escape.
enum ProgramCoding {
    /// The oldest version of the format that holds a program. It must change whenever `ProgramTables`
    /// or the meaning of an instruction changes: `CompiledSchema.Format` has a case for each that
    /// can be read.
    static func version(of tables: ProgramTables) -> UInt64 {
        tables.rules.isEmpty ? version : versionWithRules
    }

    private static let version: UInt64 = 2
    /// Since this version there are rules across settings.
    private static let versionWithRules: UInt64 = 3

    static func encode(_ tables: ProgramTables, _ sites: SiteTables) -> String {
        var writer = ByteWriter()
        writer.put(version(of: tables))
        write(tables, to: &writer)
        write(sites, to: &writer)
        let checksum = Self.checksum(writer.bytes)
        return "\(Base64.encode(writer.bytes)).\(String(checksum, radix: 36))"
    }

    static func decode(
        _ text: UnsafeBufferPointer<UInt8>
    ) -> (program: ProgramTables, sites: SiteTables)? {
        guard let dot = text.lastIndex(of: UInt8(ascii: ".")),
            let checksum = UInt64(String(decoding: text[(dot + 1)...], as: UTF8.self), radix: 36),
            let bytes = Base64.decode(UnsafeBufferPointer(rebasing: text[..<dot])),
            Self.checksum(bytes) == checksum
        else { return nil }
        var reader = ByteReader(bytes: bytes)
        let version = reader.number()
        guard version == Self.version || version == versionWithRules else { return nil }
        var tables = read(&reader)
        if version == versionWithRules { tables.rules = reader.list(readRule) }
        let sites = readSites(&reader)
        return reader.isSound ? (tables, sites) : nil
    }

    /// FNV-1a: detects accidents, not attackers, who could write another checksum.
    private static func checksum(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    // MARK: Tables, in the same order for reading and writing

    private static func write(_ tables: ProgramTables, to writer: inout ByteWriter) {
        writer.put((0..<tables.strings.count).map { tables.strings[$0] }) { $0.put($1) }
        writer.put(tables.code) { writer, instruction in
            writer.put(UInt64(instruction.operation.rawValue))
            writer.put(UInt64(instruction.flags))
            writer.put(UInt64(instruction.kinds.rawValue))
            for operand in [instruction.a, instruction.b, instruction.c] {
                writer.put(index: operand)
            }
        }
        writer.put(tables.siteOfInstruction) { $0.put(index: $1) }
        writer.put(tables.instructionSites) { $0.put(index: $1) }
        writer.put(tables.objects) { writer, table in
            writer.put(index: table.slots)
            writer.put(index: table.slotMask)
            writer.put(index: table.patterns)
            writer.put(index: table.patternCount)
            writer.put(index: table.additional)
            writer.put(UInt64(table.additionalAccepted.rawValue))
            writer.put(table.hasAdditional ? 1 : 0)
            writer.put(table.required)
        }
        writer.put(tables.slots) { writer, slot in
            // A free slot is one byte; hash and length follow from the string.
            writer.put(index: slot.length == Slot.emptyLength ? .max : slot.start)
            guard slot.length != Slot.emptyLength else { return }
            writer.put(index: slot.block)
            writer.put(UInt64(slot.accepted.rawValue))
            writer.put(UInt64(slot.requiredBit))
            writer.put(slot.isProperty ? 1 : 0)
        }
        writer.put(tables.siteOfSlot) { $0.put(index: $1) }
        writer.put(tables.patternSlots) { writer, slot in
            writer.put(index: slot.pattern)
            writer.put(index: slot.block)
            writer.put(UInt64(slot.accepted.rawValue))
        }
        writer.put(tables.siteOfPatternSlot) { $0.put(index: $1) }
        writer.put(tables.branches) { writer, branch in
            writer.put(index: branch.block)
            writer.put(UInt64(branch.accepted.rawValue))
            writer.put(UInt64(branch.possible.rawValue))
        }
        writer.put(tables.siteOfBranch) { $0.put(index: $1) }
        writer.put(tables.ranges) { writer, range in
            writer.put(UInt64(bitPattern: range.lowInteger))
            writer.put(UInt64(bitPattern: range.highInteger))
            writer.put(range.low.bitPattern)
            writer.put(range.high.bitPattern)
            writer.put(
                (range.isLowExclusive ? 1 : 0) | (range.isHighExclusive ? 2 : 0)
                    | (range.hasLongBound ? 4 : 0)
            )
            writer.put(index: range.lowText)
            writer.put(index: range.highText)
        }
        writer.put(tables.contents) { writer, content in
            writer.put(index: content.encoding)
            writer.put(index: content.mediaType)
        }
        writer.put(tables.dynamicAnchors) { writer, anchor in
            writer.put(index: anchor.start)
            writer.put(index: anchor.count)
        }
        for list in [
            tables.words, tables.patterns, tables.divisors, tables.constants, tables.entryPoints,
            tables.resourceOfEntryPoint,
        ] {
            writer.put(list) { $0.put(index: $1) }
        }
        if !tables.rules.isEmpty { writer.put(tables.rules, write) }
    }

    private static func write(_ writer: inout ByteWriter, _ rule: SettingRule) {
        writer.put(UInt64(rule.relation.rawValue))
        for place in [rule.left, rule.right] {
            writer.put(UInt64(place.levels))
            writer.put(index: place.way)
            writer.put(index: place.count)
            writer.put(index: place.fallback)
            writer.put(UInt64(place.depth))
            writer.put(place.factor)
            writer.put(
                (place.isLength ? 1 : 0) | (place.isSecret ? 2 : 0)
                    | (place.unit.map { UInt64($0.code) << 2 } ?? 0)
            )
        }
        writer.put(index: rule.keys)
        writer.put(index: rule.keyCount)
        writer.put(index: rule.constant)
        writer.put(index: rule.reason)
    }

    private static func readRule(_ reader: inout ByteReader) -> SettingRule {
        let relation = SettingRule.Relation(rawValue: reader.byte())
        if relation == nil { reader.fail() }
        var rule = SettingRule(relation ?? .sameAs)
        rule.left = readPlace(&reader)
        rule.right = readPlace(&reader)
        rule.keys = reader.index()
        rule.keyCount = reader.index()
        rule.constant = reader.index()
        rule.reason = reader.index()
        return rule
    }

    private static func readPlace(_ reader: inout ByteReader) -> SettingRule.Place {
        var place = SettingRule.Place()
        place.levels = UInt32(truncatingIfNeeded: reader.number())
        place.way = reader.index()
        place.count = reader.index()
        place.fallback = reader.index()
        place.depth = UInt32(truncatingIfNeeded: reader.number())
        place.factor = reader.number()
        let flags = reader.number()
        place.isLength = flags & 1 != 0
        place.isSecret = flags & 2 != 0
        place.unit = QuantityUnit(code: flags >> 2)
        if place.unit == nil, flags >> 2 != 0 { reader.fail() }
        return place
    }

    private static func write(_ tables: SiteTables, to writer: inout ByteWriter) {
        writer.put(tables.texts) { $0.put($1) }
        writer.put(tables.places) { writer, place in
            writer.put(index: place.parent)
            writer.put(index: place.token)
            writer.put(index: place.line)
            writer.put(index: place.column)
            writer.put(index: place.resource)
        }
        writer.put(tables.sites) { writer, site in
            writer.put(index: site.place)
            writer.put(index: site.depth)
        }
    }

    private static func readSites(_ reader: inout ByteReader) -> SiteTables {
        var tables = SiteTables()
        tables.texts = reader.list { $0.text() }
        tables.places = reader.list { reader in
            SiteTables.Place(
                parent: reader.index(),
                token: reader.index(),
                line: reader.index(),
                column: reader.index(),
                resource: reader.index()
            )
        }
        tables.sites = reader.list { SiteTables.Site(place: $0.index(), depth: $0.index()) }
        return tables
    }

    private static func read(_ reader: inout ByteReader) -> ProgramTables {
        var tables = ProgramTables()
        for text in reader.list({ $0.text() }) { _ = tables.strings.add(text) }
        tables.code = reader.list { reader in
            let operation = Operation(rawValue: reader.byte())
            if operation == nil { reader.fail() }
            return Instruction(
                operation: operation ?? .reject,
                flags: reader.byte(),
                kinds: reader.kinds(),
                a: reader.index(),
                b: reader.index(),
                c: reader.index()
            )
        }
        tables.siteOfInstruction = reader.list { $0.index() }
        tables.instructionSites = reader.list { $0.index() }
        tables.objects = reader.list { reader in
            ObjectTable(
                slots: reader.index(),
                slotMask: reader.index(),
                patterns: reader.index(),
                patternCount: reader.index(),
                additional: reader.index(),
                additionalAccepted: reader.kinds(),
                hasAdditional: reader.number() != 0,
                required: reader.number()
            )
        }
        let strings = tables.strings
        tables.slots = reader.list { reader in
            let start = reader.index()
            guard start != .max else { return Slot() }
            guard Int(start) < strings.count else {
                reader.fail()
                return Slot()
            }
            return Slot(
                hash: strings.entries[Int(start)].hash,
                start: start,
                length: strings.entries[Int(start)].count,
                block: reader.index(),
                accepted: reader.kinds(),
                requiredBit: reader.byte(),
                isProperty: reader.number() != 0
            )
        }
        tables.siteOfSlot = reader.list { $0.index() }
        tables.patternSlots = reader.list {
            PatternSlot(pattern: $0.index(), block: $0.index(), accepted: $0.kinds())
        }
        tables.siteOfPatternSlot = reader.list { $0.index() }
        tables.branches = reader.list {
            Branch(block: $0.index(), accepted: $0.kinds(), possible: $0.kinds())
        }
        tables.siteOfBranch = reader.list { $0.index() }
        tables.ranges = reader.list { reader in
            var range = NumberRange()
            range.lowInteger = Int64(bitPattern: reader.number())
            range.highInteger = Int64(bitPattern: reader.number())
            range.low = Double(bitPattern: reader.number())
            range.high = Double(bitPattern: reader.number())
            let flags = reader.number()
            range.isLowExclusive = flags & 1 != 0
            range.isHighExclusive = flags & 2 != 0
            range.hasLongBound = flags & 4 != 0
            range.lowText = reader.index()
            range.highText = reader.index()
            return range
        }
        tables.contents = reader.list {
            ProgramTables.Content(encoding: $0.index(), mediaType: $0.index())
        }
        tables.dynamicAnchors = reader.list {
            ProgramTables.DynamicAnchor(start: $0.index(), count: $0.index())
        }
        tables.words = reader.list { $0.index() }
        tables.patterns = reader.list { $0.index() }
        tables.divisors = reader.list { $0.index() }
        tables.constants = reader.list { $0.index() }
        tables.entryPoints = reader.list { $0.index() }
        tables.resourceOfEntryPoint = reader.list { $0.index() }
        return tables
    }
}
