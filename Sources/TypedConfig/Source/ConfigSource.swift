public import ConfigDocument
public import ConfigTypes

/// A source of configuration documents besides folders: a database, a server, a value in memory.
///
///     struct TableSource: ConfigSource {
///         let rows: Rows
///
///         var name: String { "table settings" }
///
///         func documents(for configuration: String) throws(ConfigError) -> [SourceDocument] {
///             rows[configuration].map { row in
///                 [SourceDocument(row.text, as: .yaml, named: "table settings/\(configuration)")]
///             } ?? []
///         }
///     }
///
///     let system = try ConfigSystem(layers: [.source(TableSource(rows: rows)), .environment(prefix: "APP")])
///
/// A source is called on the threads that load, reload, validate and save, so it must answer from
/// memory: a source that fetches does so beforehand, and reports new documents by `changes`.
/// Documents are read, migrated, merged and validated as files are, and origins and findings have the
/// name of the document with line and column. Nothing is saved to a source.
///
/// `verifySource` of `TypedConfigTesting` checks these rules.
public protocol ConfigSource: Sendable {
    /// The name in messages and in `explain`, such as `table settings`. It must not change.
    var name: String { get }

    /// The documents of a configuration, lowest first; empty if the source has none.
    ///
    /// - Throws: if they are unavailable. Then a load fails, and a reload changes nothing.
    func documents(for configuration: String) throws(ConfigError) -> [SourceDocument]

    /// The documents of this moment, which must not change afterwards. A reload takes one snapshot for
    /// all configurations, so that they change together or not at all. The default is the source
    /// itself, for one that never changes.
    func snapshot() -> any ConfigSource

    /// An element whenever the documents may have changed, which hot reload follows; nil, the default,
    /// for a source that never changes. Each call returns a sequence of its own. Elements that nobody
    /// has waited for may be merged, as only the newest documents count.
    func changes() -> (any AsyncSequence<Void, Never> & Sendable)?
}

extension ConfigSource {
    /// The source itself.
    public func snapshot() -> any ConfigSource { self }

    /// Nil: the source never changes.
    public func changes() -> (any AsyncSequence<Void, Never> & Sendable)? { nil }
}

/// A document of a source.
public struct SourceDocument: Sendable {
    /// The name in origins and findings, such as `fleet shop/prod@42/http.yaml`.
    public let name: String
    private let content: Content
    /// True for a fragment, which is not migrated on disk by itself.
    let isFragment: Bool
    /// The version of the schema that it is written for, if that is known from elsewhere.
    let version: String?

    private enum Content: Sendable {
        case text([UInt8], DocumentFormat)
        case document(Document)
        case fault(ConfigError)
    }

    /// A text, which is parsed when it is needed.
    ///
    /// - Parameters:
    ///   - text: the text of the document.
    ///   - format: the format of the text.
    ///   - name: the name in origins and findings.
    public init(_ text: String, as format: DocumentFormat, named name: String) {
        self.init(Array(text.utf8), as: format, named: name)
    }

    /// The same for bytes of UTF-8.
    public init(_ bytes: [UInt8], as format: DocumentFormat, named name: String) {
        self.init(bytes, as: format, named: name, version: nil)
    }

    init(_ bytes: [UInt8], as format: DocumentFormat, named name: String, version: String?) {
        self.name = name
        content = .text(bytes, format)
        isFragment = false
        self.version = version
    }

    /// A file that is read at once, so that its errors are reported together with those of others.
    init(
        named name: String,
        isFragment: Bool = false,
        reading: () throws(ConfigError) -> Document
    ) {
        self.name = name
        self.isFragment = isFragment
        version = nil
        do throws(ConfigError) {
            content = .document(try reading())
        } catch {
            content = .fault(error)
        }
    }

    /// - Throws: the syntax errors of the text.
    package func document() throws(ConfigError) -> Document {
        switch content {
        case .text(let bytes, let format): try Document.parsed(bytes, as: format, named: name)
        case .document(let document): document
        case .fault(let error): throw error
        }
    }
}
