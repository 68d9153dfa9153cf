import ConfigDocument
import ConfigTypes

/// A document as a cache holds it: as it was read at first, and compressed once there are further
/// ones. A program that reads its few files at its start waits for no compression.
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

    /// Bytes of the text.
    var textCount: Int {
        switch content {
        case .asRead(let document): document.storage.sourceCount
        case .compressed(let compressed): compressed.textCount
        }
    }

    /// Bytes that the document takes in memory.
    var byteCount: Int {
        switch content {
        case .asRead(let document): document.storage.byteCount
        case .compressed(let compressed): compressed.bytes.count
        }
    }

    /// That of the text: see `Document.contentHash`.
    var contentHash: Int {
        switch content {
        case .asRead(let document): document.contentHash
        case .compressed(let compressed): compressed.contentHash
        }
    }

    /// The document; nil where a byte has changed since it was compressed.
    func document() -> Document? {
        switch content {
        case .asRead(let document): document
        case .compressed(let compressed): compressed.document()
        }
    }

    /// Whether this is that very document, as it was read.
    func isAsRead(_ other: Document) -> Bool {
        guard case .asRead(let document) = content else { return false }
        return document.storage === other.storage
    }

    mutating func replace(by compressed: CompressedDocument) { content = .compressed(compressed) }
}
