/// The notation of one entry of a TOML document's tape, as needed by edits.
package struct TOMLPlace: Sendable {
    package enum Role: Sendable {
        case scalar
        /// A table that appears only in the headers of tables within it.
        case implied
        /// A table with a header, or the root.
        case header
        /// A table created by dotted keys.
        case dotted
        /// An array of tables, each with a header.
        case tables
        case inlineTable, inlineArray
    }

    package var role: Role
    /// The start of the statement for a key and for a table of dotted keys; the start of the header
    /// for other tables.
    package var start: Int
    /// The end of the header of a table.
    package var headerEnd: Int
    /// The end of the value; for a table, the end of its last direct statement.
    package var end: Int

    package init(_ role: Role, start: Int, headerEnd: Int = 0, end: Int = 0) {
        self.role = role
        self.start = start
        self.headerEnd = headerEnd
        self.end = end
    }
}
