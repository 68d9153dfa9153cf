public import ConfigDocument
public import ConfigTypes
package import DocumentEditing
import DocumentMigration
package import MigrationSteps
import SchemaValidation

/// Migrates documents from one schema version to another, in memory.
///
///     let migrator = ConfigMigrator(types: BuiltinConfigs.all)
///     let new = try migrator.migrate(old, type: "coordinates").value
///
/// The path through the versions is deterministic: as few migrations as possible, with declared
/// shortcuts preferred to chains. A document of a newer major version is refused; one of a newer
/// minor version is accepted unchanged. Downgrades use inverse steps, if all steps have one.
public struct ConfigMigrator: Sendable {
    private var histories: [String: ConfigMigrations] = [:]

    /// Creates a migrator with the versions of these types; others can be added.
    public init(types: [any ConfigType.Type] = []) {
        for type in types { histories[type.schema.name] = ConfigMigrations(of: type) }
    }

    /// Adds the versions of a configuration, or replaces them.
    public mutating func add(_ history: ConfigMigrations, for name: String) {
        histories[name] = history
    }

    /// Adds one migration to a configuration.
    public mutating func add(_ migration: ConfigMigration, for name: String) {
        histories[name, default: .none].add(migration)
    }

    /// The versions on the path of a document, including both ends.
    public func path(
        type name: String,
        from: String,
        to: String
    ) throws(ConfigError) -> [String] {
        let planner = try planner(name, file: name)
        let start = try planner.known(planner.parsed(from))
        let legs = try planner.legs(from: start, to: try planner.known(planner.parsed(to)))
        return [start.description] + legs.map(\.to.description)
    }

    /// Migrates a document.
    ///
    /// - Parameters:
    ///   - from: the version of the document; nil for the version that it declares.
    ///   - to: the target version; nil for the newest.
    ///   - stamp: a record of the migration to be added to the document.
    /// - Throws: if the document has no version, or no migration starts at it; if a step fails; and
    ///   all errors of the result by the schema of the new version.
    public func migrate(
        _ document: DocumentValue,
        type name: String,
        from: String? = nil,
        to: String? = nil,
        stamp: MigrationStamp? = nil
    ) throws(ConfigError) -> MigratedDocument {
        let bytes = JSONEmitter(indent: nil).emit(document)
        let text = try Document.parsed(bytes, as: .json, named: name)
        do throws(ConfigError) {
            return try migrate(text, type: name, from: from, to: to, stamp: stamp)
        } catch {
            // The user has never seen that text, so its positions are meaningless.
            throw ConfigError(findings: error.findings.withoutPositions())
        }
    }

    /// Migrates a document that is already parsed; see `migrate(_:type:from:to:stamp:)`. Parts that
    /// no step changes are not copied.
    public func migrate(
        _ document: Document,
        type name: String,
        from: String? = nil,
        to: String? = nil,
        stamp: MigrationStamp? = nil
    ) throws(ConfigError) -> MigratedDocument {
        try migrate(document, type: name, from: from, to: to, stamp: stamp, isComplete: true)
    }

    /// - Parameter isComplete: whether to validate against the schema of the new version; false for
    ///   a file that is valid only together with its overlays.
    func migrate(
        _ document: Document,
        type name: String,
        from: String?,
        to: String?,
        stamp: MigrationStamp?,
        isComplete: Bool
    ) throws(ConfigError) -> MigratedDocument {
        var planner = try planner(name, file: document.name)
        planner.document = document
        let said =
            if let from {
                try planner.of(argument: "--from").parsed(from)
            } else {
                try planner.required(document.root)
            }
        guard let newest = planner.history.newest else { throw planner.unversioned }
        let target = try to.map { (text) throws(ConfigError) in
            let planner = planner.of(argument: "--to")
            return try planner.known(planner.parsed(text))
        }
        if target ?? newest == newest, newest < said {
            guard said.major == newest.major else { throw planner.tooNew(said, newest) }
            return MigratedDocument(
                tree: .source(document.root),
                named: document.name,
                from: said.description,
                to: said.description
            )
        }
        let start = try (from == nil ? planner : planner.of(argument: "--from")).known(said)
        let legs = try planner.legs(from: start, to: target ?? newest)
        let runner = MigrationRunner(planner: planner, document: document, version: start)
        var run = try runner.run(legs)
        if !legs.isEmpty {
            if let stamp { stamp.write(from: said, to: &run) }
            let findings =
                isComplete ? try runner.findings(in: run.tree, by: target ?? newest) : []
            if !findings.isEmpty { throw ConfigError(findings: findings.inDocumentOrder()) }
        }
        return MigratedDocument(
            run,
            of: runner,
            named: document.name,
            from: said,
            to: target ?? newest,
            through: start,
            legs
        )
    }

    /// Migrates an overlay: members that it does not have are not added.
    ///
    /// - Parameter version: the version of the main file, which applies unless the overlay declares
    ///   another one.
    /// - Throws: also if one of the steps is a function, which requires a whole document.
    func migrate(
        part: Document,
        type name: String,
        of version: String,
        to: String?
    ) throws(ConfigError) -> MigratedDocument {
        var planner = try planner(name, file: part.name)
        planner.document = part
        guard let newest = planner.history.newest else { throw planner.unversioned }
        let own = try planner.said(by: part.root)
        let said = if let own { own } else { try planner.parsed(version) }
        let target = try to.map { (text) throws(ConfigError) in
            try planner.known(planner.parsed(text))
        }
        if target ?? newest == newest, newest < said {
            guard said.major == newest.major else { throw planner.tooNew(said, newest) }
            return MigratedDocument(
                tree: .source(part.root),
                named: part.name,
                from: said.description,
                to: said.description
            )
        }
        let start = try planner.known(said)
        let legs = try planner.legs(from: start, to: target ?? newest)
        if let finding = planner.wholeDocumentsOnly(legs) {
            var finding = finding
            finding.message = "not migrated: " + finding.message
            throw ConfigError(finding)
        }
        let runner = MigrationRunner(
            planner: planner,
            document: part,
            version: start,
            isOverlay: true
        )
        return MigratedDocument(
            try runner.run(legs),
            of: runner,
            named: part.name,
            from: said,
            to: target ?? newest,
            through: start,
            legs
        )
    }

    private func planner(_ name: String, file: String) throws(ConfigError) -> MigrationPlanner {
        if let history = histories[name] {
            return MigrationPlanner(name: name, history: history, file: file)
        }
        throw ConfigError(
            Finding(
                message: "there are no migrations for \"\(name)\"",
                suggestion: Suggestion.didYouMean(name, among: histories.keys.sorted()),
                file: file
            )
        )
    }
}

extension MigrationLeg {
    fileprivate var customStep: String? {
        for case .custom(let step) in steps { return step }
        return nil
    }
}

extension MigrationPlanner {
    /// A planner for an argument: its errors are not errors of the file.
    fileprivate func of(argument: String) -> MigrationPlanner {
        var planner = self
        planner.document = nil
        planner.file = "argument \(argument)"
        return planner
    }

    func parsed(_ text: String) throws(ConfigError) -> SemanticVersion {
        if let version = SemanticVersion(text) { return version }
        throw error("\(quoted(text)) is not a version; write one such as 2.0.0")
    }

    /// The version of a document that must declare one.
    func required(_ root: Cursor) throws(ConfigError) -> SemanticVersion {
        if let version = try version(of: root) { return version }
        throw unversioned
    }

    var unversioned: ConfigError {
        var places: [String] = []
        for case .pointer(let path) in history.versions.map(\.place)
        where !places.contains(path.pointer) {
            places.append(path.pointer)
        }
        return error(
            places.isEmpty
                ? "the versions of \(name) are unknown"
                : "the document has no version, and versions are not guessed",
            places.isEmpty ? nil : "write it at \(places.joined(separator: " or "))"
        )
    }

    /// The reason that the steps cannot migrate a partial document; nil if they can.
    func wholeDocumentsOnly(_ legs: [MigrationLeg]) -> Finding? {
        guard let leg = legs.first(where: { $0.customStep != nil }), let step = leg.customStep,
            let target = legs.last?.to
        else { return nil }
        var repair = "move it away, and write it again after the migration"
        if case .pointer(let path)? = history.version(target)?.place {
            repair =
                "rewrite it by hand for version \(target), and set that version at \(path.pointer)"
        }
        return Finding(
            message: "the file is a part of a document, and the custom step \(quoted(step)) from "
                + "\(leg.from) to \(leg.to) needs a whole document",
            suggestion: repair,
            file: file
        )
    }

    func tooNew(_ version: SemanticVersion, _ newest: SemanticVersion) -> ConfigError {
        versionError(
            "the document has version \(version); this program supports versions up to \(newest)",
            "update the program, or restore a backup: \(OperatorTool.name) rollback \(name)"
        )
    }
}

/// A migrated document.
public struct MigratedDocument: Sendable {
    /// The document as a tree.
    public var value: DocumentValue { tree.documentValue }

    /// The members that were moved.
    package func moves(from document: Document) -> [MemberMove] { tree.moves(from: document) }

    /// The paths in the original document of what is at a path now; nil if a step has computed a part
    /// of it.
    func sources(of path: DocumentPath, in document: Document) -> [DocumentPath]? {
        tree.sources(of: path, in: document)
    }

    private let tree: MigrationTree
    /// The name of the original document.
    private let name: String

    /// The result as an independent document, to be validated and read.
    public func document() throws(ConfigError) -> Document {
        try Document.parsed(tree.json(), as: .json, named: name)
    }

    /// The previous version.
    public let from: String
    /// The new version.
    public let to: String
    /// The versions on the path, including both ends.
    public let path: [String]
    /// The removed members, as JSON Pointers into the original document.
    public let losses: [String]
    /// Members that a step was to add but that already existed, as JSON Pointers.
    public let kept: [String]
    package let steps: [MigrationStep]
    /// The paths of secrets by the schema of the previous version, there and in the result.
    package let secrets: [DocumentPath]

    init(
        tree: MigrationTree,
        named name: String,
        from: String,
        to: String,
        path: [String] = [],
        losses: [String] = [],
        kept: [String] = [],
        steps: [MigrationStep] = [],
        secrets: [DocumentPath] = []
    ) {
        self.tree = tree
        self.name = name
        self.from = from
        self.to = to
        self.path = path
        self.losses = losses
        self.kept = kept
        self.steps = steps
        self.secrets = secrets
    }

    fileprivate init(
        _ run: MigrationRun,
        of runner: MigrationRunner,
        named name: String,
        from said: SemanticVersion,
        to target: SemanticVersion,
        through start: SemanticVersion,
        _ legs: [MigrationLeg]
    ) {
        let secrets = runner.secrets
        self.init(
            tree: run.tree,
            named: name,
            from: said.description,
            to: target.description,
            path: [start.description] + legs.map(\.to.description),
            losses: run.notes.filter { $0.kind == .lost }.map(\.location),
            kept: run.notes.filter { $0.kind == .kept }.map(\.location),
            steps: legs.flatMap(\.steps),
            secrets: secrets.original + secrets.paths(in: run.tree)
        )
    }

    /// True if any migration was necessary.
    public var isChanged: Bool { path.count > 1 }
}

/// A record of the migration in the document: the members `migrated_at` and `migrated_from` at its
/// root, which the schema must allow.
public struct MigrationStamp: Sendable {
    /// The time as text.
    public var time: String

    /// - Parameter time: the time as text.
    public init(time: String) { self.time = time }

    func write(from version: SemanticVersion, to run: inout MigrationRun) {
        run.set(.string(time), for: "migrated_at")
        run.set(.string(version.description), for: "migrated_from")
    }
}
