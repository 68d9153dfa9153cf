/// The keyword and schema file behind each part of a program: used by findings and outputs, not
/// needed for a verdict.
package struct SiteTables: Equatable {
    package var sites: [Site] = []
    /// Places in schemas, as a tree: a file's root, or a token below another place.
    package var places: [Place] = []
    /// Tokens, file names and URIs without duplicates.
    package var texts: [String] = []

    package init() {}

    package struct Site: Equatable {
        package var place: UInt32
        /// The number of tokens of the place that lie inside the schema that is applied.
        package var depth: UInt32

        package init(
            place: UInt32,
            depth: UInt32
        ) {
            self.place = place
            self.depth = depth
        }
    }

    package struct Place: Equatable {
        /// `UInt32.max` for the root of a file.
        package var parent: UInt32
        /// The token below the parent; the file name for a root.
        package var token: UInt32
        package var line: UInt32
        package var column: UInt32
        /// The URI of the resource that starts here, or `UInt32.max`.
        package var resource: UInt32

        package init(
            parent: UInt32,
            token: UInt32,
            line: UInt32,
            column: UInt32,
            resource: UInt32
        ) {
            self.parent = parent
            self.token = token
            self.line = line
            self.column = column
            self.resource = resource
        }
    }
}
