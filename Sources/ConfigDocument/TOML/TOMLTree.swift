/// The values of a TOML document as a tree.
///
/// Small tables compare hashes one by one. The members of large ones are found in constant time by
/// a hash table; if crafted keys have equal hashes, it is rebuilt with unpredictable hashes.
struct TOMLTree: ~Copyable {
    private(set) var nodes: UnsafeMutablePointer<TOMLNode>
    private(set) var containers: UnsafeMutablePointer<TOMLContainer>
    private(set) var count = 0
    private var containerCount = 0
    private var capacity: Int
    private var containerCapacity: Int
    private let storage: TapeStorage

    private var slots: [Int32] = []
    private var hashed = 0
    private var probes = 0
    private var isSeeded = false

    /// The number of keys up to which a table is searched key by key.
    private static let linearLimit: Int32 = 16

    init(storage: TapeStorage) {
        self.storage = storage
        // Unused capacity costs nothing.
        capacity = storage.sourceCount / 4 &+ 16
        containerCapacity = storage.sourceCount / 16 &+ 16
        nodes = .allocate(capacity: capacity)
        containers = .allocate(capacity: containerCapacity)
    }

    deinit {
        nodes.deallocate()
        containers.deallocate()
    }

    /// Adds a value after the others of its container, and returns its number.
    @inline(__always)
    mutating func append(_ node: TOMLNode) -> Int {
        if count == capacity { growNodes() }
        let index = count
        nodes[index] = node
        count &+= 1
        guard node.parent >= 0 else { return index }
        let parent = containers + Int(node.parent)
        let number = Int32(truncatingIfNeeded: index)
        if parent.pointee.last >= 0 {
            nodes[Int(parent.pointee.last)].next = number
        } else {
            parent.pointee.first = number
        }
        parent.pointee.last = number
        parent.pointee.count &+= 1
        return index
    }

    /// Adds the container part of a node, and returns its index.
    mutating func addContainer(_ container: TOMLContainer) -> Int {
        if containerCount == containerCapacity { growContainers() }
        containers[containerCount] = container
        containerCount &+= 1
        return containerCount &- 1
    }

    @inline(never)
    private mutating func growNodes() {
        let grown = UnsafeMutablePointer<TOMLNode>.allocate(capacity: capacity &* 2)
        grown.update(from: nodes, count: count)
        nodes.deallocate()
        nodes = grown
        capacity = capacity &* 2
    }

    @inline(never)
    private mutating func growContainers() {
        let grown = UnsafeMutablePointer<TOMLContainer>.allocate(capacity: containerCapacity &* 2)
        grown.update(from: containers, count: containerCount)
        containers.deallocate()
        containers = grown
        containerCapacity = containerCapacity &* 2
    }

    // MARK: Members

    /// The member of a table with a key.
    @inline(__always)
    mutating func find(_ key: TapeEntry, in table: Int) -> Int? {
        let container = containers + table
        if container.pointee.filter & (1 &<< (key.body & 63)) == 0 { return nil }
        if container.pointee.isHashed { return hashedMember(key, in: table) }
        var index = Int(container.pointee.first)
        while index >= 0 {
            if isSame(nodes[index].key, key) { return index }
            index = Int(nodes[index].next)
        }
        return nil
    }

    /// Adds a member with a key that its table does not contain yet.
    @inline(__always)
    mutating func insert(_ node: TOMLNode) -> Int {
        let index = append(node)
        let container = containers + Int(node.parent)
        container.pointee.filter |= 1 &<< (node.key.body & 63)
        if container.pointee.count > Self.linearLimit { hash(index, in: Int(node.parent)) }
        return index
    }

    @inline(__always)
    private func isSame(_ left: TapeEntry, _ right: TapeEntry) -> Bool {
        left.body == right.body && left.length == right.length
            && (left.length <= KeyHash.exactLength
                || bytesEqual(storage.view.text(left), storage.view.text(right)))
    }

    // MARK: Hashes

    @inline(never)
    private mutating func hashedMember(_ key: TapeEntry, in table: Int) -> Int? {
        let mask = slots.count &- 1
        var slot = home(key, Int32(truncatingIfNeeded: table), mask)
        while slots[slot] >= 0 {
            let other = Int(slots[slot])
            if Int(nodes[other].parent) == table, isSame(nodes[other].key, key) { return other }
            slot = (slot &+ 1) & mask
            probes &+= 1
        }
        return nil
    }

    /// Adds a member to the hash table; the first member of a table that is added brings the others
    /// along.
    @inline(never)
    private mutating func hash(_ index: Int, in table: Int) {
        if containers[table].isHashed {
            makeRoom(for: 1)
            place(index)
            return
        }
        containers[table].isHashed = true
        makeRoom(for: Int(containers[table].count))
        var member = Int(containers[table].first)
        while member >= 0 {
            place(member)
            member = Int(nodes[member].next)
        }
    }

    private mutating func place(_ index: Int) {
        let mask = slots.count &- 1
        var slot = home(nodes[index].key, nodes[index].parent, mask)
        while slots[slot] >= 0 {
            slot = (slot &+ 1) & mask
            probes &+= 1
        }
        slots[slot] = Int32(truncatingIfNeeded: index)
        hashed &+= 1
    }

    private func home(_ key: TapeEntry, _ parent: Int32, _ mask: Int) -> Int {
        if isSeeded {
            var hasher = Hasher()
            hasher.combine(parent)
            hasher.combine(bytes: storage.view.text(key))
            return hasher.finalize() & mask
        }
        let mixed = (key.body ^ UInt64(truncatingIfNeeded: parent)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed &>> 32) & mask
    }

    /// Keeps the table at most half full, and changes the hashes if keys collide too often.
    private mutating func makeRoom(for count: Int) {
        let isCrowded = !isSeeded && probes > hashed &* 8 &+ 1024
        guard isCrowded || (hashed &+ count) &* 2 > slots.count else { return }
        if isCrowded { isSeeded = true }
        let old = slots
        let size = max(64, (hashed &+ count) &* 4)
        slots = Array(
            repeating: -1,
            count: 1 &<< (Int.bitWidth &- (size &- 1).leadingZeroBitCount)
        )
        hashed = 0
        for index in old where index >= 0 { place(Int(index)) }
        probes = 0
    }
}
