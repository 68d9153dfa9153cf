/// The members of an object, in the order in which they were added.
public struct DocumentObject: Sendable {
    /// A key and its value.
    public typealias Member = (key: String, value: DocumentValue)

    /// The members in order.
    public private(set) var members: [Member] = []
    /// Members whose values are hidden, with the text shown in their place; see
    /// `DocumentValue.description`. They are not part of the value: equality ignores them.
    package private(set) var marks: [String: String] = [:]
    /// An index for large objects only; scanning small ones is faster.
    private var indices: [KeyText: Int] = [:]
    private static let indexLimit = 16

    /// Creates an empty object.
    public init() {}

    /// The number of members.
    public var count: Int { members.count }
    /// True if there are no members.
    public var isEmpty: Bool { members.isEmpty }
    /// The keys in the order of members.
    public var keys: [String] { members.map(\.key) }

    /// Setting an existing key keeps its position; setting nil removes it.
    public subscript(key: String) -> DocumentValue? {
        get { index(of: key).map { members[$0].value } }
        set {
            switch (index(of: key), newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil):
                members.remove(at: index)
                rebuildIndex()
            case (nil, let value?):
                members.append((key, value))
                if !indices.isEmpty {
                    indices[KeyText(key)] = members.count - 1
                } else if members.count > Self.indexLimit {
                    rebuildIndex()
                }
            case (nil, nil): break
            }
        }
    }

    /// Makes descriptions, dumps and encoders show a mark instead of a member's value.
    package mutating func hide(_ key: String, as mark: String = DocumentValue.secretMark) {
        marks[key] = mark
    }

    /// True if both are unmodified copies of one object, and therefore equal.
    package func sharesMembers(with other: DocumentObject) -> Bool {
        members.withUnsafeBufferPointer { own in
            other.members.withUnsafeBufferPointer { other in
                own.baseAddress == other.baseAddress && own.count == other.count
            }
        }
    }

    private func index(of key: String) -> Int? {
        if !indices.isEmpty { return indices[KeyText(key)] }
        return members.firstIndex { haveEqualBytes($0.key, key) }
    }

    private mutating func rebuildIndex() {
        indices.removeAll(keepingCapacity: true)
        guard members.count > Self.indexLimit else { return }
        for (index, member) in members.enumerated() { indices[KeyText(member.key)] = index }
    }
}

/// A key compared by its bytes, as JSON requires.
package struct KeyText: Hashable {
    let text: String
    package init(_ text: String) { self.text = text }

    package static func == (left: KeyText, right: KeyText) -> Bool {
        haveEqualBytes(left.text, right.text)
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
