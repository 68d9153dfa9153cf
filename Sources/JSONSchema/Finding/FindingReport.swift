import ConfigDocument

/// Turns what an engine noted to findings: places to lines and pointers, problems to words.
struct FindingReport {
    private let document: Document
    private let tables: ProgramTables
    private let secrets: Set<Int>
    private let view: TapeView
    private let locations: SchemaLocations

    init(document: Document, program: ProgramStorage, secrets: Set<Int>) {
        self.document = document
        tables = program.tables
        locations = SchemaLocations(program.tables)
        self.secrets = secrets
        view = document.storage.view
    }

    /// The findings in document order, each once.
    func findings(_ problems: [ExhaustiveEngine.Located]) -> [Finding] {
        var seen: Set<Key> = []
        return
            problems
            .filter { seen.insert(Key(problem: $0.problem, index: $0.index, site: $0.site)).inserted }
            .map { (offset: view.sourceRange($0.index).lowerBound, finding: finding($0)) }
            .enumerated()
            .sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
            .map(\.element.finding)
    }

    private struct Key: Hashable {
        var problem: Problem
        var index: Int
        var site: UInt32
    }

    private func finding(_ located: ExhaustiveEngine.Located) -> Finding {
        let value = view[located.index].kind == .key ? located.index + 1 : located.index
        let pointer = document.pointer(to: value)
        let (message, suggestion) = wording(located.index, pointer).message(located.problem)
        var finding = Finding(
            message: message,
            suggestion: suggestion,
            file: document.name,
            position: document.position(at: view.sourceRange(located.index).lowerBound)
        )
        finding.severity = located.isWarning ? .warning : .error
        finding.instanceLocation = pointer.description
        finding.keywordLocation = located.path.map(locations.relative).joined()
        if located.site != .max {
            let place = tables.sites[Int(located.site)].place
            finding.absoluteKeywordLocation = locations.inFile(place)
            finding.schemaPosition = SourcePosition(
                offset: 0,
                line: Int(tables.places[Int(place)].line),
                column: Int(tables.places[Int(place)].column)
            )
        }
        return finding
    }

    /// A problem in words, with the repair where one is known.
    func message(_ problem: Problem, at index: Int, _ pointer: JSONPointer) -> String {
        let (message, suggestion) = wording(index, pointer).message(problem)
        return suggestion.map { "\(message); \($0)" } ?? message
    }

    private func wording(_ index: Int, _ pointer: JSONPointer) -> Wording {
        let isSecret = isSecret(index, pointer)
        let entry = view[index]
        return Wording(
            subject: subject(pointer, isKey: entry.kind == .key),
            kind: entry.kind,
            value: isSecret ? nil : shown(entry),
            text: isSecret || entry.kind != .string
                ? nil : String(decoding: view.text(entry), as: UTF8.self)
        )
    }

    private func isSecret(_ index: Int, _ pointer: JSONPointer) -> Bool {
        secrets.contains { $0 <= index && index < view.next(after: $0) }
    }

    /// The last key of the path, with the positions in lists behind it: `tags[2]`.
    private func subject(_ pointer: JSONPointer, isKey: Bool) -> String {
        if isKey { return pointer.tokens.last ?? "" }
        var name = ""
        var suffix = ""
        var cursor = document.root
        for token in pointer.tokens {
            if cursor.isArray {
                suffix += "[\(token)]"
            } else {
                name = isPlain(token) ? token : quoted(token)
                suffix = ""
            }
            cursor = JSONPointer.step(token, in: cursor) ?? cursor
        }
        if name.isEmpty { name = suffix.isEmpty ? Wording.document : "element " }
        return name + suffix
    }

    private func isPlain(_ key: String) -> Bool {
        !key.isEmpty
            && key.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "_-.$@/".unicodeScalars.contains(scalar)
            }
    }

    private func shown(_ entry: TapeEntry) -> String {
        switch entry.kind {
        case .null: "null"
        case .true: "true"
        case .false: "false"
        case .integer, .double, .decimal: String(decoding: view.lexeme(entry).prefix(40), as: UTF8.self)
        case .string, .key: quoted(String(decoding: view.text(entry), as: UTF8.self))
        case .object: "an object"
        case .array, .end: "a list"
        }
    }
}
