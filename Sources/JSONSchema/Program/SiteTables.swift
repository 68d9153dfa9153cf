/// Which keyword of which schema each part of a program stands for, and where that is in its file:
/// what findings and outputs say, and nothing that a verdict needs.
struct SiteTables: Equatable {
    var sites: [Site] = []
    /// Places in schemas, as a tree: a file's root, or a token below another place.
    var places: [Place] = []
    /// Tokens, file names and URIs. Equal texts are one.
    var texts: [String] = []

    struct Site: Equatable {
        var place: UInt32
        /// How many tokens of the place lie inside the schema that is applied.
        var depth: UInt32
    }

    struct Place: Equatable {
        /// `UInt32.max` for the root of a file.
        var parent: UInt32
        /// The token below the parent; for a root, the name of the file.
        var token: UInt32
        var line: UInt32
        var column: UInt32
        /// The URI of the resource that starts here, or `UInt32.max`.
        var resource: UInt32
    }
}
