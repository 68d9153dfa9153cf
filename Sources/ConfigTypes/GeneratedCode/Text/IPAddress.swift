import SchemaValidation

/// An IPv4 address: `192.0.2.1`.
public struct IPv4Address: ConfigText {
    /// The name of the format in messages.
    public static let expectation = "an IPv4 address, such as 192.0.2.1"

    /// The 32 bits, with the first number in the highest byte.
    public let value: UInt32

    /// Nil if the string is not a dotted quad (RFC 2673, section 3.2).
    public init?(_ text: String) {
        guard Format.ipv4.accepts(text) else { return nil }
        // Bound: excess bits are shifted out; four groups.
        value = text.split(separator: ".").reduce(0) { $0 << 8 | (UInt32($1) ?? 0) }
    }

    /// Creates the address with this number, whose highest byte comes first.
    public init(value: UInt32) { self.value = value }

    public var description: String {
        [24, 16, 8, 0].map { "\(value >> UInt32($0) & 0xFF)" }.joined(separator: ".")
    }
}

/// An IPv6 address: `2001:db8::1`. Different spellings of an address are equal; the spelling is
/// kept.
public struct IPv6Address: ConfigText {
    /// The name of the format in messages.
    public static let expectation = "an IPv6 address, such as 2001:db8::1"

    public let description: String
    /// The 128 bits, with the first group highest.
    public let value: UInt128

    /// Nil if the string is not an address without zone and prefix (RFC 4291, section 2.2).
    public init?(_ text: String) {
        guard Format.ipv6.accepts(text) else { return nil }
        description = text
        var text = Substring(text)
        var tail: UInt32?
        if text.contains("."), let colon = text.lastIndex(of: ":") {
            tail = IPv4Address(String(text[text.index(after: colon)...]))?.value
            text = text[...colon] + "0:0"
        }
        let groups = text.split(separator: ":", omittingEmptySubsequences: false)
        // Bound: the format has 8 groups at most.
        let missing = 8 - groups.filter { !$0.isEmpty }.count
        var value: UInt128 = 0
        var isElided = false
        for group in groups {
            if group.isEmpty, !isElided {
                // `::` gives an empty group; at either end of the string it gives two.
                isElided = true
                value = missing < 8 ? value << UInt128(16 * missing) : 0
            } else if !group.isEmpty {
                value = value << 16 | UInt128(UInt16(group, radix: 16) ?? 0)
            }
        }
        self.value = value | UInt128(tail ?? 0)
    }

    public static func == (left: IPv6Address, right: IPv6Address) -> Bool {
        left.value == right.value
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
