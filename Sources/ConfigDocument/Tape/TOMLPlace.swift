/// How one entry of a TOML document's tape is written: what an edit has to know.
package struct TOMLPlace: Sendable {
    package enum Role: Sendable {
        case scalar
        /// A table that only the headers of others within it name.
        case implied
        /// A table with a header, or the root.
        case header
        /// A table that dotted keys make.
        case dotted
        /// An array of tables, each with a header.
        case tables
        case inlineTable, inlineArray
    }

    package var role: Role
    /// Of a key and of a table by dotted keys, where the statement begins; of a table with a header,
    /// where that does.
    package var start: Int
    /// Of a table where its header ends.
    package var headerEnd: Int
    /// The end of the value; of a table, of its last direct statement.
    package var end: Int

    package init(_ role: Role, start: Int, headerEnd: Int = 0, end: Int = 0) {
        self.role = role
        self.start = start
        self.headerEnd = headerEnd
        self.end = end
    }
}
