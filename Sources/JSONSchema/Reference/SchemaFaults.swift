import ConfigDocument
import SchemaValidation

/// The faults of a graph's schemas. Positions are computed at the end and only for the first
/// hundred, so that a schema full of faults is refused as fast as any other.
struct SchemaFaults {
    private var faults: [(message: String, suggestion: String?, cursor: Cursor)] = []
    private var others: [Finding] = []

    private static let mostShown = 100

    var isEmpty: Bool { faults.isEmpty && others.isEmpty }

    mutating func report(_ message: String, suggestion: String? = nil, at cursor: Cursor) {
        faults.append((message, suggestion, cursor))
    }

    /// Adds a document that could not be read at all.
    mutating func report(_ finding: Finding) { others.append(finding) }

    func adding(_ other: SchemaFaults) -> SchemaFaults {
        var all = self
        all.faults += other.faults
        all.others += other.others
        return all
    }

    /// All faults in the order of the documents and their text.
    func error(documents: [Document]) -> SchemaError {
        let order = Dictionary(
            documents.enumerated().map { (ObjectIdentifier($1.storage), $0) }
        ) { first, _ in first }
        func place(_ cursor: Cursor) -> (Int, Int) {
            (
                order[ObjectIdentifier(cursor.document.storage)] ?? .max,
                cursor.sourceRange.lowerBound
            )
        }
        let sorted = faults.enumerated().sorted {
            let (left, right) = (place($0.element.cursor), place($1.element.cursor))
            return (left.0, left.1, $0.offset) < (right.0, right.1, $1.offset)
        }
        var places: [ObjectIdentifier: DocumentPlaces] = [:]
        var findings = sorted.prefix(Self.mostShown).map { _, fault in
            let document = fault.cursor.document
            let key = ObjectIdentifier(document.storage)
            let known = places[key] ?? DocumentPlaces(document)
            places[key] = known
            var finding = Finding(
                message: fault.message,
                suggestion: fault.suggestion,
                file: document.name,
                position: known.position(fault.cursor.index)
            )
            finding.instanceLocation = known.path(to: fault.cursor.index).pointer
            return finding
        }
        findings += others
        if sorted.count > Self.mostShown, let first = sorted.first {
            let rest = sorted.count - Self.mostShown
            findings.append(
                Finding(
                    message: "and \(rest) more of this kind",
                    file: first.element.cursor.document.name
                )
            )
        }
        return SchemaError(findings: findings)
    }
}
