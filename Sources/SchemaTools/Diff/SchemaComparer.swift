import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler

/// Walks two schemas side by side, and notes how the new one treats documents of the old one
/// differently. Each pair of schemas is compared once, so the time is linear in their size.
final class SchemaComparer {
    /// A change whose places are still paths.
    struct Draft {
        var kind: SchemaChange.Kind
        var severity: SchemaChange.Severity
        var path: MigrationPath
        var alsoAt: [MigrationPath] = []
        var reason: String
        var action: String
        var old: Cursor?
        var new: Cursor?
        /// The migration steps; empty if there are none or the author must decide.
        var steps: [MigrationStep] = []
        /// The places whose `*` also matches members that the change does not apply to.
        var mixed: Set<MigrationPath> = []
        /// The marks by which a rename was recognised; nil for a fact.
        var guess: String?
    }

    struct Pair: Hashable {
        var old: [SchemaNode]
        var new: [SchemaNode]
    }

    /// The first path of a pair, and the range of changes found there.
    struct Visit {
        var path: MigrationPath
        var changes: Range<Int>?
    }

    let old: SchemaFacetReader
    let new: SchemaFacetReader
    let same: SameSchemas
    var changes: [Draft] = []
    /// True if renames that no schema declares are recognised: for drafts, which a person reviews.
    var recognisesRenames = false
    /// Constants of the old schema to be validated by the new one individually.
    var trials: [ConstantTrial] = []
    private var visits: [Pair: Visit] = [:]
    /// Members that the new schema declares as moved, with their new places.
    var moves: [(from: MigrationPath, target: MigrationPath, nodes: [SchemaNode])] = []
    /// The schemas of removed members.
    var removed: [MigrationPath: [SchemaNode]] = [:]
    /// The number of comparisons left; nil for no limit.
    private var budget: Int?
    private var probeDepth = 0
    /// The depth of nested comparisons.
    private var depth = 0
    private var deferred: [(pair: Pair, path: MigrationPath, isMixed: Bool)] = []
    /// True if a `*` on the path also matches members or elements with other schemas.
    private var isMixed = false

    private static let depthLimit = 64

    /// The number of places listed for a schema that is used in many.
    private static let occurrenceLimit = 64

    convenience init(old: SchemaGraph, new: SchemaGraph) {
        self.init(old: SchemaFacetReader(graph: old), new: SchemaFacetReader(graph: new))
    }

    private init(
        old: SchemaFacetReader,
        new: SchemaFacetReader,
        same: SameSchemas? = nil
    ) {
        (self.old, self.new) = (old, new)
        self.same = same ?? SameSchemas(old, new)
    }

    func compareRoots() {
        compare([old.graph.root], [new.graph.root], at: MigrationPath())
        for move in moves {
            guard let nodes = removed[move.from] else { continue }
            changes.removeAll { $0.kind == .propertyRemoved && $0.path == move.from }
            compare(nodes, move.nodes, at: move.target)
        }
        compareDeferred()
        joinEqual()
        leaveMixedToAPerson()
        noteEndless()
    }

    /// A reference without end refuses every document that reaches it, even inside `not`.
    private func noteEndless() {
        let endless = new.graph.references.map(\.from).filter(new.isEndless)
            .min { ($0.document, $0.index) < ($1.document, $1.index) }
        guard let endless, !same.holds(old.graph.root, new.graph.root) else { return }
        note(
            .undecidable,
            .unknown,
            MigrationPath(),
            "a reference leads back to itself and never reaches a schema; documents that reach it "
                + "are refused",
            "correct the reference",
            nil,
            new.graph.cursor(of: endless)
        )
    }

    /// Continues with pairs that were nested too deeply for the stack.
    private func compareDeferred() {
        while let next = deferred.popLast() {
            isMixed = next.isMixed
            compare(next.pair.old, next.pair.new, at: next.path)
        }
        isMixed = false
    }

    /// Merges equal changes caused by two references to the same schema.
    private func joinEqual() {
        struct Key: Hashable {
            var kind: SchemaChange.Kind
            var places: [Int?]
            var files: [String?]
            var reason: String
        }
        var known: [Key: Int] = [:]
        var joined: [Draft] = []
        for change in changes {
            let key = Key(
                kind: change.kind,
                places: [change.old?.index, change.new?.index],
                files: [change.old?.document.name, change.new?.document.name],
                reason: change.reason
            )
            guard change.old != nil || change.new != nil, let index = known[key] else {
                known[key] = joined.count
                joined.append(change)
                continue
            }
            joined[index].mixed.formUnion(change.mixed)
            for path in [change.path] + change.alsoAt
            where path != joined[index].path && !joined[index].alsoAt.contains(path) {
                joined[index].alsoAt.append(path)
            }
        }
        changes = joined
    }

    /// Compares the schemas of members or elements, at a path that ends in `*`.
    ///
    /// - Parameter isAlone: whether there are none with other schemas, which steps would change
    ///   too.
    func compareEach(
        _ old: [SchemaNode],
        _ new: [SchemaNode],
        at path: MigrationPath,
        isAlone: Bool
    ) {
        let wasMixed = isMixed
        isMixed = isMixed || !isAlone
        compare(old, new, at: path)
        isMixed = wasMixed
    }

    /// Leaves changes to the author whose steps would also change other members of the same object.
    private func leaveMixedToAPerson() {
        changes = changes.flatMap { change -> [Draft] in
            guard !change.mixed.isEmpty, [.automatic, .lossy].contains(change.severity) else {
                return [change]
            }
            var (sure, open) = (change, change)
            let places = [change.path] + change.alsoAt
            let others = places.filter { !change.mixed.contains($0) }
            open.severity = .breaking
            open.action =
                "decide what becomes of such values: a step for them would also change values "
                + "that have another schema"
            open.steps = []
            open.move(to: places.filter(change.mixed.contains))
            sure.move(to: others)
            return others.isEmpty ? [open] : [sure, open]
        }
    }

    /// Compares the schemas of one value.
    func compare(_ oldNodes: [SchemaNode], _ newNodes: [SchemaNode], at path: MigrationPath) {
        guard depth < Self.depthLimit else {
            return deferred.append((Pair(old: oldNodes, new: newNodes), path, isMixed))
        }
        depth += 1
        defer { depth -= 1 }
        if let left = budget {
            guard left > 0 else { return noteExhausted(at: path) }
            budget = left - 1
        }
        let (oldNodes, newNodes) = (old.targets(of: oldNodes), new.targets(of: newNodes))
        let pair = Pair(old: oldNodes, new: newNodes)
        if let visit = visits[pair] { return repeatChanges(of: visit, at: path) }
        visits[pair] = Visit(path: path)
        let start = changes.count
        compare(old.facet(of: oldNodes), new.facet(of: newNodes), at: path)
        visits[pair] = Visit(path: path, changes: start..<changes.count)
    }

    /// Adds a further place to the changes of a pair that was compared before.
    private func repeatChanges(of visit: Visit, at path: MigrationPath) {
        // For a recursive pair, the first place represents those below.
        guard let range = visit.changes, !path.isInside(visit.path) else { return }
        for index in range where changes[index].alsoAt.count < Self.occurrenceLimit {
            let inner = changes[index].path.tokens.dropFirst(visit.path.tokens.count)
            let place = MigrationPath(path.tokens + inner)
            if isMixed || changes[index].mixed.contains(changes[index].path) {
                changes[index].mixed.insert(place)
            }
            if place != changes[index].path, !changes[index].alsoAt.contains(place) {
                changes[index].alsoAt.append(place)
            }
        }
    }

    func compare(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        if old.isNever { return }
        if new.isNever {
            note(
                .typeChanged,
                .breaking,
                path,
                "no value is allowed here",
                "decide what becomes of the values",
                old.cursor,
                new.cursor
            )
            return
        }
        if compareBranches(old, new, at: path) { return }
        compareOwn(old, new, at: path)
    }

    /// Compares everything except alternatives.
    func compareOwn(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        var (old, new) = (old, new)
        if old.constants == nil || new.constants == nil {
            old.dropCompleteConstants()
            new.dropCompleteConstants()
        }
        if [self.old.graph, self.new.graph].allSatisfy({
            $0.dialect(of: $0.root).draft >= .draft6
        }) {
            old.dropFractions()
            new.dropFractions()
        }
        guard compareKinds(old, new, at: path) else { return }
        old = compareUnits(old, new, at: path)
        let shared = old.kinds.intersection(new.kinds)
        compareConstants(old, new, at: path)
        if old.constants == nil { compareScalars(old, new, shared, at: path) }
        if shared.contains(.object) { compareObjects(old, new, at: path) }
        if shared.contains(.array) { compareArrays(old, new, at: path) }
        compareRules(old, new, at: path)
        compareOpaque(old, new, at: path)
        compareEvaluation(old, new, at: path)
    }

    // MARK: Notes

    func note(
        _ kind: SchemaChange.Kind,
        _ severity: SchemaChange.Severity,
        _ path: MigrationPath,
        _ reason: String,
        _ action: String,
        _ old: Cursor?,
        _ new: Cursor?,
        steps: [MigrationStep] = []
    ) {
        changes.append(
            Draft(
                kind: kind,
                severity: severity,
                path: path,
                reason: reason,
                action: action,
                old: old,
                new: new,
                steps: steps,
                mixed: isMixed ? [path] : []
            )
        )
    }

    /// The result of a comparison, without noting it. Nested alternatives could multiply the work,
    /// so it is limited.
    ///
    /// - Parameter isReversed: whether to take the new schemas for the old ones.
    func probe(isReversed: Bool = false, _ body: (SchemaComparer) -> Void) -> [Draft] {
        let comparer =
            isReversed
            ? SchemaComparer(old: new, new: old) : SchemaComparer(old: old, new: new, same: same)
        comparer.probeDepth = probeDepth + 1
        comparer.budget = probeDepth > 1 ? 0 : Self.probeBudget
        if comparer.probeDepth > Self.probeDepthLimit {
            comparer.noteExhausted(at: MigrationPath())
        } else {
            body(comparer)
            comparer.compareDeferred()
            comparer.judgeConstants()
        }
        return comparer.changes
    }

    /// True if the new schemas accept every value that the old ones accept.
    func widens(_ old: [SchemaNode], _ new: [SchemaNode]) -> Bool {
        same.hold(old, new)
            || probe { $0.compare(old, new, at: MigrationPath()) }.keepsDocuments
    }

    /// True if the old schemas accept every value that the new ones accept.
    func narrows(_ old: [SchemaNode], _ new: [SchemaNode]) -> Bool {
        same.hold(old, new)
            || probe(isReversed: true) { $0.compare(new, old, at: MigrationPath()) }
                .keepsDocuments
    }

    private static let probeBudget = 200
    private static let probeDepthLimit = 4

    func noteExhausted(at path: MigrationPath) {
        note(
            .undecidable,
            .unknown,
            path,
            "there are too many alternatives to compare",
            "test existing documents",
            nil,
            nil
        )
    }
}

extension SchemaComparer.Draft {
    /// Moves the change to other places; its steps are moved to the first of them.
    fileprivate mutating func move(to places: [MigrationPath]) {
        guard let first = places.first else { return }
        steps = steps.compactMap { $0.path == path ? $0.moved(from: path, to: first) : $0 }
        (path, alsoAt) = (first, Array(places.dropFirst()))
    }
}

extension [SchemaComparer.Draft] {
    var worst: SchemaChange.Severity { map(\.severity).max() ?? .safe }

    /// True if documents stay valid without changes.
    var keepsDocuments: Bool { allSatisfy { $0.severity == .safe || $0.severity == .behavioural } }
}

/// A value of the old schema to be validated by the new one.
struct ConstantTrial {
    var value: Cursor
    /// The value in the unit of the new schema, and as messages show it.
    var meaning: DocumentValue
    var shown: String
    /// The schemas that must accept the value if the old ones do.
    var nodes: [SchemaNode]
    var oldNodes: [SchemaNode]
    var path: MigrationPath
    var newCursor: Cursor
}
