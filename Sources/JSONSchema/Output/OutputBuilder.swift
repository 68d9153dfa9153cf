import ConfigDocument
import SchemaValidation

/// Converts the trace of a run to the units of an output: instructions back to their keywords, in
/// the order of the schema.
struct OutputBuilder {
    private let program: ProgramStorage
    private let run: TracedRun
    private let locations: SchemaLocations
    private let paths: InstancePaths
    private let view: TapeView

    init(document: Document, program: ProgramStorage, run: TracedRun) {
        self.program = program
        self.run = run
        locations = SchemaLocations(program.sites.tables)
        paths = InstancePaths(document, secrets: run.secrets)
        view = document.storage.view
    }

    /// The unit of a schema that was applied.
    func unit(of node: Trace.Node, at location: String = "", site: UInt32 = .max) -> OutputUnit {
        var keywords = KeywordGroups(locations)
        collect(node, into: &keywords)
        let groups = keywords.inOrder
        // Behind a reference, only the keywords identify the schema that contains them.
        let place =
            groups.first.map { locations.parent(of: $0.keyword.place) } ?? locations.place(of: site)
        var unit = OutputUnit(
            isValid: node.isValid,
            keywordLocation: location,
            absoluteKeywordLocation: place.flatMap(locations.uri(ofSchema:)),
            instanceLocation: paths[node.index].pointer
        )
        unit.error = keywords.problems.first.map { message($0.problem, $0.index, in: node) }
        unit.nested = groups.map { self.unit(of: $0, in: node, at: location) }
        return unit
    }

    // MARK: From instructions to keywords

    private func collect(_ node: Trace.Node, into keywords: inout KeywordGroups) {
        for child in node.children {
            guard case .instruction(let position) = child.event else { continue }
            noteSites(of: position, child.isValid, in: &keywords)
            for part in child.children {
                switch part.event {
                case .schema(_, let site?):
                    keywords.update(site) { $0.schemas.append((part, site)) }
                case .schema(_, nil): collect(part, into: &keywords)
                case .problem(let problem, let site): keywords.add(problem, part.index, at: site)
                case .instruction: break
                }
            }
        }
        guard node.isValid, case .schema(let block, _) = node.event else { return }
        forEachAnnotation(block) { position in
            keywords.update(sites(position).first ?? .max) { $0.annotation = position }
        }
    }

    private func noteSites(of position: Int, _ isValid: Bool, in keywords: inout KeywordGroups) {
        let instruction = program.tables.code[position]
        var sites = Array(sites(position))
        switch instruction.operation {
        case .conditional:
            // `then` and `else` have their own results.
            sites = Array(sites.prefix(1))
        case .object:
            let table = program.tables.objects[Int(instruction.a)]
            sites += program.tables.siteOfSlot[Int(table.slots)...Int(table.slots + table.slotMask)]
            sites += program.tables.siteOfPatternSlot[Int(table.patterns)...].prefix(
                Int(table.patternCount)
            )
        default: break
        }
        for site in sites {
            keywords.update(site) { group in
                if !isValid { group.instructionsAccept = false }
                if instruction.flags & Instruction.marksMatches != 0 { group.marksMatches = true }
            }
        }
    }

    private func sites(_ position: Int) -> ArraySlice<UInt32> {
        let starts = program.tables.siteOfInstruction
        let sites = program.tables.instructionSites
        let end = position + 1 < starts.count ? Int(starts[position + 1]) : sites.count
        return sites[Int(starts[position])..<end]
    }

    private func forEachAnnotation(_ block: UInt32, _ body: (Int) -> Void) {
        guard block != Block.accept, block != Block.reject else { return }
        let code = program.tables.code
        var position = Int(block)
        while code[position].operation != .end { position += 1 }
        position += 1
        while code[position].operation == .annotation {
            if code[position].b == UInt32(AnnotationKind.plain.rawValue) { body(position) }
            position += 1
        }
    }

    // MARK: Keywords

    private func unit(of group: KeywordGroup, in node: Trace.Node, at location: String)
        -> OutputUnit
    {
        var unit = OutputUnit(
            isValid: group.isValid,
            keywordLocation: location + group.keyword.location,
            absoluteKeywordLocation: locations.uri(ofKeyword: group.keyword.place),
            instanceLocation: paths[node.index].pointer,
            failsByItself: group.failsByItself
        )
        if group.problems.count == 1, group.problems[0].index == node.index {
            unit.error = message(group.problems[0].problem, node.index, in: node)
        } else {
            unit.nested = group.problems.map { leaf(of: unit, $0.problem, $0.index, in: node) }
        }
        for (schema, site) in group.schemas {
            let location = location + locations.relative(site)
            let inner = self.unit(of: schema, at: location, site: site)
            // A subschema that is the keyword's value, applied to the same value, shares its unit.
            let isOne = location == unit.keywordLocation && schema.index == node.index
            if isOne, !["if", "not"].contains(group.keyword.name) {
                unit.absoluteKeywordLocation = inner.absoluteKeywordLocation
                unit.error = inner.error
                unit.nested = inner.nested
            } else {
                unit.nested.append(inner)
            }
        }
        if unit.isValid { unit.annotation = annotation(of: group, in: node) }
        return unit
    }

    private func leaf(
        of unit: OutputUnit,
        _ problem: Problem,
        _ index: Int,
        in node: Trace.Node
    ) -> OutputUnit {
        OutputUnit(
            isValid: false,
            keywordLocation: unit.keywordLocation,
            absoluteKeywordLocation: unit.absoluteKeywordLocation,
            instanceLocation: paths[index].pointer,
            error: message(problem, index, in: node)
        )
    }

    private func message(_ problem: Problem, _ index: Int, in node: Trace.Node) -> String {
        let isOfKey = view[node.index].kind == .key
        return run.message(
            isOfKey ? .badKey(Problem.Box(problem)) : problem,
            at: index
        )
    }

    // MARK: Annotations

    private func annotation(of group: KeywordGroup, in node: Trace.Node) -> DocumentValue? {
        // The annotation would name members of a secret, or be a secret default.
        if paths.isSecret(node.index) { return nil }
        if let position = group.annotation {
            let constant = program.constant(Int(program.tables.code[position].a))
            // A default of an object may contain that of a secret inside.
            let isCollection = constant.isObject || constant.isArray
            let isValue = ["default", "examples"].contains(group.keyword.name)
            if isCollection, isValue, program.marksSecrets { return nil }
            return DocumentValue(constant)
        }
        guard let first = group.schemas.first else { return nil }
        switch group.keyword.name {
        case "properties", "patternProperties", "additionalProperties", "unevaluatedProperties":
            var names: [String] = []
            for (schema, _) in group.schemas {
                let name = String(decoding: view.text(view[schema.index - 1]), as: UTF8.self)
                if !names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
                    names.append(name)
                }
            }
            return .array(names.map { .string($0) })
        case "items", "additionalItems", "unevaluatedItems", "prefixItems":
            let isList = locations.relative(first.site) != group.keyword.location
            let isWhole = !isList || group.schemas.count == view[node.index].count
            return isWhole ? true : .int(group.schemas.count - 1)
        case "contains" where group.marksMatches:
            let matches = group.schemas.indices.filter { group.schemas[$0].node.isValid }
            return matches.count == group.schemas.count ? true : .array(matches.map { .int($0) })
        default: return nil
        }
    }
}

/// The paths to all values of a document, computed in advance, as an output names most of them.
/// Values inside a secret have the path of the secret.
struct InstancePaths {
    private var paths: [Int: DocumentPath] = [:]
    private var insideSecrets: Set<Int> = []

    init(_ document: Document, secrets: Set<Int>) { add(document.root, DocumentPath(), secrets) }

    /// True if a value or key is a secret, or part of one.
    func isSecret(_ index: Int) -> Bool {
        insideSecrets.contains(paths[index] == nil ? index + 1 : index)
    }

    /// The path to a value, or to the member that a key begins.
    subscript(index: Int) -> DocumentPath {
        paths[index] ?? paths[index + 1] ?? DocumentPath()
    }

    private mutating func add(
        _ value: Cursor,
        _ path: DocumentPath,
        _ secrets: Set<Int>,
        isInside: Bool = false
    ) {
        paths[value.index] = path
        let isSecret = isInside || secrets.contains(value.index)
        if isSecret { insideSecrets.insert(value.index) }
        for (position, element) in value.elements.enumerated() {
            add(element, isSecret ? path : path / position, secrets, isInside: isSecret)
        }
        for (key, member) in value.members {
            add(member, isSecret ? path : path / key.text, secrets, isInside: isSecret)
        }
    }
}
