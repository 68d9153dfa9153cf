import ConfigDocument

extension DocumentCopy {
    /// An array of strings.
    mutating func strings(_ texts: [String], at place: Cursor) {
        open(.array, at: place)
        for text in texts { string(text, at: place) }
        close()
    }

    /// The keyword that allows only these strings; none allow any.
    mutating func values(_ texts: [String], at place: Cursor) {
        if texts.isEmpty { return }
        key(texts.count == 1 ? "const" : "enum", at: place)
        if texts.count == 1 { string(texts[0], at: place) } else { strings(texts, at: place) }
    }
}
