/// Parses TOML 1.0 to a tree, in one pass and without recursion; optionally TOML 1.1.
struct TOMLParser: ~Copyable {
    let storage: TapeStorage
    let source: UnsafeMutablePointer<UInt8>
    let count: Int
    let options: ReadingOptions
    var tree: TOMLTree
    var position = 0
    /// The table whose body is being parsed.
    var table = 0

    init(storage: TapeStorage, options: ReadingOptions) {
        self.storage = storage
        self.options = options
        source = storage.source
        count = storage.sourceCount
        tree = TOMLTree(storage: storage)
    }

    /// Parses all statements of the source.
    mutating func parse() throws(ReadingFault) {
        try WideText.check(source, count: count)
        if let bad = UTF8Check.firstInvalidByte(in: storage.sourceBytes) {
            throw ReadingFault(.encoding, at: bad, "the text is not valid UTF-8")
        }
        let hasByteOrderMark =
            count >= 3 && source[0] == 0xEF && source[1] == 0xBB && source[2] == 0xBF
        position = hasByteOrderMark ? 3 : 0
        let start = Start(statement: position, value: position, end: position)
        _ = open(.object, .header, key: Self.noKey, in: -1, depth: 1, start)
        while true {
            skipBlanks()
            switch source[position] {
            case 0x0A: position &+= 1
            case UInt8(ascii: "#"): try skipComment()
            case UInt8(ascii: "["):
                try header()
                try endLine("the header")
            case 0 where position >= count: return
            case 0x0D where source[position &+ 1] == 0x0A: position &+= 2
            default:
                try statement()
                try endLine("the value")
            }
        }
    }

    static let noKey = TapeEntry(.end, offset: 0)

    // MARK: Lines

    @inline(__always)
    mutating func skipBlanks() {
        while source[position] == 0x20 || source[position] == 0x09 { position &+= 1 }
    }

    /// Moves to the end of the line, whose content must be valid text.
    mutating func skipComment() throws(ReadingFault) {
        var end = position &+ 1
        while true {
            let byte = source[end]
            if byte >= 0x20 && byte != 0x7F || byte == 0x09 {
                end &+= 1
                continue
            }
            position = end
            if byte == 0x0A || end >= count { return }
            if byte == 0x0D, source[end &+ 1] == 0x0A { return }
            throw control(in: "a comment")
        }
    }

    /// Only a comment may follow a statement on its line.
    @inline(__always)
    private mutating func endLine(_ what: StaticString) throws(ReadingFault) {
        if source[position] == 0x0A {
            position &+= 1
        } else {
            try endOtherLine(what)
        }
    }

    private mutating func endOtherLine(_ what: StaticString) throws(ReadingFault) {
        skipBlanks()
        if source[position] == UInt8(ascii: "#") { try skipComment() }
        switch source[position] {
        case 0x0A: position &+= 1
        case 0x0D where source[position &+ 1] == 0x0A: position &+= 2
        case 0 where position >= count: return
        default: throw behindStatement(what)
        }
    }

    // MARK: Statements

    /// `key = value`, with a value of any kind.
    private mutating func statement() throws(ReadingFault) {
        let start = position
        let place = try dottedKey(in: table, start: start)
        let node = try value(place, start: start)
        tree.nodes[Int(tree.containers[table].node)].end = tree.nodes[node].end
    }

    /// The target of a member whose key was read: its key, and the container of its table.
    struct Place {
        var key: TapeEntry
        var parent: Int
    }

    /// Parses a key with its dots, creates the tables along it, and moves past the equals sign.
    @inline(__always)
    mutating func dottedKey(in table: Int, start: Int) throws(ReadingFault) -> Place {
        var parent = table
        var key = try self.key()
        skipBlanks()
        while source[position] == UInt8(ascii: ".") {
            parent = try descend(key, parent, scope: table, start: start)
            position &+= 1
            skipBlanks()
            key = try self.key()
            skipBlanks()
        }
        if let member = tree.find(key, in: parent) { throw again(key, member) }
        guard source[position] == UInt8(ascii: "=") else { throw noEqualsSign(behind: start) }
        position &+= 1
        skipBlanks()
        return Place(key: key, parent: parent)
    }

    /// The table named by a part of a dotted key.
    private mutating func descend(
        _ key: TapeEntry,
        _ parent: Int,
        scope: Int,
        start: Int
    ) throws(ReadingFault) -> Int {
        let table: Int
        if let member = tree.find(key, in: parent) {
            let node = tree.nodes[member]
            guard node.isContainer else { throw closed(key, member) }
            table = node.container
            switch tree.containers[table].role {
            case .dotted where Int(tree.containers[table].scope) == scope: return table
            case .implied: break
            default: throw closed(key, member)
            }
        } else {
            table = try newTable(key, parent, .dotted, start)
        }
        tree.containers[table].role = .dotted
        tree.containers[table].scope = Int32(truncatingIfNeeded: scope)
        return table
    }
}
