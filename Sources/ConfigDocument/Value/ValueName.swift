/// The name of a value in messages: its path, such as `server.ports[0]` or `hosts["a.b"].port`, in
/// a form that can be typed wherever a setting is expected.
package struct ValueName {
    private var steps: [String] = []
    private var hasKey = false

    /// The number of steps beyond which only the last ones are shown; messages also contain a
    /// position or a pointer.
    private static let mostSteps = 12

    package init() {}

    package mutating func add(key: String) {
        hasKey = true
        if steps.isEmpty {
            steps.append(Self.isPlain(key) && !key.hasPrefix("/") ? key : quoted(key))
        } else {
            steps.append(Self.isPlain(key) ? ".\(key)" : "[\(quoted(key))]")
        }
    }

    package mutating func add(index: Int) { steps.append("[\(index)]") }

    /// True if the text needs no quotes between dots.
    private static func isPlain(_ key: String) -> Bool {
        shownKey(key) == key && !key.utf8.contains(UInt8(ascii: "."))
    }

    /// The name; nil for the root, which has none.
    package var shown: String? {
        if steps.isEmpty { return nil }
        let isLong = steps.count > Self.mostSteps
        let text = (isLong ? "…" : "") + steps.suffix(Self.mostSteps).joined()
        return hasKey ? text : "element \(text)"
    }
}

extension ValueName {
    /// The name of a value, given by keys and positions relative to another value; missing parts
    /// count as keys.
    package init(of tokens: [String], in root: DocumentValue) {
        var value: DocumentValue? = root
        for token in tokens {
            if value?.array != nil, let index = Int(token) {
                add(index: index)
                value = value?[index]
            } else {
                add(key: token)
                value = value?[token]
            }
        }
    }
}
