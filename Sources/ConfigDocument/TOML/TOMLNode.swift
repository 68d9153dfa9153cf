/// One value of a TOML document during parsing.
///
/// Tables may appear in any order and in several parts, while the tape contains each container in
/// one piece. Values are therefore first stored in a tree in flat memory, linked by their numbers.
struct TOMLNode {
    /// The key, if the value is a member.
    var key: TapeEntry
    /// The value; the body of a container is its index among the containers.
    var value: TapeEntry
    /// The number of the enclosing container.
    var parent: Int32
    /// The next value of the same container, or -1.
    var next: Int32 = -1
    /// For a table, the start of its header; for other values, the start of the statement.
    var start: UInt32
    /// The end of the value; for a table, the end of its direct content.
    var end: UInt32

    var isContainer: Bool {
        @inline(__always) get {
            value.rawKind == Kind.object.rawValue || value.rawKind == Kind.array.rawValue
        }
    }

    var container: Int { @inline(__always) get { Int(truncatingIfNeeded: value.body) } }
}

/// Further properties of a table or an array.
struct TOMLContainer {
    /// The way it was created, which determines what can be added to it.
    var role: TOMLPlace.Role
    /// True if its members are in the hash table.
    var isHashed = false
    var depth: Int32
    /// The number of its node.
    var node: Int32
    var first: Int32 = -1
    var last: Int32 = -1
    var count: Int32 = 0
    /// For a table of dotted keys, the table whose body contains them.
    var scope: Int32 = -1
    /// For a table with a header, the end of that header.
    var headerEnd: UInt32 = 0
    /// Its entry on the tape, and the end of its content.
    var entry: Int32 = 0
    var tapeEnd: UInt32 = 0
    /// A filter with a bit for each of its keys.
    var filter: UInt64 = 0
}
