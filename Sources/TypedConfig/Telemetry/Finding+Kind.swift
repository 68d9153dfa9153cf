import SchemaValidation

extension Finding {
    /// The kind of the finding, from a bounded set of words: the violated keyword, `type` for a
    /// value that the type cannot hold, `syntax` for unreadable text, or `file` for a missing file.
    var kind: String {
        let name = keywordLocation.split(separator: "/").last.map(String.init) ?? ""
        if let keyword = Keyword(rawValue: name), keyword.row.mayRefuse { return name }
        // `properties/port/false` and similar: the schema itself refuses the value.
        if !keywordLocation.isEmpty { return "schema" }
        if !instanceLocation.isEmpty { return "type" }
        return position == nil ? "file" : "syntax"
    }
}
