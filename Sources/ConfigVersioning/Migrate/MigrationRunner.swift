import ConfigDocument
import ConfigTypes
import DocumentMigration
import MigrationSteps
import SchemaValidation

/// Applies the legs to a document, in memory.
struct MigrationRunner {
    let planner: MigrationPlanner
    let document: Document
    /// The version of the document; nil if its schema is not needed.
    var version: SemanticVersion?
    /// True if the document is an overlay: members that it does not have are not added.
    var isOverlay = false

    /// The secrets of the document by the schema of its version.
    var secrets: CarriedSecrets {
        let known = version.flatMap { try? planner.known($0) }
        let schema = known.flatMap { planner.history.version($0)?.schema }
        return CarriedSecrets(of: document, by: schema)
    }

    func run(_ legs: [MigrationLeg]) throws(ConfigError) -> MigrationRun {
        var run = MigrationRun(document)
        for leg in legs { try take(leg, &run) }
        return run
    }

    private func take(_ leg: MigrationLeg, _ run: inout MigrationRun) throws(ConfigError) {
        let steps = isOverlay ? leg.steps.filter(\.changesOnlyWhatIsThere) : leg.steps
        // Custom steps receive the document as it was before the leg.
        let isFirst = if case .source = run.tree { true } else { false }
        let before = leg.custom.isEmpty || isFirst ? document : try text(of: run.tree)
        do throws(MigrationFault) {
            try run.apply(steps) { (name, tree) throws(MigrationFault) in
                try custom(name, leg, before, &tree)
            }
        } catch {
            throw located(error, leg)
        }
        // An overlay has a version only if it declares one.
        let isVersioned = try planner.said(by: document.root) != nil
        if !isOverlay || isVersioned { note(leg, in: &run) }
    }

    /// Writes the new version to its place, and removes the old one if that place was different.
    private func note(_ leg: MigrationLeg, in run: inout MigrationRun) {
        let places = [leg.from, leg.to].map { planner.history.version($0)?.place }
        if case .pointer(let old)? = places[0], places[0] != places[1],
            run.tree.value(at: old)?.documentValue.string == leg.from.description
        {
            run.remove(at: old)
        }
        if case .pointer(let pointer)? = places[1] { run.stamp(leg.to, at: pointer) }
    }

    private func custom(
        _ name: String,
        _ leg: MigrationLeg,
        _ before: Document,
        _ tree: inout MigrationTree
    ) throws(MigrationFault) {
        guard let step = leg.custom[name] else {
            throw MigrationFault(
                "the custom step \(quoted(name)) is a Swift function, which only a tool with the type "
                    + "of \(planner.name) has",
                at: []
            )
        }
        do {
            tree = tree.replaced(by: try step.run(before, tree.documentValue))
        } catch {
            throw MigrationFault("the custom step \"\(name)\" failed: \(error)", at: [])
        }
    }

    /// An intermediate document as text.
    func text(of tree: MigrationTree) throws(ConfigError) -> Document {
        try Document.parsed(tree.json(), as: .json, named: document.name)
    }

    private func located(_ fault: MigrationFault, _ leg: MigrationLeg) -> ConfigError {
        let step = fault.step.map { ", step \($0 + 1)" } ?? ""
        let place = DocumentPath(pointer: fault.location)
        var finding = Finding(
            message: "not migrated from \(leg.from) to \(leg.to)\(step): \(fault.message)",
            file: document.name,
            position: fault.position ?? place.flatMap { document.root[$0] }?.position
        )
        finding.instanceLocation = fault.location
        return ConfigError(finding)
    }

    /// The errors of a document by the schema of a version.
    func faults(
        in document: Document,
        by version: SemanticVersion
    ) throws(ConfigError) -> [Finding] {
        guard let schema = planner.history.version(version)?.schema else { return [] }
        return try schema.program().check(document, schema: planner.name).filter { finding in
            // The value of a placeholder is validated when the file is loaded.
            let value = DocumentPath(pointer: finding.instanceLocation)
                .flatMap { document.root[$0] }
            return value?.string?.contains("${") != true
        }
    }

    /// The errors of a migrated document by the schema of its version. Their positions are those of
    /// the values in the original document, if they existed there.
    func findings(
        in tree: MigrationTree,
        by version: SemanticVersion
    ) throws(ConfigError) -> [Finding] {
        if planner.history.version(version)?.schema == nil { return [] }
        var migrated = try text(of: tree)
        migrated.hidden = SecretPlaces(paths: secrets.paths(in: tree)).indices(in: migrated)
        return try faults(in: migrated, by: version).map { finding in
            var finding = finding
            finding.message = "after the migration to \(version): " + finding.message
            finding.position =
                DocumentPath(pointer: finding.instanceLocation)
                .flatMap { document.root[$0] }?.position
            return finding
        }
    }
}

extension MigrationStep {
    /// True if the step has its full effect on a partial document too.
    fileprivate var changesOnlyWhatIsThere: Bool {
        switch self {
        case .add, .setDefault, .custom: false
        default: true
        }
    }
}
