public import ConfigDocument

/// A document after an edit.
public struct EditResult: Sendable {
    /// The edited document, parsed from its new text.
    public let document: Document
    /// The parts that were rewritten beyond the requested change; usually empty.
    public let notes: [EditNote]
}

/// A loss of formatting caused by an edit.
public struct EditNote: Sendable, Equatable {
    /// The kinds of losses.
    public enum Kind: Sendable {
        /// The value was rewritten; comments and formatting inside it are lost.
        case reformatted
        /// An alias was replaced by the value itself, so that other uses of its anchor are
        /// unchanged.
        case detached
    }

    /// The kind of loss.
    public var kind: Kind
    /// The path of the affected value.
    public var path: DocumentPath
}

extension EditNote: CustomStringConvertible {
    public var description: String {
        let place =
            path.isEmpty ? "the whole document" : singleLine(path.pointer, limit: .max)
        return switch kind {
        case .reformatted: "\(place) was rewritten; comments and formatting inside it are lost"
        case .detached: "\(place) was an alias and is now a separate value"
        }
    }
}

/// The reason that an edit is impossible. The document is unchanged.
public enum EditError: Error, Sendable, Equatable {
    /// There is no value at the path, or the value there has no members or elements.
    case noSuchPlace(path: DocumentPath, reason: String)
    /// The format of the document cannot represent the value: TOML has no null.
    case unwritable(String)
    /// The edited text cannot be parsed, for example because it exceeds a limit.
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
