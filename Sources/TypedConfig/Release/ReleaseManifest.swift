import ConfigDocument

/// The list of a release's files, and who has published it.
public struct ReleaseManifest: Sendable, Hashable {
    /// The fleet that the release is for.
    public var fleet: FleetName
    /// The number of the release.
    public var sequence: Int
    /// A random text, by which a publisher recognises its own release.
    public var id: String
    /// The release that this one was made from; nil for the first one.
    public var parent: Int?
    /// The publisher, such as `ci@build-4`.
    public var author: String
    /// The time of publication by the publisher's clock, for people.
    public var time: String
    /// The reason, for people.
    public var note: String
    /// The files; those of one configuration and version are merged in this order.
    public var files: [File]

    /// A file of a release.
    public struct File: Sendable, Hashable {
        /// The name, such as `http.yaml` or `conf.d/10-http.yaml`.
        public var name: String
        /// The configuration that the file belongs to.
        public var configuration: String
        /// The version of the schema that the file is written for; nil if the schema has none.
        public var version: String?
        /// The size of the text in bytes.
        public var byteCount: Int
        /// The SHA-256 hash of the text, in hexadecimal.
        public var sha256: String
        /// The SHA-256 hash of the compressed text, by which it is fetched.
        public var blob: String
        /// The number of parts that the compressed text is stored in.
        public var chunks: Int
        /// The compressed text, if the manifest contains it.
        package var inline: [UInt8]?

        package init(
            name: String,
            configuration: String,
            version: String?,
            byteCount: Int,
            sha256: String,
            blob: String,
            chunks: Int,
            inline: [UInt8]?
        ) {
            self.name = name
            self.configuration = configuration
            self.version = version
            self.byteCount = byteCount
            self.sha256 = sha256
            self.blob = blob
            self.chunks = chunks
            self.inline = inline
        }
    }

    package init(
        fleet: FleetName,
        sequence: Int,
        id: String,
        parent: Int?,
        author: String,
        time: String,
        note: String,
        files: [File]
    ) {
        self.fleet = fleet
        self.sequence = sequence
        self.id = id
        self.parent = parent
        self.author = author
        self.time = time
        self.note = note
        self.files = files
    }

    /// The release in messages: `fleet shop/prod@42`.
    package var place: String { "fleet \(fleet)@\(sequence)" }

    /// A file in messages: `fleet shop/prod@42/http.yaml`.
    package func place(of file: File) -> String { "\(place)/\(file.name)" }
}

/// The limits of releases.
package enum ReleaseLimits {
    package static let maxFiles = 1000
    package static let maxTextBytes = 32 << 20
    package static let maxCompressedBytes = 8 << 20
    /// etcd's default limit of a request is 1.5 MiB, of which base64 takes a quarter.
    package static let chunkBytes = 512 << 10
    /// The files of a small release are in its manifest.
    package static let maxInlineBytes = 64 << 10
    package static let maxManifestBytes = 1 << 20
    package static let maxNoteBytes = 1000
}
