/// A file to publish, as its author has written it.
public struct ReleaseFile: Sendable, Hashable {
    /// The name, such as `http.yaml` or `conf.d/10-http.yaml`.
    public var name: String
    /// The configuration that the file belongs to.
    public var configuration: String
    /// The version of the schema that the file is written for; nil if the schema has none. A
    /// configuration may have files for several versions: each instance reads those of the highest
    /// version that it knows.
    public var version: String?
    /// The text in UTF-8.
    public var text: [UInt8]

    /// A file to publish.
    public init(name: String, configuration: String, version: String?, text: [UInt8]) {
        self.name = name
        self.configuration = configuration
        self.version = version
        self.text = text
    }
}
