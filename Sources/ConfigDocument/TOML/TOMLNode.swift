/// One value of a TOML document while it is read.
///
/// Tables may come in any order and be continued, and the tape is in one order with each container in
/// one piece. So values go to a tree in flat memory first, linked by their numbers.
struct TOMLNode {
    /// The key, if the value is a member.
    var key: TapeEntry
    /// The value; the body of a container is its number among those.
    var value: TapeEntry
    /// The number of the container that it is in.
    var parent: Int32
    /// The next value of that container, or -1.
    var next: Int32 = -1
    /// The start of a table's header; of another value, of its statement.
    var start: UInt32
    /// The end of the value; of a table, of its direct content.
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
    /// How it came to be, which decides what may be added to it.
    var role: TOMLPlace.Role
    /// Whether its members are in the table of hashes.
    var isHashed = false
    var depth: Int32
    /// The number of its node.
    var node: Int32
    var first: Int32 = -1
    var last: Int32 = -1
    var count: Int32 = 0
    /// Of a table by dotted keys, the table whose body has them.
    var scope: Int32 = -1
    /// Of a table where its header ends.
    var headerEnd: UInt32 = 0
    /// Its entry on the tape, and where what it holds ends.
    var entry: Int32 = 0
    var tapeEnd: UInt32 = 0
    /// A bit for each of its keys.
    var filter: UInt64 = 0
}
