/// Values: scalars, and arrays and inline tables, which are parsed in a loop.
extension TOMLParser {
    /// Parses the value of a member, and returns its number in the tree.
    @inline(__always)
    mutating func value(_ place: Place, start: Int) throws(ReadingFault) -> Int {
        let index = try item(key: place.key, in: place.parent, start: start)
        if tree.nodes[index].isContainer { try contents(of: tree.nodes[index].container) }
        return index
    }

    /// Parses a scalar, or the opening bracket of a container, and returns its number in the tree.
    @inline(__always)
    private mutating func item(
        key: TapeEntry,
        in parent: Int,
        start: Int
    ) throws(ReadingFault) -> Int {
        let byte = source[position]
        if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
            return try bracket(byte == UInt8(ascii: "["), key, parent, start)
        }
        let value = try scalar(byte)
        let node = TOMLNode(
            key: key,
            value: value,
            parent: Int32(truncatingIfNeeded: parent),
            start: UInt32(truncatingIfNeeded: start),
            end: UInt32(truncatingIfNeeded: position)
        )
        return key.rawKind == Kind.key.rawValue ? tree.insert(node) : tree.append(node)
    }

    private mutating func bracket(
        _ isArray: Bool,
        _ key: TapeEntry,
        _ parent: Int,
        _ start: Int
    ) throws(ReadingFault) -> Int {
        let offset = position
        let depth = try depth(below: parent, at: offset)
        position &+= 1
        let container = open(
            isArray ? .array : .object,
            isArray ? .inlineArray : .inlineTable,
            key: key,
            in: parent,
            depth: depth,
            Start(statement: start, value: offset, end: position)
        )
        return Int(tree.containers[container].node)
    }

    @inline(__always)
    private mutating func scalar(_ byte: UInt8) throws(ReadingFault) -> TapeEntry {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return try string()
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"):
            return try number()
        case UInt8(ascii: "t"): return try word("true", .true)
        case UInt8(ascii: "f"): return try word("false", .false)
        default: throw noValue()
        }
    }

    private mutating func word(
        _ word: StaticString,
        _ kind: Kind
    ) throws(ReadingFault) -> TapeEntry {
        let start = position
        let length = word.utf8CodeUnitCount
        for index in 0..<length where source[start &+ index] != word.utf8Start[index] {
            throw noValue()
        }
        position &+= length
        if Self.isBare(source[position]) { throw noValue(at: start) }
        return TapeEntry(kind, offset: start, length: length)
    }

    // MARK: Containers

    /// Parses the content of a container, including nested ones.
    private mutating func contents(of root: Int) throws(ReadingFault) {
        var open = root
        var isBehindValue = false
        var isBehindComma = false
        while true {
            let isArray = tree.containers[open].role == .inlineArray
            if isArray || options.allowsTOML11 { try skipLines() } else { skipBlanks() }
            let byte = source[position]
            if byte == (isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")) {
                if isBehindComma, !isArray, !options.allowsTOML11 { throw trailingComma() }
                position &+= 1
                tree.nodes[Int(tree.containers[open].node)].end =
                    UInt32(truncatingIfNeeded: position)
                if open == root { return }
                open = container(around: open)
                (isBehindValue, isBehindComma) = (true, false)
            } else if isBehindValue {
                guard byte == UInt8(ascii: ",") else { throw noComma(in: open) }
                position &+= 1
                (isBehindValue, isBehindComma) = (false, true)
            } else {
                let index = isArray ? try element(of: open) : try member(of: open)
                isBehindValue = !tree.nodes[index].isContainer
                isBehindComma = false
                if !isBehindValue { open = tree.nodes[index].container }
            }
        }
    }

    private func container(around container: Int) -> Int {
        var outer = container
        repeat {
            outer = Int(tree.nodes[Int(tree.containers[outer].node)].parent)
        } while tree.containers[outer].role == .dotted
        return outer
    }

    @inline(__always)
    private mutating func element(of array: Int) throws(ReadingFault) -> Int {
        try item(key: Self.noKey, in: array, start: position)
    }

    private mutating func member(of table: Int) throws(ReadingFault) -> Int {
        let start = position
        if source[start] == 0x0A || source[start] == 0x0D { throw brokenTable() }
        let place = try dottedKey(in: table, start: start)
        return try item(key: place.key, in: place.parent, start: start)
    }

    /// Skips blanks, line breaks and comments.
    @inline(__always)
    private mutating func skipLines() throws(ReadingFault) {
        while true {
            switch source[position] {
            case 0x20, 0x09, 0x0A: position &+= 1
            case 0x0D where source[position &+ 1] == 0x0A: position &+= 2
            case UInt8(ascii: "#"): try skipComment()
            default: return
            }
        }
    }
}
