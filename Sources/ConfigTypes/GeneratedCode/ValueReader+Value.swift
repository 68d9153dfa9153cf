public import ConfigDocument
import ECMARegex
import SchemaValidation

// The functions that generated code calls for the value itself, not for its members.

extension ValueReader {
    /// The kind of the value; `null` for an absent one.
    public var kind: Kind {
        if !isAbsent { return entry.kind }
        context.recorder?.noteUnion()
        return .null
    }

    /// True if the value is `null`.
    public var isNull: Bool { kind == .null }

    /// True if the value is valid according to the schema at an entry point of the program.
    public func matches(_ entryPoint: Int) -> Bool {
        guard !isAbsent, let program = context.program else {
            context.recorder?.noteUnion()
            return false
        }
        return program.accepts(context.cursor(at: index), entryPoint: entryPoint)
    }

    /// True if the value is valid according to the schemas at all of these entry points.
    public func matches(_ first: Int, _ others: Int...) -> Bool {
        matches(first) && others.allSatisfy { matches($0) }
    }

    /// The string in a member that identifies the branch of a union; nil if the value is not an
    /// object, or the member not a string. The member does not count as read.
    public func string(of key: StaticString) -> String? {
        guard !isAbsent else {
            context.recorder?.noteUnion()
            return nil
        }
        guard entry.kind == .object else { return nil }
        var scan = MemberScan()
        scan.open(index, in: context.view)
        let found = scan.find(key, in: context.view)
        guard found >= 0, context.view[found].kind == .string else { return nil }
        return String(decoding: context.view.text(context.view[found]), as: UTF8.self)
    }

    /// Reads the same value as a different type.
    public func value<Value: ConfigConvertible>() -> Value {
        var reader = child(at: index)
        return Value(reading: &reader)
    }
}

// MARK: - Scalars

extension ValueReader {
    // Members of the right type are read in place, without a reader of their own. Other values are
    // handled separately, because creating a reader would slow down this path.

    func bool(at index: Int) -> Bool {
        switch context.view[index].kind {
        case .true: true
        case .false: false
        default: otherBool(at: index)
        }
    }

    @inline(never) private func otherBool(at index: Int) -> Bool { child(at: index).bool() }

    func int(at index: Int) -> Int {
        let entry = context.view[index]
        if entry.kind == .integer, let value = Int(exactly: entry.integer) { return value }
        return otherInt(at: index)
    }

    @inline(never) private func otherInt(at index: Int) -> Int { child(at: index).int() }

    func double(at index: Int) -> Double {
        let entry = context.view[index]
        if entry.kind == .double { return entry.double }
        if entry.kind == .integer, let value = Double(exactly: entry.integer) { return value }
        return otherDouble(at: index)
    }

    @inline(never) private func otherDouble(at index: Int) -> Double { child(at: index).double() }

    func string(at index: Int) -> String {
        let entry = context.view[index]
        if entry.kind != .string { return otherString(at: index) }
        return String(decoding: context.view.text(entry), as: UTF8.self)
    }

    @inline(never) private func otherString(at index: Int) -> String { child(at: index).string() }

    /// Reads a boolean. A value of another kind is recorded, and reads as false.
    public func bool() -> Bool {
        if isAbsent { return blank(false, of: .boolean) }
        switch entry.kind {
        case .true: return true
        case .false: return false
        default:
            refused(expected: "true or false")
            return false
        }
    }

    /// Reads an integer. A value of another kind, or one that `Int` cannot represent, is recorded
    /// and reads as 0.
    public func int() -> Int {
        if isAbsent { return blank(0, of: .integer) }
        if entry.kind == .integer, let value = Int(exactly: entry.integer) { return value }
        return integer()
    }

    /// Reads a string. A value of another kind is recorded, and reads as empty.
    public func string() -> String { text { "a string" } ?? "" }

    /// The nearest `Double`. Integers that it cannot represent exactly are refused, since they are
    /// mostly identifiers.
    public func double() -> Double {
        if isAbsent { return blank(0, of: .number) }
        switch entry.kind {
        case .double: return entry.double
        case .integer, .decimal: return exactDouble()
        default:
            refused(expected: "a number")
            return 0
        }
    }

    private func exactDouble() -> Double {
        let held = context.cursor(at: index).heldDouble
        if case .value(let value) = held { return value }
        if let expectation = held.expectation { refused(expected: expectation) }
        return 0
    }

    /// The content of a string; nil with a finding for other values, nil for an absent one.
    func text(expected: () -> String) -> String? {
        if isAbsent { return blank(nil, of: .string) }
        guard entry.kind == .string else {
            refused(expected: expected())
            return nil
        }
        return String(decoding: context.view.text(entry), as: UTF8.self)
    }

    /// True if the value's string has exactly these bytes.
    func isText(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 {
            bytesEqual(context.view.text(entry), UnsafeRawBufferPointer($0))
        }
    }

    /// An integer of any width, checked against its range.
    func integer<Value: FixedWidthInteger>() -> Value {
        if isAbsent { return blank(0, of: .integer) }
        switch entry.kind {
        case .integer:
            if let value = Value(exactly: entry.integer) { return value }
        case .decimal where !entry.has(TapeEntry.fractional):
            if let value = Value(String(decoding: context.view.lexeme(entry), as: UTF8.self)) {
                return value
            }
        case .double:
            // 1e19 is a whole number within `UInt64`.
            if let value = Value(exactly: entry.double) { return value }
        case .decimal: break
        default:
            refused(expected: "a whole number")
            return 0
        }
        let isWhole = entry.kind == .integer || !entry.has(TapeEntry.fractional)
        refused(
            expected: isWhole
                ? "a whole number from \(Value.min) to \(Value.max)" : "a whole number"
        )
        return 0
    }

    func blank<Value>(_ value: Value, of kind: JSONType) -> Value {
        context.recorder?.note(kind)
        return value
    }

    func refused(expected: String) {
        var reader = self
        reader.refuse(expected: expected)
    }
}

// MARK: - Containers

extension ValueReader {
    /// All elements of an array, starting from a position.
    @_specialize(where Element == String)
    @_specialize(where Element == Int)
    public func elements<Element: ConfigConvertible>(from position: Int = 0) -> [Element] {
        var index = indexOfElement(position)
        if index < 0 { return [] }
        let count = entry.count - position
        var child = child(at: index)
        return [Element](unsafeUninitializedCapacity: count) { elements, made in
            while made < count {
                child.move(to: index, isSecret: isSecret)
                elements.initializeElement(at: made, to: Element(reading: &child))
                made += 1
                index = context.view.next(after: index)
            }
        }
    }

    /// The element of an array at a position; adds a finding if the array is shorter.
    public func element<Element: ConfigConvertible>(_ position: Int) -> Element {
        let found = indexOfElement(position)
        if found < 0, !isAbsent, entry.kind == .array {
            refused(expected: "an array of more than \(position) elements")
        }
        var child = child(at: found)
        return Element(reading: &child)
    }

    /// The element of an array at a position; nil if the array is shorter.
    public func optionalElement<Element: ConfigConvertible>(_ position: Int) -> Element? {
        let found = indexOfElement(position)
        guard found >= 0 else { return nil }
        var child = child(at: found)
        return Element(reading: &child)
    }

    /// The members of an object that were not read yet, by key.
    public mutating func rest<Value: ConfigConvertible>() -> [String: Value] {
        rest { _ in true }
    }

    /// The unread members whose keys match one of the patterns, which must be in the program.
    public mutating func rest<Value: ConfigConvertible>(
        matching patterns: StaticString...
    ) -> [String: Value] {
        let program = context.program
        let known = patterns.compactMap { program?.pattern("\($0)") }
        return rest { key in known.contains { (try? $0.matches(key)) ?? false } }
    }

    @_specialize(where Value == String)
    @_specialize(where Value == [String])
    private mutating func rest<Value: ConfigConvertible>(
        where isMeant: (String) -> Bool
    ) -> [String: Value] {
        if isAbsent, let recorder = context.recorder {
            recorder.skip([String: Value].self)
            recorder.note(.object)
        }
        let unread = takeUnread(where: isMeant)
        if unread.isEmpty { return [:] }
        var result = [String: Value](minimumCapacity: unread.count)
        for (key, index) in unread {
            if result.updateValue(read(at: index), forKey: key) != nil {
                var child = child(at: index)
                child.note("has two keys that differ only in their Unicode normalization")
            }
        }
        return result
    }

    private func indexOfElement(_ position: Int) -> Int {
        guard isArray(), position < entry.count else { return -1 }
        var index = index + 1
        for _ in 0..<position { index = context.view.next(after: index) }
        return index
    }

    private func isArray() -> Bool {
        if isAbsent { return blank(false, of: .array) }
        if entry.kind == .array { return true }
        refused(expected: "an array")
        return false
    }
}
