import ConfigDocument

/// One value of a document on its way into a typed value.
///
/// A reader never throws. Where a value is missing or has the wrong type it notes a located finding
/// and hands back a blank, so that one run reports everything that is wrong with a file.
/// A reader of an absent value hands back blanks in silence: its absence was noted already.
public struct ValueReader {
    let context: ReadingContext
    /// The value's place on the tape; negative where it is absent.
    private(set) var index: Int
    /// Whether messages must not quote the value.
    var isSecret = false
    /// Which members were asked for; nothing is looked up before the first of them is.
    private var members = MemberScan()
    /// Nil as long as there is nothing to tell, so that most readers cost one reference.
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

    /// Goes on to another value, as if just made by `child`.
    mutating func move(to index: Int, isSecret: Bool) {
        self.index = index
        self.isSecret = isSecret
        if members.isOpen { members = MemberScan() }
        if extrasSoFar != nil { extrasSoFar = nil }
    }

    /// Reads a value inside this one. Cheaper than a child, which would hold references of its own.
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

    /// The value's entry on the tape; ask only where the value is there.
    var entry: TapeEntry { context.view[index] }
}

// MARK: - Members

extension ValueReader {
    /// The tape index of the member's value, or -1. The member counts as read.
    ///
    /// A value that is no object is noted once, and counts as absent from then on.
    mutating func find(_ key: StaticString) -> Int {
        guard opens() else { return -1 }
        return members.find(key, in: context.view)
    }

    /// Like `find`, and notes the absence of the member.
    mutating func require(_ key: StaticString) -> Int {
        let found = find(key)
        if found < 0 { noteMissing(key) }
        return found
    }

    /// Leaves a member that was found to the extras.
    mutating func leave(_ key: StaticString, at index: Int) {
        draft().unknown["\(key)"] = DocumentValue(context.cursor(at: index))
    }

    /// The children that no member was asked for yet, and marks them as read.
    mutating func takeUnread(
        where isMeant: (String) -> Bool = { _ in true }
    ) -> [(key: String, index: Int)] {
        guard opens() else { return [] }
        return members.takeUnread(in: context.view, where: isMeant)
    }

    /// Remembers that a member was not in the document, so that it need not be written.
    mutating func noteDefault(_ key: StaticString, _ value: any ConfigConvertible) {
        if !isAbsent { draft().defaults.append((key, value)) }
    }

    /// For an object whose schema does not say `type`, so that values of other kinds are valid too:
    /// such a value is kept by the extras, and all properties count as absent. Called first.
    public mutating func acceptsAnyKind() {
        guard !isAbsent, entry.kind != .object else { return }
        draft().value = DocumentValue(context.cursor(at: index))
        index = -1
    }

    /// Remembers the order of a set.
    mutating func noteOrder(_ key: StaticString, _ elements: [DocumentValue]) {
        if elements.count > 1 { draft().orders.append((key, elements)) }
    }

    /// Remembers that the document says `null` where the type says nil.
    mutating func noteNull(_ key: StaticString) { draft().nulls.append(key) }

    private mutating func draft() -> ConfigExtras.Draft {
        if let extrasSoFar { return extrasSoFar }
        let draft = ConfigExtras.Draft()
        extrasSoFar = draft
        return draft
    }

    /// What the document holds besides the members that were read. Asked for last.
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
    /// Notes that the value is not what the type can hold: `port is "abc"; a whole number is
    /// expected`. Says nothing about an absent value.
    public mutating func refuse(expected: String, suggestion: String? = nil) {
        guard !isAbsent else { return }
        let value = context.shown(index, isSecret: isSecret)
        note(
            "is \(value); \(expected) is expected",
            suggestion: isSecret || context.document.hidden.contains(index) ? nil : suggestion
        )
    }

    /// Notes what is wrong with the value. The message goes on after the value's name.
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
