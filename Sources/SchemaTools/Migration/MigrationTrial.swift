import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler
import SchemaSamples

/// Takes documents that the old schema allows along the steps of a migration, and holds what comes of
/// them to the new one. Custom steps are Swift, so migrations with one are left to the tests of the
/// application.
struct MigrationTrial {
    private let file: MigrationFile
    private let old: Side
    private let new: Side
    private let program: ValidationProgram

    private struct Side {
        let graph: SchemaGraph
        let place: VersionPlace?

        init(_ source: SchemaSource, _ options: CompilerOptions) throws(SchemaError) {
            graph = try ResolvedSchema(source, options).graph
            place = try VersionPlace.read(source)
        }

        var versionPointer: JSONPointer? {
            guard case .pointer(let text)? = place else { return nil }
            return JSONPointer(text: text)
        }

        /// Members that the schema neither names nor speaks of otherwise.
        func undeclared(in document: Document) -> [JSONPointer] {
            var found: [JSONPointer] = []
            collect(document.root, [graph.root], JSONPointer(), &found)
            return found.filter { $0 != versionPointer && $0.tokens != ["$schema"] }
        }

        private func collect(
            _ value: Cursor,
            _ nodes: [SchemaNode],
            _ path: JSONPointer,
            _ found: inout [JSONPointer]
        ) {
            let facet = SchemaFacetReader(graph: graph).facet(of: nodes)
            // Which alternative applies is not known here.
            guard facet.branches.isEmpty, facet.opaque.isEmpty else { return }
            for (index, element) in value.elements.enumerated() {
                let nodes = facet.element(index) ?? []
                if !nodes.isEmpty { collect(element, nodes, path / "\(index)", &found) }
            }
            for (key, member) in value.members {
                let known = facet.member(key.text)?.nodes ?? facet.patternSchemas(for: key.text)
                let nodes = known.isEmpty ? facet.additional : known
                let isOpen = facet.closed == nil && facet.members.isEmpty
                if !nodes.isEmpty {
                    collect(member, nodes, path / key.text, &found)
                } else if facet.member(key.text) == nil, !isOpen {
                    found.append(path / key.text)
                }
            }
        }
    }

    private static let documentCount = 24
    private static let mostShown = 10

    init(
        _ file: MigrationFile,
        from old: SchemaSource,
        to new: SchemaSource,
        _ options: CompilerOptions
    ) throws(SchemaError) {
        self.file = file
        self.old = try Side(old, options)
        self.new = try Side(new, options)
        program = try ValidationProgram(compiling: self.new.graph, options: .configuration)
    }

    /// What goes wrong, each once.
    ///
    /// - Parameter isReleased: whether it is too late to ask for what could be ignored.
    func findings(isReleased: Bool) throws(SchemaError) -> [Finding] {
        let isCustom = file.steps.contains { if case .custom = $0 { true } else { false } }
        if isCustom { return [] }
        var findings: [String: Finding] = [:]
        var order: [String] = []
        for document in try documents() {
            for (key, finding) in problems(with: document, isReleased)
            where findings.updateValue(finding, forKey: key) == nil {
                order.append(key)
            }
        }
        return order.prefix(Self.mostShown).compactMap { findings[$0] }
    }

    // MARK: Documents

    private func documents() throws(SchemaError) -> [Document] {
        let seed = file.from.numbers.reduce(7) { $0 &* 31 &+ $1 }
        var generator = try SampleGenerator(old.graph, seed: UInt64(bitPattern: Int64(seed)))
        var documents: [Document] = []
        for number in 0..<Self.documentCount {
            // The first have everything in them, where that can be valid.
            generator.isFull = number < 2
            if let document = generator.document() {
                documents.append(document)
            } else if number > 2 {
                break
            }
        }
        return documents
    }

    // MARK: One document

    private func problems(
        with document: Document,
        _ isReleased: Bool
    ) -> [(key: String, finding: Finding)] {
        var run = MigrationRun(document)
        if let pointer = old.versionPointer { run.stamp(file.from, at: pointer) }
        do throws(MigrationFault) {
            try run.apply(file.steps) { _, _ in }
        } catch {
            return problem(with: error).map { [$0] } ?? []
        }
        if let pointer = old.versionPointer, old.place != new.place { run.remove(at: pointer) }
        if let pointer = new.versionPointer { run.stamp(file.to, at: pointer) }
        guard let migrated = try? Document(parsing: run.tree.json(), as: .json, named: file.path)
        else { return [] }
        let known = Set(old.undeclared(in: document).compactMap(\.tokens.last).map(ExactText.init))
        let lost = new.undeclared(in: migrated).filter { pointer in
            pointer.tokens.last.map { !known.contains(ExactText($0)) } ?? true
        }
        let invalid = program.accepts(migrated) ? [] : program.findings(in: migrated)
        let refused = invalid.map(\.instanceLocation)
        let shown = isReleased ? lost.filter { refused.contains($0.description) } : lost
        return shown.map { notCarriedOver($0, in: migrated) }
            + invalid.filter { finding in
                !lost.contains { $0.description == finding.instanceLocation }
            }
            .map(notValid)
    }

    /// A step that cannot be taken. What a conversion cannot convert is not lost: its document is
    /// refused with a message, and left as it is.
    private func problem(with fault: MigrationFault) -> (String, Finding)? {
        guard let step = fault.step, file.steps.indices.contains(step) else { return nil }
        switch file.steps[step] {
        case .convert, .head: return nil
        default:
            return (
                "step \(step)",
                Finding(
                    message: "a document of \(file.from) cannot take this step: \(fault.message)",
                    suggestion: "decide what becomes of such documents",
                    file: file.path,
                    position: file.entries[step].position
                )
            )
        }
    }

    private func notCarriedOver(_ pointer: JSONPointer, in document: Document) -> (String, Finding)
    {
        var tokens: [MigrationPath.Token] = []
        var value: Cursor? = document.root
        for token in pointer.tokens {
            tokens.append(value?.isArray == true ? .every : .key(token))
            value = value.flatMap { JSONPointer([token]).value(in: $0) }
        }
        let path = singleLine(MigrationPath(tokens).description)
        return (
            path,
            Finding(
                message: "\(path) is not carried over: \(file.to) does not have it",
                suggestion: "rename it, move it or { remove: \(path) }",
                file: file.path,
                position: place
            )
        )
    }

    private func notValid(_ finding: Finding) -> (String, Finding) {
        (
            finding.absoluteKeywordLocation,
            Finding(
                message: "a document of \(file.from) is not valid by \(file.to) after these steps: "
                    + finding.message,
                suggestion: "write a step that decides what becomes of such documents",
                file: file.path,
                position: place
            )
        )
    }

    private var place: SourcePosition? { file.entries.last?.position ?? file.checksumPosition }
}
