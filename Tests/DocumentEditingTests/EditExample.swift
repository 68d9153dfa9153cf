import ConfigDocument
import DocumentEditing
import Testing

/// An edit with the text before and after it.
struct EditExample: CustomTestStringConvertible, Sendable {
    enum Change: Sendable {
        case set(DocumentPath, DocumentValue)
        case insert(DocumentPath, DocumentValue)
        case remove(DocumentPath)
        case apply(DocumentValue)
    }

    var testDescription: String
    var format: DocumentFormat = .yaml
    var before: String
    var change: Change
    var after: String
    var notes: [String] = []

    init(
        _ description: String,
        _ format: DocumentFormat,
        _ before: String,
        _ change: Change,
        _ after: String,
        notes: [String] = []
    ) {
        testDescription = description
        self.format = format
        self.before = before
        self.change = change
        self.after = after
        self.notes = notes
    }

    init(
        _ description: String,
        _ before: String,
        _ change: Change,
        _ after: String,
        notes: [String] = []
    ) {
        self.init(description, .yaml, before, change, after, notes: notes)
    }

    func result() throws -> EditResult {
        try result(in: Document(parsing: before, as: format))
    }

    func result(in document: Document) throws -> EditResult {
        switch change {
        case .set(let path, let value): try document.setting(value, at: path)
        case .insert(let path, let value): try document.inserting(value, at: path)
        case .remove(let path): try document.removing(at: path)
        case .apply(let value): try document.applying(value)
        }
    }
}
