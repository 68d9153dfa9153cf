import ConfigDocument

/// The spelling of an object or array, which decides the repair of one in place of the other.
enum ContainerNotation {
    /// In braces or brackets.
    case flow
    /// In lines of YAML: keys or dashes.
    case block
    /// An object of YAML with a single scalar, which a colon in a text makes of it.
    case oneLine
    /// A scalar, or a table.
    case other

    init(of index: Int, in document: Document) {
        let view = document.storage.view
        let entry = view[index]
        guard entry.kind == .object || entry.kind == .array else {
            self = .other
            return
        }
        let start = view.sourceRange(index).lowerBound
        let source = document.storage.sourceBytes
        let first = source.indices.contains(start) ? source[start] : 0
        let isYAML = document.format == .yaml
        // Anchors, aliases and tags come before the value.
        if document.format == .toml || "&*!\0".utf8.contains(first) {
            self = .other
        } else if !isYAML || "{[".utf8.contains(first) {
            self = .flow
        } else {
            self = Self.lines(of: index, in: view)
        }
    }

    private static func lines(of index: Int, in view: TapeView) -> ContainerNotation {
        let entry = view[index]
        guard entry.kind == .object, entry.count == 1 else { return .block }
        let value = view[index + 2].kind
        return value == .object || value == .array ? .block : .oneLine
    }

    /// The repair of an array in place of an object, or of an object in place of something else.
    func repair(_ kind: Kind, for expected: KindSet) -> String? {
        let takesArray = expected.subtracting(.null) == .array
        switch (self, kind) {
        case (.oneLine, .object) where expected.contains(.string):
            return "put the text in quotes if it is one string"
        case (.block, .object), (.oneLine, .object):
            return takesArray ? "put a dash before each element (\"- element\")" : nil
        case (.flow, .object): return takesArray ? "put it in [ ]" : nil
        case (.block, .array):
            return expected.contains(.object) ? "write keys, not dashes (\"key: value\")" : nil
        default: return nil
        }
    }
}
