/// Values by name, in order of last use.
struct RecencyList<Value> {
    private struct Node {
        var name: String
        var value: Value
        /// The neighbour that was used more recently.
        var newer: Int?
        var older: Int?
    }

    private var nodes: [Node?] = []
    private var unused: [Int] = []
    private var indices: [String: Int] = [:]
    private var newest: Int?
    private var oldest: Int?

    var count: Int { indices.count }
    var names: [String] { Array(indices.keys) }

    /// Reading through the subscript does not count as use.
    subscript(name: String) -> Value? {
        indices[name].flatMap { nodes[$0]?.value }
    }

    /// Returns the value and makes it the most recent.
    mutating func use(_ name: String) -> Value? {
        guard let index = indices[name], let node = nodes[index] else { return nil }
        if newest != index {
            unlink(index)
            link(index)
        }
        return node.value
    }

    /// Sets the value and makes it the most recent.
    mutating func set(_ value: Value, for name: String) {
        if let index = indices[name] {
            nodes[index]?.value = value
            unlink(index)
            link(index)
            return
        }
        let node = Node(name: name, value: value)
        let index = unused.popLast() ?? nodes.count
        if index == nodes.count { nodes.append(node) } else { nodes[index] = node }
        indices[name] = index
        link(index)
    }

    /// Changes a value without moving it.
    mutating func update(_ name: String, _ change: (inout Value) -> Void) {
        guard let index = indices[name], var node = nodes[index] else { return }
        change(&node.value)
        nodes[index] = node
    }

    @discardableResult
    mutating func remove(_ name: String) -> Value? {
        guard let index = indices.removeValue(forKey: name) else { return nil }
        unlink(index)
        defer { nodes[index] = nil }
        unused.append(index)
        return nodes[index]?.value
    }

    /// The least recently used name.
    var leastRecent: String? { oldest.flatMap { nodes[$0]?.name } }

    private mutating func link(_ index: Int) {
        nodes[index]?.older = newest
        nodes[index]?.newer = nil
        if let newest { nodes[newest]?.newer = index }
        newest = index
        if oldest == nil { oldest = index }
    }

    private mutating func unlink(_ index: Int) {
        let (newer, older) = (nodes[index]?.newer, nodes[index]?.older)
        if let newer { nodes[newer]?.older = older } else { newest = older }
        if let older { nodes[older]?.newer = newer } else { oldest = newer }
    }
}
