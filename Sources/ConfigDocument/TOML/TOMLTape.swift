extension TOMLParser {
    /// Writes the tree to the tape, each container in one piece, in the order in which members
    /// first appear.
    func writeTape() {
        // At most a key, a value and an end for each value.
        storage.reserveEntries(tree.count &* 3)
        let entries = storage.entries
        let nodes = tree.nodes
        let containers = tree.containers
        var next = 0
        var node = nodes
        while true {
            if node.pointee.key.rawKind == Kind.key.rawValue {
                entries[next] = node.pointee.key
                next &+= 1
            }
            entries[next] = node.pointee.value
            var end = node.pointee.end
            if node.pointee.isContainer {
                let container = containers + node.pointee.container
                container.pointee.entry = Int32(truncatingIfNeeded: next)
                container.pointee.tapeEnd = end
                next &+= 1
                if container.pointee.first >= 0 {
                    node = nodes + Int(container.pointee.first)
                    continue
                }
                end = close(container, entries, &next)
            } else {
                next &+= 1
            }
            // After a value: moves to the next one, or up.
            while node.pointee.next < 0 {
                guard node.pointee.parent >= 0 else {
                    storage.entryCount = next
                    return
                }
                let container = containers + Int(node.pointee.parent)
                container.pointee.tapeEnd = max(container.pointee.tapeEnd, end)
                end = close(container, entries, &next)
                node = nodes + Int(container.pointee.node)
            }
            let container = containers + Int(node.pointee.parent)
            container.pointee.tapeEnd = max(container.pointee.tapeEnd, end)
            node = nodes + Int(node.pointee.next)
        }
    }

    /// Ends a container on the tape, and returns its end in the source.
    @inline(__always)
    private func close(
        _ container: UnsafeMutablePointer<TOMLContainer>,
        _ entries: UnsafeMutablePointer<TapeEntry>,
        _ next: inout Int
    ) -> UInt32 {
        let start = Int(container.pointee.entry)
        let end = container.pointee.tapeEnd
        entries[start].body =
            UInt64(truncatingIfNeeded: next) << 32
            | UInt64(truncatingIfNeeded: container.pointee.count)
        let isBracket =
            container.pointee.role == .inlineArray || container.pointee.role == .inlineTable
        entries[next] = TapeEntry(
            .end,
            offset: Int(end) &- (isBracket ? 1 : 0),
            length: isBracket ? 1 : 0,
            body: UInt64(truncatingIfNeeded: start)
        )
        next &+= 1
        return end
    }

    /// The notation of each entry of the written tape.
    func places() -> [TOMLPlace] {
        var places = [TOMLPlace](repeating: TOMLPlace(.scalar, start: 0), count: storage.entryCount)
        // Values are in the order of the tape only within their containers.
        var entry = 0
        var index = 0
        while true {
            let node = tree.nodes[index]
            if node.key.rawKind == Kind.key.rawValue {
                places[entry] = TOMLPlace(.scalar, start: Int(node.start))
                entry += 1
            }
            places[entry] = place(of: node)
            entry += 1
            if node.isContainer, tree.containers[node.container].first >= 0 {
                index = Int(tree.containers[node.container].first)
                continue
            }
            if node.isContainer { entry += 1 }
            while tree.nodes[index].next < 0 {
                let parent = Int(tree.nodes[index].parent)
                guard parent >= 0 else { return places }
                entry += 1
                index = Int(tree.containers[parent].node)
            }
            index = Int(tree.nodes[index].next)
        }
    }

    private func place(of node: TOMLNode) -> TOMLPlace {
        guard node.isContainer else {
            return TOMLPlace(.scalar, start: Int(node.start), end: Int(node.end))
        }
        let container = tree.containers[node.container]
        return TOMLPlace(
            container.role,
            start: Int(node.start),
            headerEnd: Int(container.headerEnd),
            end: Int(node.end)
        )
    }
}
