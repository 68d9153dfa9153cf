import ConfigDocument
import MigrationSteps

/// Changes to the members of an object.
extension [MigrationTree.Member] {
    mutating func set(_ value: MigrationTree, for key: String) {
        if let index = firstIndex(where: { $0.key.isExactly(key) }) {
            self[index].value = value
        } else {
            append((key, value, nil))
        }
    }

    /// The index of the first member on a path, if the whole path leads to a value.
    func index(of path: Slice<DocumentPath>) -> Int? {
        guard let key = path.first?.token, value(at: path) != nil else { return nil }
        return firstIndex { $0.key.isExactly(key) }
    }

    /// The index of the last of several names that an object has.
    func lastIndex(of names: [String]) -> Int? {
        for name in names.reversed() {
            if let index = firstIndex(where: { $0.key.isExactly(name) }) { return index }
        }
        return nil
    }

    func value(at path: Slice<DocumentPath>) -> MigrationTree? {
        guard let key = path.first?.token, let member = first(where: { $0.key.isExactly(key) })
        else {
            return nil
        }
        return member.value.value(at: path.dropFirst())
    }

    /// Removes and returns the member at a path.
    mutating func take(_ path: Slice<DocumentPath>) -> MigrationTree.Member? {
        guard let key = path.first?.token, let index = firstIndex(where: { $0.key.isExactly(key) })
        else {
            return nil
        }
        if path.count == 1 { return remove(at: index) }
        guard var inner = self[index].value.members else { return nil }
        let member = inner.take(path.dropFirst())
        self[index].value = .object(inner)
        return member
    }

    /// Sets a member at a path, creating objects along it; false if a value of another kind blocks
    /// it.
    mutating func insert(
        _ member: MigrationTree.Member,
        at path: Slice<DocumentPath>,
        position: Int?
    ) -> Bool {
        guard let key = path.first?.token else { return false }
        let index = firstIndex { $0.key.isExactly(key) }
        if path.count == 1 {
            guard index == nil else { return false }
            insert((key, member.value, member.origin), at: Swift.min(position ?? count, count))
            return true
        }
        guard var inner = index.map({ self[$0].value.members }) ?? [] else { return false }
        guard inner.insert(member, at: path.dropFirst(), position: nil) else { return false }
        if let index {
            self[index].value = .object(inner)
        } else {
            insert((key, .object(inner), nil), at: Swift.min(position ?? count, count))
        }
        return true
    }
}
