/// One value of a document: a place on its tape.
public struct Cursor: Sendable {
    /// The document that contains the value.
    public let document: Document
    package let index: Int

    package init(document: Document, index: Int) {
        self.document = document
        self.index = index
    }

    private var view: TapeView { document.storage.view }
    private var entry: TapeEntry { view[index] }

    /// The kind of the value; never `key` or `end`.
    public var kind: Kind { entry.kind }
    /// True if the value is `null`.
    public var isNull: Bool { kind == .null }
    /// True if the value is an object.
    public var isObject: Bool { kind == .object }
    /// True if the value is an array.
    public var isArray: Bool { kind == .array }

    /// The value of a boolean; nil for a value of another kind.
    public var bool: Bool? {
        switch kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// The value of an integer, including `1.0`; nil for other numbers and for integers beyond
    /// `Int`.
    public var int: Int? { kind == .integer ? Int(exactly: entry.integer) : nil }

    /// The nearest `Double` of a number.
    public var double: Double? {
        switch kind {
        case .integer: Double(entry.integer)
        case .double, .decimal: entry.double
        default: nil
        }
    }

    /// The text of a string; nil for a value of another kind.
    public var string: String? { kind == .string ? text : nil }

    /// The text of a number as written.
    public var lexeme: String? {
        switch kind {
        case .integer, .double, .decimal: String(decoding: view.lexeme(entry), as: UTF8.self)
        default: nil
        }
    }

    /// The key of a member; nil for the root and for elements.
    package var key: Cursor? {
        guard index > 0, view[index - 1].kind == .key else { return nil }
        return Cursor(document: document, index: index - 1)
    }

    package var text: String { String(decoding: view.text(entry), as: UTF8.self) }

    /// The number of members or elements; 0 for values of other kinds.
    public var count: Int { isObject || isArray ? entry.count : 0 }

    /// The value of the member `key`; nil if there is none, or the value is not an object.
    public subscript(key: String) -> Cursor? {
        guard isObject else { return nil }
        var key = key
        return key.withUTF8 { text in
            let text = UnsafeRawBufferPointer(text)
            return view.member(of: index, hash: KeyHash.hash(text), key: text).map(at)
        }
    }

    /// The element at a position; nil beyond the end. Takes time linear in the position.
    public subscript(position: Int) -> Cursor? {
        guard isArray, position >= 0, position < count else { return nil }
        var index = index + 1
        for _ in 0..<position { index = view.next(after: index) }
        return at(index)
    }

    /// The members of an object in document order; none for other values.
    public var members: [(key: Key, value: Cursor)] {
        guard isObject else { return [] }
        var members: [(key: Key, value: Cursor)] = []
        members.reserveCapacity(count)
        var index = index + 1
        while index < entry.endIndex {
            members.append((Key(cursor: at(index)), at(index + 1)))
            index = view.next(after: index + 1)
        }
        return members
    }

    /// The elements of an array in order; none for other values.
    public var elements: [Cursor] {
        guard isArray else { return [] }
        var elements: [Cursor] = []
        elements.reserveCapacity(count)
        var index = index + 1
        while index < entry.endIndex {
            elements.append(at(index))
            index = view.next(after: index)
        }
        return elements
    }

    private func at(_ index: Int) -> Cursor { Cursor(document: document, index: index) }

    /// The byte range in the source, including quotes and brackets.
    public var sourceRange: Range<Int> { view.sourceRange(index) }

    /// The start of the value.
    public var position: SourcePosition { document.position(at: sourceRange.lowerBound) }

    /// True if the value was reached through a YAML alias or merge key.
    public var isAliased: Bool { entry.has(TapeEntry.aliased) }

    /// The key of an object's member.
    public struct Key: Sendable {
        package let cursor: Cursor
        /// The key, without quotes and escapes.
        public var text: String { cursor.text }
        /// The start of the key in the source.
        public var position: SourcePosition { cursor.position }
        /// True if the key was reached through a YAML alias or merge key.
        package var isAliased: Bool { cursor.isAliased }
    }
}
