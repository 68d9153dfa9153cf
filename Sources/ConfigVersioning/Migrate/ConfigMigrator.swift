public import ConfigDocument
public import ConfigTypes
package import DocumentEditing
package import MigrationSteps
import SchemaValidation

/// Takes documents from one version of their schema to another, in memory.
///
///     let migrator = ConfigMigrator(types: BuiltinConfigs.all)
///     let new = try migrator.migrate(old, type: "coordinates").value
///
/// The way through the versions is the same every time: as few migrations as possible, declared
/// shortcuts before chains. A document of a newer major version is refused; one of a newer minor
/// version is taken as it is. Going back works through inverse steps, where all have one.
public struct ConfigMigrator: Sendable {
    private var histories: [String: ConfigMigrations] = [:]

    /// Knows the versions of these types; others are added.
    public init(types: [any ConfigType.Type] = []) {
        for type in types { histories[type.schema.name] = ConfigMigrations(of: type) }
    }

    /// Makes the versions of a configuration known, or replaces them.
    public mutating func add(_ history: ConfigMigrations, for name: String) {
        histories[name] = history
    }

    /// Adds one migration to those of a configuration.
    public mutating func add(_ migration: ConfigMigration, for name: String) {
        histories[name, default: .none].add(migration)
    }

    /// The versions through which a document goes, both ends included.
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
    ///   - from: its version; nil takes what it says itself.
    ///   - to: the version that it shall have; nil takes the newest.
    ///   - stamp: what is noted in the document beside its version.
    /// - Throws: where it has no version, or one that no migration leads from; where a step fails;
    ///   and everything that the schema of the new version says against the result.
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
            // Nobody has seen that text.
            throw ConfigError(findings: error.findings.withoutPositions())
        }
    }

    /// Migrates a document that was read; see `migrate(_:type:from:to:stamp:)`. What no step touches
    /// is not copied.
    public func migrate(
        _ document: Document,
        type name: String,
        from: String? = nil,
        to: String? = nil,
        stamp: MigrationStamp? = nil
    ) throws(ConfigError) -> MigratedDocument {
        try migrate(document, type: name, from: from, to: to, stamp: stamp, isComplete: true)
    }

    /// - Parameter isComplete: whether the schema of the new version is asked; it says nothing about
    ///   a file that is valid only together with those that are put over it.
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
        let runner = MigrationRunner(planner: planner, document: document)
        var run = try runner.run(legs)
        if !legs.isEmpty {
            if let stamp { stamp.write(from: said, to: &run) }
            let findings =
                isComplete ? try runner.findings(in: run.tree, by: target ?? newest) : []
            if !findings.isEmpty { throw ConfigError(findings: findings.inDocumentOrder()) }
        }
        return MigratedDocument(
            run,
            named: document.name,
            from: said,
            to: target ?? newest,
            through: start,
            legs
        )
    }

    /// Migrates a file that is put over another: nothing is added to it that it does not have.
    ///
    /// - Parameter version: that of the file below, which it shares unless it says another.
    /// - Throws: also where one of the steps is a function, which takes whole documents.
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
        let runner = MigrationRunner(planner: planner, document: part, isOverlay: true)
        return MigratedDocument(
            try runner.run(legs),
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
    /// The same for what an argument says: nothing in the file is wrong then.
    fileprivate func of(argument: String) -> MigrationPlanner {
        var planner = self
        planner.document = nil
        planner.file = "argument \(argument)"
        return planner
    }

    func parsed(_ text: String) throws(ConfigError) -> SemanticVersion {
        if let version = SemanticVersion(text) { return version }
        throw error("\(quoted(text)) is no version; write one such as 2.0.0")
    }

    /// The version of a document that has to have one.
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
                ? "the versions of \(name) are not known"
                : "the document does not say its version, which is not guessed",
            places.isEmpty ? nil : "write it at \(places.joined(separator: " or "))"
        )
    }

    /// Why a part of a document is not taken along by all steps; nil where it is.
    func wholeDocumentsOnly(_ legs: [MigrationLeg]) -> Finding? {
        guard let leg = legs.first(where: { $0.customStep != nil }), let step = leg.customStep,
            let target = legs.last?.to
        else { return nil }
        var repair = "move it out of the way, and write it anew after the migration"
        if case .pointer(let path)? = history.version(target)?.place {
            repair =
                "rewrite it by hand for version \(target), and write that version at \(path.pointer) in it"
        }
        return Finding(
            message: "the file is a part of a document, and the custom step \(quoted(step)) from "
                + "\(leg.from) to \(leg.to) takes whole documents only",
            suggestion: repair,
            file: file
        )
    }

    func tooNew(_ version: SemanticVersion, _ newest: SemanticVersion) -> ConfigError {
        versionError(
            "the document is of version \(version), and this program knows \(newest) at most",
            "update the program, or go back to a backup: configctl rollback \(name)"
        )
    }
}

/// A document after a migration.
public struct MigratedDocument: Sendable {
    /// The document as a tree.
    public var value: DocumentValue { tree.documentValue }

    /// The members that are elsewhere than in the document before.
    package func moves(from document: Document) -> [MemberMove] { tree.moves(from: document) }
    private let tree: MigrationTree
    /// What the document before is called.
    private let name: String

    /// The result as a document of its own, to be validated and read.
    public func document() throws(ConfigError) -> Document {
        try Document.parsed(tree.json(), as: .json, named: name)
    }

    /// The version that it had.
    public let from: String
    /// The version that it has.
    public let to: String
    /// The versions that it went through, both ends included.
    public let path: [String]
    /// What was dropped, as JSON Pointers into the document before.
    public let losses: [String]
    /// What was to be added and was there already, as JSON Pointers.
    public let kept: [String]
    package let steps: [MigrationStep]

    init(
        tree: MigrationTree,
        named name: String,
        from: String,
        to: String,
        path: [String] = [],
        losses: [String] = [],
        kept: [String] = [],
        steps: [MigrationStep] = []
    ) {
        self.tree = tree
        self.name = name
        self.from = from
        self.to = to
        self.path = path
        self.losses = losses
        self.kept = kept
        self.steps = steps
    }

    fileprivate init(
        _ run: MigrationRun,
        named name: String,
        from said: SemanticVersion,
        to target: SemanticVersion,
        through start: SemanticVersion,
        _ legs: [MigrationLeg]
    ) {
        self.init(
            tree: run.tree,
            named: name,
            from: said.description,
            to: target.description,
            path: [start.description] + legs.map(\.to.description),
            losses: run.notes.filter { $0.kind == .lost }.map(\.location),
            kept: run.notes.filter { $0.kind == .kept }.map(\.location),
            steps: legs.flatMap(\.steps)
        )
    }

    /// Whether there was anything to do.
    public var isChanged: Bool { path.count > 1 }
}

/// Notes in a document that it was migrated: members `migrated_at` and `migrated_from` at its root,
/// which its schema has to allow.
public struct MigrationStamp: Sendable {
    /// The time as it is written.
    public var time: String

    /// - Parameter time: the time as it is written.
    public init(time: String) { self.time = time }

    func write(from version: SemanticVersion, to run: inout MigrationRun) {
        run.set(.string(time), for: "migrated_at")
        run.set(.string(version.description), for: "migrated_from")
    }
}
