/// Equality as defined by JSON Schema (Core 2020-12, section 4.2.2): `1` equals `1.0`, the order of
/// members is ignored, and strings are compared by code points.
extension DocumentValue: Equatable {
    public static func == (left: DocumentValue, right: DocumentValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.double(let a), .double(let b)): a == b
        case (.string(let a), .string(let b)): haveEqualBytes(a, b)
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a == b
        default:
            if let a = left.decimal, let b = right.decimal { a == b } else { false }
        }
    }

    private var decimal: Decimal? {
        switch self {
        case .int(let value): Decimal("\(value)")
        case .double(let value): value.isFinite ? Decimal("\(value)") : nil
        case .number(let text): Decimal(text)
        default: nil
        }
    }
}

extension DocumentValue: Hashable {
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        // Not hashed by the nearest double, which infinitely many numbers share.
        case .int, .double, .number: hasher.combine(decimal)
        case .string(var value):
            value.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        case .array(let elements): hasher.combine(elements)
        case .object(let object): hasher.combine(object)
        }
    }
}

extension DocumentObject: Hashable {
    public static func == (left: DocumentObject, right: DocumentObject) -> Bool {
        guard left.count == right.count else { return false }
        return left.sharesMembers(with: right)
            || zip(left.members, right.members).allSatisfy { own, other in
                haveEqualBytes(own.key, other.key)
                    ? own.value == other.value : right[own.key] == own.value
            }
    }

    public func hash(into hasher: inout Hasher) {
        var combined = 0
        for member in members {
            var memberHasher = Hasher()
            var key = member.key
            key.withUTF8 { memberHasher.combine(bytes: UnsafeRawBufferPointer($0)) }
            memberHasher.combine(member.value)
            combined ^= memberHasher.finalize()
        }
        hasher.combine(combined)
    }
}

/// True if two strings have the same code points; Swift's `==` considers `é` and `e` + accent
/// equal.
package func haveEqualBytes(_ left: String, _ right: String) -> Bool {
    var (left, right) = (left, right)
    guard left.utf8.count == right.utf8.count else { return false }
    return left.withUTF8 { left in
        right.withUTF8 { right in
            bytesEqual(UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
        }
    }
}
