import ConfigDocument
import DocumentMigration
import JSONSchema
import MigrationSteps
import SchemaCompiler
import SchemaSamples

/// Migrates documents generated from the old schema, and validates the results against the new one.
/// Custom steps are Swift code, so migrations with one are left to the tests of the application.
struct MigrationTrial {
    private let file: MigrationFile
    private let old: Side
    private let new: Side
    private let program: ValidationProgram

    /// Members of a document that are not in `properties`.
    private struct Undeclared {
        var names: Set<ExactText> = []
        /// The members that no other keyword of the schema covers either.
        var ignored: [DocumentPath] = []
    }

    private struct Side {
        let graph: SchemaGraph
        let place: VersionPlace?

        init(_ source: SchemaSource, _ options: CompilerOptions) throws(SchemaError) {
            graph = try ResolvedSchema(source, options).graph
            place = try VersionPlace.read(source)
        }

        var versionPointer: DocumentPath? {
            guard case .pointer(let text)? = place else { return nil }
            return DocumentPath(pointer: text)
        }

        /// The members that the schema declares for the object at a place, under all alternatives.
        func declared(at path: DocumentPath, in document: Document) -> [String] {
            let reader = SchemaFacetReader(graph: graph)
            var names: [String] = []
            for facet in facets(at: path[...], [graph.root], document.root, reader) {
                for member in facet.members where !names.contains(member.key) {
                    names.append(member.key)
                }
            }
            return names
        }

        /// The facets that apply to the value at a place: one for each alternative.
        private func facets(
            at path: Slice<DocumentPath>,
            _ nodes: [SchemaNode],
            _ value: Cursor,
            _ reader: SchemaFacetReader
        ) -> [SchemaFacet] {
            let own = reader.facet(of: nodes)
            let alternatives = own.branches.flatMap(\.schemas).prefix(Self.mostAlternatives)
            let facets = [own] + alternatives.map { reader.facet(of: [$0]) }
            guard let step = path.first else { return facets }
            guard let child = value.child(at: step) else { return [] }
            return facets.flatMap { facet -> [SchemaFacet] in
                let known = facet.member(step.token)?.nodes ?? facet.patternSchemas(for: step.token)
                let inner =
                    value.isArray
                    ? step.position.flatMap(facet.element) ?? []
                    : known.isEmpty ? facet.additional : known
                return inner.isEmpty
                    ? [] : self.facets(at: path.dropFirst(), inner, child, reader)
            }
        }

        private static let mostAlternatives = 16

        func undeclared(in document: Document) -> Undeclared {
            var found = Undeclared()
            collect(document.root, [graph.root], DocumentPath(), &found)
            found.ignored.removeAll { $0 == versionPointer || $0 == ["$schema"] }
            return found
        }

        private func collect(
            _ value: Cursor,
            _ nodes: [SchemaNode],
            _ path: DocumentPath,
            _ found: inout Undeclared
        ) {
            let facet = SchemaFacetReader(graph: graph).facet(of: nodes)
            // It is not known which alternative applies here.
            guard facet.branches.isEmpty, facet.opaque.isEmpty else { return }
            for (index, element) in value.elements.enumerated() {
                let nodes = facet.element(index) ?? []
                if !nodes.isEmpty { collect(element, nodes, path / index, &found) }
            }
            for (key, member) in value.members {
                if facet.member(key.text) == nil { found.names.insert(ExactText(key.text)) }
                let known = facet.member(key.text)?.nodes ?? facet.patternSchemas(for: key.text)
                let nodes = known.isEmpty ? facet.additional : known
                let isOpen = facet.closed == nil && facet.members.isEmpty
                if !nodes.isEmpty {
                    collect(member, nodes, path / key.text, &found)
                } else if facet.member(key.text) == nil, !isOpen {
                    found.ignored.append(path / key.text)
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

    /// All problems, without duplicates.
    ///
    /// - Parameter isReleased: whether it is too late for findings about ignored members, and about
    ///   steps for members that the old schema does not declare.
    func findings(isReleased: Bool) throws(SchemaError) -> [Finding] {
        let isCustom = file.steps.contains { if case .custom = $0 { true } else { false } }
        if isCustom { return [] }
        var findings: [String: Finding] = [:]
        var order: [String] = []
        func note(_ problems: [(key: String, finding: Finding)]) {
            for (key, finding) in problems where findings[key] == nil {
                findings[key] = finding
                order.append(key)
            }
        }
        let documents = try documents()
        for document in documents { note(problems(with: document, isReleased)) }
        if !isReleased, !documents.isEmpty {
            let undeclared = try UndeclaredMembers(old.graph)
            for round in 0..<UndeclaredMembers.roundCount {
                let document = documents[round % documents.count]
                guard let wider = undeclared.added(to: document, round: round) else { continue }
                note(problems(with: wider, isReleased, undeclared: undeclared.names))
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
            // The first documents have all members, if that can be valid.
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

    /// - Parameter names: undeclared members that were added to the document.
    private func problems(
        with document: Document,
        _ isReleased: Bool,
        undeclared names: [String] = []
    ) -> [(key: String, finding: Finding)] {
        var run = MigrationRun(document)
        if let pointer = old.versionPointer { run.stamp(file.from, at: pointer) }
        do throws(MigrationFault) {
            try run.apply(file.steps) { _, _ in }
        } catch {
            return names.isEmpty ? problem(with: error).map { [$0] } ?? [] : []
        }
        if let pointer = old.versionPointer, old.place != new.place { run.remove(at: pointer) }
        if let pointer = new.versionPointer { run.stamp(file.to, at: pointer) }
        guard let migrated = try? Document(parsing: run.tree.json(), as: .json, named: file.path)
        else { return [] }
        let before = old.undeclared(in: document)
        let names = Set(names.map(ExactText.init))
        let known = names.union(before.ignored.compactMap(\.tokens.last).map(ExactText.init))
        let invalid = program.accepts(migrated) ? [] : program.findings(in: migrated)
        let refused = invalid.map(\.instanceLocation)
        let unnamed = before.names.union(names)
        let refusals = invalid.map { refusedMember($0, unnamed, in: migrated) }
        let explained = Set(zip(refused, refusals).filter { $0.1 != nil }.map(\.0))
        let lost = new.undeclared(in: migrated).ignored.filter { path in
            !explained.contains(path.pointer)
                && path.last.map { !known.contains(ExactText($0.token)) } ?? true
        }
        let shown = isReleased ? lost.filter { refused.contains($0.pointer) } : lost
        return shown.map { notCarriedOver($0, in: migrated) }
            + zip(invalid, refusals).filter { finding, _ in
                !lost.contains { $0.pointer == finding.instanceLocation }
            }
            .map { finding, refusal in refusal ?? notValid(finding) }
    }

    /// An undeclared member that the old schema allows and the new one refuses.
    private func refusedMember(
        _ finding: Finding,
        _ undeclared: Set<ExactText>,
        in document: Document
    ) -> (String, Finding)? {
        let keywords = ["/additionalProperties", "/unevaluatedProperties"]
        guard let path = DocumentPath(pointer: finding.instanceLocation),
            let name = path.last?.token, undeclared.contains(ExactText(name)),
            keywords.contains(where: finding.absoluteKeywordLocation.hasSuffix)
        else { return nil }
        let object = DocumentPath(path.dropLast())
        let (place, step) = (stepPath(path, in: document), stepPath(object, in: document))
        let kept = new.declared(at: object, in: document)
        let members: DocumentValue = .array(kept.map(DocumentValue.string))
        let keep: DocumentValue = ["keep": .string(step.description), "members": members]
        return (
            finding.absoluteKeywordLocation,
            Finding(
                message:
                    "\(file.from) allows members that it does not declare, such as "
                    + "\(singleLine(place.description)), and \(file.to) refuses them",
                suggestion: "drop them by \(singleLine(JSONEmitter.line(keep), limit: 400)), "
                    + "write a custom step, or leave the object open",
                file: file.path,
                position: self.place
            )
        )
    }

    /// The problem of a step that fails. A value that cannot be converted is not lost: its document
    /// is refused with a message, and left unchanged.
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

    /// A location in a document as steps write it, with `*` for elements of arrays.
    private func stepPath(_ path: DocumentPath, in document: Document) -> MigrationPath {
        var tokens: [MigrationPath.Token] = []
        var value: Cursor? = document.root
        for step in path {
            tokens.append(value?.isArray == true ? .every : .key(step.token))
            value = value?.child(at: step)
        }
        return MigrationPath(tokens)
    }

    private func notCarriedOver(_ path: DocumentPath, in document: Document) -> (String, Finding) {
        let path = singleLine(stepPath(path, in: document).description)
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
