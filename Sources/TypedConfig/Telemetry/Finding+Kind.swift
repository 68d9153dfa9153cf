import SchemaValidation

extension Finding {
    /// What said no, as one of a bounded number of words: the keyword, `type` for what a type cannot
    /// hold, `syntax` for a text that cannot be read, `file` for one that is not there.
    var kind: String {
        let name = keywordLocation.split(separator: "/").last.map(String.init) ?? ""
        if let keyword = Keyword(rawValue: name), keyword.row.mayRefuse { return name }
        // `properties/port/false` and the like: the schema itself says no.
        if !keywordLocation.isEmpty { return "schema" }
        if !instanceLocation.isEmpty { return "type" }
        return position == nil ? "file" : "syntax"
    }
}
