/// A path from one value to another: some levels up, then a JSON Pointer down.
///
/// The notation is that of Relative JSON Pointers, without `#` and without shifts of a position.
package struct RelativePointer: Sendable, Hashable {
    /// The number of containers to leave; 0 is the value itself.
    package var levels: UInt32
    package var way: DocumentPath

    /// Reads the string form, such as `0/min` or `1/limits/max`; nil for any other text.
    package init?(text: String) {
        let digits = text.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 }
        let count = String(Substring(digits))
        // No document is nested more deeply.
        guard !count.isEmpty, count.utf8.count <= 6, count == "0" || !count.hasPrefix("0"),
            let levels = UInt32(count),
            let way = DocumentPath(pointer: String(text.dropFirst(count.count)))
        else { return nil }
        self.levels = levels
        self.way = way
    }
}
