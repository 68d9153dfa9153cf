public import ConfigDocument

/// A document after an edit.
public struct EditResult: Sendable {
    /// The edited document, read anew from its text.
    public let document: Document
    /// What the edit had to rewrite beyond the values that it was asked to change; empty for most.
    public let notes: [EditNote]
}

/// Something that an edit did to a document's formatting.
public struct EditNote: Sendable, Equatable {
    /// Text that an edit could not keep.
    public enum Kind: Sendable {
        /// The value was written anew: comments and formatting inside it are gone.
        case reformatted
        /// An alias was replaced by the value itself, so that its anchor's other users keep theirs.
        case detached
    }

    /// The text that was lost.
    public var kind: Kind
    /// The value that it is about.
    public var path: DocumentPath
}

extension EditNote: CustomStringConvertible {
    public var description: String {
        let place =
            path.isEmpty ? "the whole document" : singleLine(path.pointer, limit: .max)
        return switch kind {
        case .reformatted: "\(place) was written anew; comments and formatting in it are replaced"
        case .detached: "\(place) was an alias and is now a value of its own"
        }
    }
}

/// Why an edit cannot be made. The document stays as it was.
public enum EditError: Error, Sendable, Equatable {
    /// There is nothing at the path, or what is there has no members or elements.
    case noSuchPlace(path: DocumentPath, reason: String)
    /// The document's format has no text for the value: TOML has none for null.
    case unwritable(String)
    /// The edited text could not be read, as when it exceeds a limit.
    case unreadable(DocumentError)
}

extension EditError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noSuchPlace(let path, let reason):
            "\(path.isEmpty ? "/" : singleLine(path.pointer, limit: .max)): \(reason)"
        case .unwritable(let reason): reason
        case .unreadable(let error): error.description
        }
    }
}
