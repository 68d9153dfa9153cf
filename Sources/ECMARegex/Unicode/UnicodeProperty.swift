import Synchronization

/// A property that `\p{…}` may name (ECMA-262, section 22.2.1.1 and tables 67 to 69).
///
/// Names are matched exactly, as the standard requires: case and underscores matter.
struct UnicodeProperty: Sendable {
    private enum Kind {
        case category(UInt32)
        case script(String, withExtensions: Bool)
        case binary(BinaryProperty)
    }

    private let name: String
    private let kind: Kind

    /// Nil if ECMA-262 has no such property or value.
    init?(_ name: String) {
        let parts = name.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 {
            let value = String(parts[1])
            switch parts[0] {
            case "General_Category", "gc":
                guard let mask = GeneralCategories.mask(named: value) else { return nil }
                kind = .category(mask)
            case "Script", "sc":
                kind = .script(value, withExtensions: false)
            case "Script_Extensions", "scx":
                kind = .script(value, withExtensions: true)
            default:
                return nil
            }
        } else if let mask = GeneralCategories.mask(named: name) {
            kind = .category(mask)
        } else if let binary = BinaryProperty(name) {
            kind = .binary(binary)
        } else {
            return nil
        }
        self.name = name
    }

    /// The code points that have the property; nil if it is a script of unknown name.
    ///
    /// Computing them may take a scan of Unicode, some milliseconds, so they are cached.
    var members: ScalarSet? {
        if let known = Self.known.withLock({ $0[name] }) { return known }
        let found: ScalarSet?
        switch kind {
        case .category(let mask):
            found = GeneralCategories.shared.members(of: mask)
        case .script(let name, let withExtensions):
            found = ScriptTable.shared.members(of: name, withExtensions: withExtensions)
        case .binary(let property):
            found = property.members
        }
        if let found { Self.known.withLock { $0[name] = found } }
        return found
    }

    /// Bounded, since only names of existing properties are added.
    private static let known = Mutex<[String: ScalarSet]>([:])
}
