import ConfigDocument
import ConfigFiles
import MigrationSteps
import SchemaValidation
import Synchronization

/// What becomes of a file of an older version when it is loaded.
public enum MigrationPolicy: Sendable, Equatable {
    /// It is migrated in memory, and stays as it is on the disk. On a fleet this comes first: every
    /// reader understands both versions before any file is rewritten.
    case inMemory
    /// It is migrated on the disk, as `configctl migrate` does it.
    case writeBack(backup: Bool = true)
    /// It is an error.
    case refuse
}

/// The histories of the types that a system knows, and what it does with older files.
package final class LoadMigrations: Sendable {
    let policy: MigrationPolicy
    let histories = Mutex<[String: ConfigMigrations]>([:])
    let known = Mutex(Registrations())

    /// What files are migrated on the disk is told there, and must be admitted.
    let telemetry: Telemetry?

    init(policy: MigrationPolicy, telemetry: Telemetry? = nil) {
        self.policy = policy
        self.telemetry = telemetry
    }

    /// Those of histories alone, for looking at documents.
    convenience init(of histories: [String: ConfigMigrations]) {
        self.init(policy: .inMemory)
        self.histories.withLock { $0 = histories }
    }

    func add(_ types: [any ConfigType.Type]) {
        known.withLock { known in
            for type in types { known.add(Registration(type)) }
        }
        histories.withLock { histories in
            for type in types {
                let history = ConfigMigrations(of: type)
                if !history.isEmpty { histories[type.schema.name] = history }
            }
        }
    }

    package subscript(name: String) -> ConfigMigrations? { histories.withLock { $0[name] } }

    /// The newest version of a configuration, where a document says in its very words that it is of
    /// it.
    func newest(of document: Document, _ name: String) -> SemanticVersion? {
        guard let history = self[name], history.isOfNewest(document) else { return nil }
        return history.newest
    }

    /// A file of a layer by the newest version; nil where it is as it should be.
    ///
    /// - Parameter version: its own, or that of the file that it is put over.
    func migrated(
        _ document: Document,
        _ name: String,
        of version: SemanticVersion,
        isOverlay: Bool
    ) throws(ConfigError) -> UpgradedDocument? {
        guard let history = self[name] else { return nil }
        return try UpgradedDocument(
            document,
            name,
            history,
            of: version,
            isOverlay: isOverlay,
            policy: policy
        )
    }

    /// The version of a file, where a newer one is known.
    func old(_ document: Document, _ name: String) throws(ConfigError) -> OldVersion? {
        guard let history = self[name], let newest = history.newest, !history.isOfNewest(document),
            let version = try version(of: document, name, isOverlay: false), version < newest
        else { return nil }
        let planner = MigrationPlanner(
            name: name,
            history: history,
            file: document.name,
            document: document
        )
        if try planner.needsNoMigration(document) { return nil }
        // Nobody is told to migrate a file that cannot be migrated.
        _ = try planner.legs(from: planner.known(version), to: newest)
        return OldVersion(planner: planner, version: version, newest: newest)
    }

    /// - Parameter isOverlay: whether the document is a part, which has a version only if it says so.
    func version(
        of document: Document,
        _ name: String,
        isOverlay: Bool
    ) throws(ConfigError) -> SemanticVersion? {
        guard let history = self[name] else { return nil }
        let planner = MigrationPlanner(name: name, history: history, file: document.name)
        return isOverlay
            ? try planner.said(by: document.root) : try planner.version(of: document.root)
    }
}

/// A file that is of an older version than the newest.
struct OldVersion {
    fileprivate let planner: MigrationPlanner
    fileprivate let version: SemanticVersion
    fileprivate let newest: SemanticVersion

    /// For those who look at the file.
    var warning: Finding {
        var finding = finding("the file is version \(version); the newest is \(newest)")
        finding.severity = .warning
        return finding
    }

    /// For those who would write a value of the newest version into it.
    var refusal: ConfigError {
        ConfigError(
            finding("not saved: the file is version \(version); the newest is \(newest)")
        )
    }

    private func finding(_ message: String) -> Finding {
        planner.versionError(message, "migrate it with configctl migrate \(planner.name)")
            .findings[0]
    }
}

extension UpgradedDocument {
    /// - Parameter version: that of the document; nil has it looked for.
    /// - Returns: nil where the document needs no migration.
    init?(
        _ original: Document,
        _ name: String,
        _ history: ConfigMigrations,
        of known: SemanticVersion? = nil,
        isOverlay: Bool = false,
        policy: MigrationPolicy = .inMemory
    ) throws(ConfigError) {
        let planner = MigrationPlanner(
            name: name,
            history: history,
            file: original.name,
            document: original
        )
        guard let newest = history.newest,
            let version = try planner.version(of: original.root, unless: known),
            !version.isSame(as: newest)
        else { return nil }
        if newest < version {
            guard version.major == newest.major else { throw planner.tooNew(version, newest) }
            guard let known = try planner.withoutUnknown(original) else { return nil }
            self.init(known, LayeredValue(known.root, placedAs: original.root), warning: nil)
            return
        }
        if try planner.needsNoMigration(original) { return nil }
        let legs = try planner.legs(from: planner.known(version), to: newest)
        if legs.isEmpty { return nil }
        if policy == .refuse {
            throw planner.versionError(
                "the document is of version \(version), and \(newest) is expected",
                "run configctl migrate \(name)"
            )
        }
        let runner = MigrationRunner(planner: planner, document: original, isOverlay: isOverlay)
        var warning = isOverlay ? planner.wholeDocumentsOnly(legs) : nil
        warning?.severity = .warning
        let tree = try runner.run(legs).tree
        let document = try runner.text(of: tree)
        let layered = LayeredValue.migrated(
            document.root,
            tree,
            original.root,
            around: .file(original.name, original.root.position)
        )
        self.init(document, layered, warning: warning)
    }

    /// Findings in the migrated document, with the places in the file.
    func located(_ findings: [Finding]) -> [Finding] {
        LoadedDocument(document: document, layered: layered).located(findings)
    }
}

extension ConfigMigrations: ConfigHistory {
    public func upgraded(
        _ document: Document,
        of name: String
    ) throws(ConfigError) -> UpgradedDocument? {
        if isEmpty || isOfNewest(document) { return nil }
        return try UpgradedDocument(document, name, self)
    }
}

extension MigrationPlanner {
    fileprivate func version(
        of root: Cursor,
        unless known: SemanticVersion?
    ) throws(ConfigError) -> SemanticVersion? {
        if let known { return known }
        return try version(of: root)
    }

    /// A document of a newer minor version without the settings that this version does not know; nil
    /// where there are none. In the file they stay.
    fileprivate func withoutUnknown(_ document: Document) throws(ConfigError) -> Document? {
        guard let program = try history.versions.last?.schema?.program(),
            !program.accepts(document)
        else { return nil }
        var run = MigrationRun(document)
        var isChanged = false
        for finding in program.findings(in: document) {
            let keyword = finding.keywordLocation.split(separator: "/").last
            guard keyword == "additionalProperties" || keyword == "unevaluatedProperties",
                let pointer = JSONPointer(text: finding.instanceLocation)
            else { continue }
            run.remove(at: pointer)
            isChanged = true
        }
        guard isChanged else { return nil }
        return try Document.parsed(run.tree.json(), as: .json, named: document.name)
    }
}

extension LayeredValue {
    /// A value that was migrated, each part with the place that it had in the document before.
    ///
    /// - Parameter original: what the value was; nil for one that a step has added.
    static func migrated(
        _ cursor: Cursor,
        _ tree: MigrationTree,
        _ original: Cursor?,
        around: ConfigOrigin
    ) -> LayeredValue {
        let place = original.map { ConfigOrigin.file($0.document.name, $0.position) } ?? around
        guard case .object(let members) = tree, cursor.isObject else {
            var source = original
            if case .source(let cursor) = tree { source = cursor }
            return LayeredValue(cursor, source?.kind == cursor.kind ? source : nil, place)
        }
        var value = LayeredValue(cursor, nil, place)
        let byKey = Dictionary(members.map { ($0.key, $0) }) { first, _ in first }
        value.content = .object(
            cursor.members.map { key, inner in
                guard let member = byKey[key.text] else {
                    return (key.text, LayeredValue(inner, nil, place))
                }
                let known = migrated(inner, member.value, member.origin, around: place)
                return (key.text, known)
            }
        )
        return value
    }
}
