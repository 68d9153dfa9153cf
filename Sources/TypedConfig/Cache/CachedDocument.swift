import ConfigDocument
import ConfigTypes

/// A document in the cache: as it was read at first, and compressed once further documents follow.
/// A program that reads its few files at startup never waits for compression.
struct CachedDocument: Sendable {
    private(set) var content: Content
    let secrets: SecretPlaces

    package enum Content: Sendable {
        case asRead(Document)
        case compressed(CompressedDocument)
    }

    init(_ document: Document, secrets: SecretPlaces) {
        content = .asRead(document)
        self.secrets = secrets
    }

    /// The size of the text in bytes.
    var textCount: Int {
        switch content {
        case .asRead(let document): document.storage.sourceCount
        case .compressed(let compressed): compressed.textCount
        }
    }

    /// The memory of the document in bytes.
    var byteCount: Int {
        switch content {
        case .asRead(let document): document.storage.byteCount
        case .compressed(let compressed): compressed.bytes.count
        }
    }

    /// The hash of the text; see `Document.contentHash`.
    var contentHash: Int {
        switch content {
        case .asRead(let document): document.contentHash
        case .compressed(let compressed): compressed.contentHash
        }
    }

    /// The document; nil if a byte has changed since it was compressed.
    func document() -> Document? {
        switch content {
        case .asRead(let document): document
        case .compressed(let compressed): compressed.document()
        }
    }

    /// True if this is the same document, still uncompressed.
    func isAsRead(_ other: Document) -> Bool {
        guard case .asRead(let document) = content else { return false }
        return document.storage === other.storage
    }

    mutating func replace(by compressed: CompressedDocument) { content = .compressed(compressed) }
}
