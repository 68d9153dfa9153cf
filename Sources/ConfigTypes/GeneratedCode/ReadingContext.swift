import ConfigDocument
import SchemaValidation

/// The state shared by all readers of a document: the document, its program, and the findings so
/// far.
final class ReadingContext {
    let document: Document
    /// Valid as long as `document` exists.
    let view: TapeView
    let program: ValidationProgram?
    private lazy var places = DocumentPlaces(document)
    /// Set if a type is only asked for its settings; every value is then absent.
    let recorder: SettingRecorder?
    private(set) var findings: [Finding] = []
    /// The numbers that texts with a unit represent, by the places of the texts.
    private var counts: [Int: String] = [:]
    /// The units of the settings of these texts.
    private(set) var units: [Int: QuantityUnit] = [:]

    init(_ document: Document, program: ValidationProgram?) {
        self.document = document
        self.program = program
        recorder = nil
        view = document.storage.view
    }

    init(recorder: SettingRecorder) {
        document = .empty
        program = nil
        self.recorder = recorder
        view = document.storage.view
    }

    func note(_ message: String, suggestion: String? = nil, at offset: Int, in index: Int) {
        var finding = Finding(
            message: message,
            suggestion: suggestion,
            file: document.name,
            position: document.position(at: offset)
        )
        finding.instanceLocation = places.path(to: index).pointer
        findings.append(finding)
    }

    /// Records the number that a text such as `30s` represents; nil for one that is not a finite
    /// decimal.
    func noteCount(_ count: String?, of unit: QuantityUnit?, at index: Int) {
        counts[index] = count
        units[index] = unit
    }

    /// Findings about numbers out of bounds that are written as texts.
    private var findingsOfCounts: [Finding] {
        counts.isEmpty ? [] : program?.findings(in: document, counting: counts) ?? []
    }

    /// The findings, with those about numbers written as texts. Call it once, after reading.
    var allFindings: [Finding] { findings.isEmpty ? findingsOfCounts : findings }

    /// Removes all findings after the first `count`; returns whether there were any.
    func takeBackFindings(after count: Int) -> Bool {
        defer { findings.removeLast(findings.count - count) }
        return findings.count > count
    }

    func cursor(at index: Int) -> Cursor { Cursor(document: document, index: index) }

    /// The name of a value in messages: its path, such as `server.ports[2]`.
    func name(of index: Int) -> String {
        let path = places.path(to: index)
        return path.isEmpty ? "the document" : path.shown
    }

    /// The value as messages show it. Containers and secrets are shown by their kind.
    func shown(_ index: Int, isSecret: Bool) -> String {
        let entry = view[index]
        let isSecret = isSecret || document.hidden.contains(index)
        switch entry.kind {
        case .null: return "null"
        case .object: return "an object"
        case .array: return "an array"
        case .true where !isSecret: return "true"
        case .false where !isSecret: return "false"
        case .true, .false: return "a boolean"
        case .string:
            return isSecret ? "a string" : quoted(String(decoding: view.text(entry), as: UTF8.self))
        case .integer, .double, .decimal:
            guard !isSecret else { return "a number" }
            let lexeme = String(decoding: view.lexeme(entry), as: UTF8.self)
            return lexeme.utf8.count <= 40 ? lexeme : "\(lexeme.prefix(40))…"
        case .key, .end: return "nothing"
        }
    }
}

extension Document {
    /// A document whose content is never read.
    fileprivate static let empty: Document = {
        do throws(DocumentError) {
            return try Document(parsing: "null", as: .json)
        } catch {
            preconditionFailure("null is valid JSON")
        }
    }()
}
