/// The tags with a meaning in JSON's data model.
enum YAMLTag {
    /// No tag: plain scalars are resolved by the core schema.
    case none
    /// `!` alone: no resolution, so a scalar is a string.
    case nonSpecific
    case null, bool, int, float, string, map, sequence, merge
    case unknown

    private static let prefix = "tag:yaml.org,2002:"

    /// The tag of an event, as libyaml expands it.
    init(_ text: UnsafePointer<UInt8>?) {
        guard let text else {
            self = .none
            return
        }
        let tag = String(cString: text)
        if tag == "!" {
            self = .nonSpecific
            return
        }
        guard tag.hasPrefix(Self.prefix) else {
            self = .unknown
            return
        }
        switch tag.dropFirst(Self.prefix.count) {
        case "null": self = .null
        case "bool": self = .bool
        case "int": self = .int
        case "float": self = .float
        case "str": self = .string
        case "map": self = .map
        case "seq": self = .sequence
        case "merge": self = .merge
        default: self = .unknown
        }
    }

    /// The tag as written in a document.
    static func shortForm(_ text: UnsafePointer<UInt8>?) -> String {
        guard let text else { return "!" }
        let tag = String(cString: text)
        if tag.hasPrefix(prefix) { return "!!\(tag.dropFirst(prefix.count))" }
        return tag.hasPrefix("!") ? tag : "!<\(tag)>"
    }
}
