/// Tables and arrays of tables: those of headers, and those along the paths of keys.
extension TOMLParser {
    /// The offsets of a container that begins.
    struct Start {
        var statement: Int
        var value: Int
        var end: Int
    }

    /// Adds a container, and returns its index among the containers.
    mutating func open(
        _ kind: Kind,
        _ role: TOMLPlace.Role,
        key: TapeEntry,
        in parent: Int,
        depth: Int32,
        _ start: Start
    ) -> Int {
        let container = tree.addContainer(
            TOMLContainer(
                role: role,
                depth: depth,
                node: Int32(truncatingIfNeeded: tree.count),
                headerEnd: UInt32(truncatingIfNeeded: start.end)
            )
        )
        let node = TOMLNode(
            key: key,
            value: TapeEntry(
                kind,
                offset: start.value,
                body: UInt64(truncatingIfNeeded: container)
            ),
            parent: Int32(truncatingIfNeeded: parent),
            start: UInt32(truncatingIfNeeded: start.statement),
            end: UInt32(truncatingIfNeeded: start.end)
        )
        _ = key.rawKind == Kind.key.rawValue ? tree.insert(node) : tree.append(node)
        return container
    }

    mutating func newTable(
        _ key: TapeEntry,
        _ parent: Int,
        _ role: TOMLPlace.Role,
        _ start: Int,
        at offset: Int? = nil
    ) throws(ReadingFault) -> Int {
        let range = storage.view.sourceRange(key)
        return open(
            role == .tables ? .array : .object,
            role,
            key: key,
            in: parent,
            depth: try depth(below: parent, at: range.lowerBound),
            Start(statement: start, value: offset ?? range.lowerBound, end: range.upperBound)
        )
    }

    /// The depth of a container inside another one.
    @inline(__always)
    func depth(below parent: Int, at offset: Int) throws(ReadingFault) -> Int32 {
        let depth = tree.containers[parent].depth &+ 1
        if Int(depth) > options.maxDepth {
            throw ReadingFault(
                .depth,
                at: offset,
                "nesting is deeper than \(options.maxDepth) levels; raise maxDepth, or pass --max-depth"
            )
        }
        return depth
    }

    // MARK: Headers

    /// `[table]` or `[[array of tables]]`.
    mutating func header() throws(ReadingFault) {
        let start = position
        let isArray = source[start &+ 1] == UInt8(ascii: "[")
        position &+= isArray ? 2 : 1
        skipBlanks()
        var parent = 0
        var key = try self.key()
        skipBlanks()
        while source[position] == UInt8(ascii: ".") {
            parent = try enter(key, parent, start)
            position &+= 1
            skipBlanks()
            key = try self.key()
            skipBlanks()
        }
        guard source[position] == UInt8(ascii: "]"),
            !isArray || source[position &+ 1] == UInt8(ascii: "]")
        else { throw unclosedHeader(isArray) }
        position &+= isArray ? 2 : 1
        table = isArray ? try addTable(key, parent, start) : try define(key, parent, start)
        let end = UInt32(truncatingIfNeeded: position)
        tree.containers[table].headerEnd = end
        let node = tree.nodes + Int(tree.containers[table].node)
        node.pointee.start = UInt32(truncatingIfNeeded: start)
        node.pointee.end = end
    }

    /// The table named by a part of a header other than the last.
    private mutating func enter(
        _ key: TapeEntry,
        _ parent: Int,
        _ start: Int
    ) throws(ReadingFault) -> Int {
        guard let member = tree.find(key, in: parent) else {
            return try newTable(key, parent, .implied, start)
        }
        let node = tree.nodes[member]
        guard node.isContainer else { throw closed(key, member) }
        switch tree.containers[node.container].role {
        case .implied, .header, .dotted: return node.container
        case .tables: return tree.nodes[Int(tree.containers[node.container].last)].container
        case .scalar, .inlineTable, .inlineArray: throw closed(key, member)
        }
    }

    private mutating func define(
        _ key: TapeEntry,
        _ parent: Int,
        _ start: Int
    ) throws(ReadingFault) -> Int {
        guard let member = tree.find(key, in: parent) else {
            return try newTable(key, parent, .header, start, at: start)
        }
        let node = tree.nodes[member]
        guard node.isContainer, tree.containers[node.container].role == .implied else {
            throw again(key, member, isHeader: true)
        }
        tree.containers[node.container].role = .header
        return node.container
    }

    private mutating func addTable(
        _ key: TapeEntry,
        _ parent: Int,
        _ start: Int
    ) throws(ReadingFault) -> Int {
        let array: Int
        if let member = tree.find(key, in: parent) {
            let node = tree.nodes[member]
            guard node.isContainer, tree.containers[node.container].role == .tables else {
                throw again(key, member, isHeader: true)
            }
            array = node.container
        } else {
            array = try newTable(key, parent, .tables, start, at: start)
        }
        return open(
            .object,
            .header,
            key: Self.noKey,
            in: array,
            depth: try depth(below: array, at: start),
            Start(statement: start, value: start, end: start)
        )
    }
}
