import ConfigDocument

/// A reader of one value of a document.
///
/// It never throws. For a missing value or one of the wrong type it records a located finding and
/// returns a blank, so that one run reports all problems of a file. The reader of an absent value
/// silently returns blanks: the absence was recorded before.
public struct ValueReader {
    let context: ReadingContext
    /// The value's index on the tape; negative if it is absent.
    private(set) var index: Int
    /// True if messages must not quote the value.
    var isSecret = false
    /// The members read so far; nothing is looked up before the first one.
    private var members = MemberScan()
    /// Nil as long as there are no extras, so that most readers hold only one reference.
    private var extrasSoFar: ConfigExtras.Draft?

    init(_ context: ReadingContext, index: Int) {
        self.context = context
        self.index = index
    }

    func child(at index: Int) -> ValueReader {
        var child = ValueReader(context, index: index)
        child.isSecret = isSecret
        return child
    }

    /// Moves to another value, as if newly created by `child`.
    mutating func move(to index: Int, isSecret: Bool) {
        self.index = index
        self.isSecret = isSecret
        if members.isOpen { members = MemberScan() }
        if extrasSoFar != nil { extrasSoFar = nil }
    }

    /// Reads a value inside this one. Cheaper than a child, which would hold its own references.
    mutating func read<Value: ConfigConvertible>(at index: Int) -> Value {
        let outer = (index: self.index, isSecret: isSecret)
        var scan = MemberScan()
        var extras: ConfigExtras.Draft?
        self.index = index
        swap(&members, &scan)
        swap(&extrasSoFar, &extras)
        let value = Value(reading: &self)
        (self.index, isSecret) = outer
        swap(&members, &scan)
        swap(&extrasSoFar, &extras)
        return value
    }

    var isAbsent: Bool { index < 0 }

    /// The value's entry on the tape; only valid if the value is present.
    var entry: TapeEntry { context.view[index] }
}

// MARK: - Members

extension ValueReader {
    /// The tape index of the member's value, or -1. The member counts as read.
    ///
    /// If the value is not an object, this is recorded once; the value then counts as absent.
    mutating func find(_ key: StaticString) -> Int {
        guard opens() else { return -1 }
        return members.find(key, in: context.view)
    }

    /// Like `find`, but records a missing member.
    mutating func require(_ key: StaticString) -> Int {
        let found = find(key)
        if found < 0 { noteMissing(key) }
        return found
    }

    /// Moves a member that was found to the extras.
    mutating func leave(_ key: StaticString, at index: Int) {
        draft().unknown["\(key)"] = DocumentValue(context.cursor(at: index))
    }

    /// The members that were not read yet, which now count as read.
    mutating func takeUnread(
        where isMeant: (String) -> Bool = { _ in true }
    ) -> [(key: String, index: Int)] {
        guard opens() else { return [] }
        return members.takeUnread(in: context.view, where: isMeant)
    }

    /// Records that a member was missing in the document, so that it need not be written.
    mutating func noteDefault(_ key: StaticString, _ value: any ConfigConvertible) {
        if !isAbsent { draft().defaults.append((key, value)) }
    }

    /// For an object whose schema has no `type`, so that other kinds of values are valid too: such
    /// a value is kept in the extras, and all properties count as absent. Called first.
    public mutating func acceptsAnyKind() {
        guard !isAbsent, entry.kind != .object else { return }
        draft().value = DocumentValue(context.cursor(at: index))
        index = -1
    }

    /// Records the order of a set.
    mutating func noteOrder(_ key: StaticString, _ elements: [DocumentValue]) {
        if elements.count > 1 { draft().orders.append((key, elements)) }
    }

    /// Records that the document has `null` for a nil.
    mutating func noteNull(_ key: StaticString) { draft().nulls.append(key) }

    private mutating func draft() -> ConfigExtras.Draft {
        if let extrasSoFar { return extrasSoFar }
        let draft = ConfigExtras.Draft()
        extrasSoFar = draft
        return draft
    }

    /// The members of the document that were not read. Called last.
    public mutating func extras() -> ConfigExtras {
        if isAbsent { context.recorder?.skip(ConfigExtras.self) }
        for (key, index) in takeUnread() {
            draft().unknown[key] = DocumentValue(context.cursor(at: index))
        }
        return extrasSoFar.map(ConfigExtras.init) ?? ConfigExtras()
    }

    @inline(__always)
    private mutating func opens() -> Bool {
        members.isOpen || openMembers()
    }

    private mutating func openMembers() -> Bool {
        guard !isAbsent else { return false }
        guard entry.kind == .object else {
            refuse(expected: "an object")
            index = -1
            return false
        }
        members.open(index, in: context.view)
        return true
    }
}

// MARK: - Findings

extension ValueReader {
    /// Records that the type cannot hold the value: `port is "abc"; a whole number is expected`.
    /// Does nothing for an absent value.
    public mutating func refuse(expected: String, suggestion: String? = nil) {
        guard !isAbsent else { return }
        let value = context.shown(index, isSecret: isSecret)
        note(
            "is \(value); \(expected) is expected",
            suggestion: isSecret || context.document.hidden.contains(index) ? nil : suggestion
        )
    }

    /// Records a problem with the value. The message continues the value's name.
    public mutating func note(_ message: String, suggestion: String? = nil) {
        guard !isAbsent else { return }
        context.note(
            "\(context.name(of: index)) \(message)",
            suggestion: suggestion,
            at: context.view.sourceRange(index).lowerBound,
            in: index
        )
    }

    private func noteMissing(_ key: StaticString) {
        guard !isAbsent else { return }
        let owner = index == 0 ? "" : context.name(of: index) + "."
        context.note(
            "\(owner)\(shownKey("\(key)")) is missing",
            at: context.view.sourceRange(index).lowerBound,
            in: index
        )
    }
}
