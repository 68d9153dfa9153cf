public import ConfigDocument
public import ConfigTypes
import DocumentMigration
import MigrationSteps
import SchemaValidation
import TypedConfig

extension UpgradedDocument {
    /// - Parameter version: the version of the document; nil to determine it.
    /// - Returns: nil if the document needs no migration.
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
            throw ConfigError(planner.oldVersion(version, newest).refused)
        }
        let runner = MigrationRunner(
            planner: planner,
            document: original,
            version: version,
            isOverlay: isOverlay
        )
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
        let secrets = runner.secrets.paths(in: tree)
        self.init(document, layered, warning: warning, secrets: secrets)
    }

    /// Findings in the migrated document, with positions in the file.
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

    /// A document of a newer minor version without the settings that this version does not know;
    /// nil if there are none. They stay in the file.
    fileprivate func withoutUnknown(_ document: Document) throws(ConfigError) -> Document? {
        guard let program = try history.versions.last?.schema?.program(),
            !program.accepts(document)
        else { return nil }
        var run = MigrationRun(document)
        var isChanged = false
        for finding in program.findings(in: document) {
            let keyword = finding.keywordLocation.split(separator: "/").last
            guard keyword == "additionalProperties" || keyword == "unevaluatedProperties",
                let pointer = DocumentPath(pointer: finding.instanceLocation)
            else { continue }
            run.remove(at: pointer)
            isChanged = true
        }
        guard isChanged else { return nil }
        return try Document.parsed(run.tree.json(), as: .json, named: document.name)
    }
}

extension LayeredValue {
    /// A migrated value, each part with its place in the original document.
    ///
    /// - Parameter original: the previous value; nil for a value that a step has added.
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
