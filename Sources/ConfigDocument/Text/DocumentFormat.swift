/// A format that documents are written in.
public enum DocumentFormat: String, Sendable, CaseIterable {
    case json
    case yaml

    /// The format of a file by its extension: `.yaml` and `.yml` are YAML, all others JSON.
    public init(path: String) {
        let name = path.utf8
        self = Self.ends(name, ".yaml") || Self.ends(name, ".yml") ? .yaml : .json
    }

    /// Whether a name ends like this, in letters of either case.
    private static func ends(_ name: String.UTF8View, _ ending: StaticString) -> Bool {
        let count = ending.utf8CodeUnitCount
        guard name.count >= count else { return false }
        var index = name.index(name.endIndex, offsetBy: -count)
        for offset in 0..<count {
            let byte = name[index]
            let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            guard ending.utf8Start[offset] == (isCapital ? byte | 0x20 : byte) else { return false }
            name.formIndex(after: &index)
        }
        return true
    }
}
