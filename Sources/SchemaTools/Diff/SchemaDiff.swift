import ConfigDocument
public import JSONSchema
import MigrationSteps
public import SchemaCompiler

/// The effects on existing documents of replacing one schema by another.
///
///     let diff = try SchemaDiff(old: "schemas/http/2.0.0.schema.json",
///                               new: "schemas/http/3.0.0.schema.json")
///     print(diff.text)
///
/// Follows `$ref` and `allOf`; undecidable changes are reported as unknown. The time is linear in
/// the size of the schemas.
public struct SchemaDiff: Sendable {
    /// The changes, the most severe first.
    public private(set) var changes: [SchemaChange]
    /// The changes to Swift code that uses the generated types.
    public private(set) var sourceChanges: [SourceChange]
    /// The path of the old schema.
    public let oldPath: String
    /// The path of the new schema.
    public let newPath: String
    /// The steps that need no decision, in the order of their application.
    let steps: [MigrationStep]
    /// The steps among them that rename a member by guess, each with the reason.
    let guesses: [(step: MigrationStep, reason: String)]
    /// The decisions needed before documents can be migrated.
    let decisions: [SchemaChange]

    /// - Parameter old: a schema file, or a directory, which denotes its newest version.
    /// - Throws: all findings in both schemas.
    public init(
        old: String,
        new: String,
        finder: SchemaFinder = SchemaFinder(),
        options: CompilerOptions = CompilerOptions()
    ) throws(SchemaError) {
        try self.init(
            old: Self.source(at: old, finder),
            new: Self.source(at: new, finder),
            options: options
        )
    }

    init(
        old: SchemaSource,
        new: SchemaSource,
        options: CompilerOptions = CompilerOptions(),
        recognisesRenames: Bool = false
    ) throws(SchemaError) {
        let before = try ResolvedSchema(old, options)
        let after = try ResolvedSchema(new, options)
        let comparer = SchemaComparer(old: before.graph, new: after.graph)
        comparer.recognisesRenames = recognisesRenames
        comparer.compareRoots()
        comparer.judgeConstants()
        if case .pointer(let pointer)? = try VersionPlace.read(new) {
            comparer.leaveVersionToMigration(at: pointer)
        }
        var places = (before.places(), after.places())
        (oldPath, newPath) = (old.path, new.path)
        let order = comparer.changes.enumerated().sorted {
            ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset)
        }
        changes = order.map { $0.element.located(&places.0, &places.1) }
        steps = StepOrder.sorted(comparer.changes.flatMap(\.allSteps))
        guesses = comparer.changes.flatMap { change in
            change.guess.map { reason in change.allSteps.map { ($0, reason) } } ?? []
        }
        decisions = changes.filter {
            $0.severity >= .lossy || [.defaultChanged, .propertyRemoved].contains($0.kind)
        }
        sourceChanges = SourceComparer(before.graph, after.graph, old, new).changes()
    }

    private static func source(
        at path: String,
        _ finder: SchemaFinder
    ) throws(SchemaError) -> SchemaSource {
        let sources = try finder.sources(at: [path])
        if sources.count == 1 { return sources[0] }
        if let choice = sources.choice(inFileAt: path) { throw SchemaError(findings: [choice]) }
        throw SchemaError(findings: [
            Finding(
                message: sources.isEmpty
                    ? "there is no schema in this directory"
                    : "there are \(sources.count) schemas in this directory",
                suggestion: "name the file",
                file: path
            )
        ])
    }

    /// The highest severity; safe if nothing has changed.
    public var severity: SchemaChange.Severity { changes.map(\.severity).max() ?? .safe }

    /// True if any change is at least this severe.
    public func reaches(_ severity: SchemaChange.Severity) -> Bool {
        changes.contains { $0.severity >= severity }
    }

    /// True if Swift code that uses the generated types may stop compiling.
    public var breaksSource: Bool { sourceChanges.contains { $0.effect == .breaking } }
}

/// The positions of values in the texts of schemas, computed once for each text.
package struct SchemaPlaces {
    let references: References
    private var known: [String: (path: String, places: DocumentPlaces)] = [:]

    init(references: References) { self.references = references }

    mutating func place(of cursor: Cursor) -> SchemaChange.Place {
        let name = cursor.document.name
        let (path, places) =
            known[name] ?? (references.path(ofDocument: name), DocumentPlaces(cursor.document))
        known[name] = (path, places)
        return SchemaChange.Place(
            file: path,
            position: places.position(cursor.index),
            location: places.path(to: cursor.index).pointer
        )
    }
}

extension SchemaComparer.Draft {
    func located(_ old: inout SchemaPlaces, _ new: inout SchemaPlaces) -> SchemaChange {
        SchemaChange(
            kind: kind,
            severity: severity,
            path: path.shortened,
            alsoAt: alsoAt.map(\.shortened),
            reason: reason,
            action: action,
            old: self.old.map { old.place(of: $0) },
            new: self.new.map { new.place(of: $0) }
        )
    }

    /// The steps for all places of the change.
    var allSteps: [MigrationStep] {
        steps
            + alsoAt.flatMap { place in
                steps.compactMap { $0.moved(from: path, to: place) }
            }
    }
}

extension SchemaComparer {
    /// Removes changes at the place of the version, which every migration writes without a step.
    func leaveVersionToMigration(at pointer: String) {
        let place = MigrationPath(text: pointer)
        for index in changes.indices where changes[index].path == place {
            let kind = changes[index].kind
            guard [.propertyAdded, .becameRequired, .constChanged].contains(kind) else { continue }
            changes[index].severity = .automatic
            changes[index].action = "the migration sets it"
            changes[index].steps = []
        }
    }

    /// Validates by the new schema each constant of the old one for which comparing values is not
    /// enough.
    func judgeConstants() {
        guard !trials.isEmpty, let judge = ConstantJudge(new.graph, trials.flatMap(\.nodes)) else {
            return
        }
        let refused = trials.filter { !judge.accepts($0.meaning, by: $0.nodes) }
        guard !refused.isEmpty,
            let before = ConstantJudge(old.graph, refused.flatMap(\.oldNodes))
        else { return }
        for trial in refused where before.accepts(DocumentValue(trial.value), by: trial.oldNodes) {
            note(
                .enumValueRemoved,
                .breaking,
                trial.path,
                "\(trial.shown) is no longer allowed",
                "decide what it becomes",
                trial.value,
                trial.newCursor
            )
        }
    }
}

/// Validates single values by some schemas of a graph.
private struct ConstantJudge {
    private var numbers: [SchemaNode: Int] = [:]
    private let program: ValidationProgram

    init?(_ graph: SchemaGraph, _ nodes: [SchemaNode]) {
        var entries: [SchemaNode] = []
        for node in nodes where numbers[node] == nil {
            entries.append(node)
            numbers[node] = entries.count
        }
        guard
            let program = try? ValidationProgram(
                compiling: graph,
                entryPoints: entries,
                options: .configuration
            )
        else { return nil }
        self.program = program
    }

    func accepts(_ value: DocumentValue, by nodes: [SchemaNode]) -> Bool {
        guard let document = try? Document(parsing: JSONEmitter.line(value), as: .json) else {
            return true
        }
        return nodes.allSatisfy { node in
            numbers[node].map { program.accepts(document.root, entryPoint: $0) } ?? true
        }
    }
}

extension MigrationStep {
    /// The same step at another place; nil if it cannot be moved there.
    func moved(from path: MigrationPath, to place: MigrationPath) -> MigrationStep? {
        func moved(_ step: MigrationPath) -> MigrationPath {
            step == path ? place : step
        }
        switch self {
        case .add(let path, let value): return .add(moved(path), value)
        case .rename(let path, let name): return .rename(moved(path), to: name)
        case .wrap(let path): return .wrap(moved(path))
        case .map(let path, let pairs): return .map(moved(path), pairs)
        case .convert(let path, let type, let old):
            return .convert(moved(path), to: type, from: old)
        case .scale(let path, let factor): return .scale(moved(path), factor)
        case .choose(let path, let choice): return .choose(moved(path), choice)
        case .split(let path, let separation): return .split(moved(path), separation)
        case .join(let path, let separation): return .join(moved(path), separation)
        case .setDefault(let path, let value): return .setDefault(moved(path), value)
        default: return nil
        }
    }
}

/// The order in which independently found steps work together.
enum StepOrder {
    /// Renames come first, because the other steps use the new names; renames of inner members come
    /// before those of outer ones, because their paths still contain the old outer names.
    static func sorted(_ steps: [MigrationStep]) -> [MigrationStep] {
        let renames = steps.filter { if case .rename = $0 { true } else { false } }
        let moves = steps.filter { if case .move = $0 { true } else { false } }
        let others = steps.filter {
            switch $0 {
            case .rename, .move: false
            default: true
            }
        }
        return renames + moves + others
    }
}

extension ResolvedSchema {
    func places() -> SchemaPlaces { SchemaPlaces(references: references) }
}
