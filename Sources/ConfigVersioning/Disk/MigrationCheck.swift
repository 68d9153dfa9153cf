import ConfigDocument
import ConfigTypes
import MigrationSteps
import SchemaValidation
import TypedConfig

/// Compares a configuration of several files before and after a migration: the served values must
/// be the same for each stage.
struct MigrationCheck {
    private let plan: DiskMigration.Plan
    private let old: InMemorySource
    private let new: InMemorySource
    private let stages: [String?]
    private let history: ConfigMigrations

    init(
        _ plan: DiskMigration.Plan,
        _ document: Document,
        _ parts: [(file: String, document: Document)],
        _ stages: [String],
        _ history: ConfigMigrations
    ) {
        self.plan = plan
        self.history = history
        self.stages = [nil] + stages
        var texts = [plan.file: document.source]
        for (file, part) in parts { texts[file] = part.source }
        let folder = String(plan.path.dropLast(plan.file.count + 1))
        old = Self.source(texts, named: folder)
        for plan in plan.changed { texts[plan.file] = plan.newText }
        new = Self.source(texts, named: folder)
    }

    private static func source(_ texts: [String: [UInt8]], named name: String) -> InMemorySource {
        InMemorySource(texts.mapValues { String(decoding: $0, as: UTF8.self) }, named: name)
    }

    /// - Throws: if a stage that was valid becomes invalid or has other values, and if no stage is
    ///   valid.
    func run() throws(ConfigError) {
        var findings: [Finding] = []
        var isAnyValid = false
        for stage in stages {
            let faults = try faults(stage)
            if faults.isEmpty { isAnyValid = true }
            if let before = served(old, stage) {
                if !faults.isEmpty { throw ConfigError(findings: faults) }
                if !isDown { try compare(before, stage) }
            }
            if findings.isEmpty { findings = faults }
        }
        if !isAnyValid { throw ConfigError(findings: findings) }
    }

    private var target: SemanticVersion? { SemanticVersion(plan.result.to) }

    private var isDown: Bool {
        guard let target, let start = SemanticVersion(plan.result.from) else { return false }
        return target < start
    }

    /// The values served by a program that knows all versions; nil if they are invalid.
    private func served(_ source: InMemorySource, _ stage: String?) -> LoadedDocument? {
        guard let loaded = try? load(source, stage, [plan.name: history]),
            let newest = history.newest,
            let faults = try? runner(loaded.document).faults(in: loaded.document, by: newest),
            faults.isEmpty
        else { return nil }
        return loaded
    }

    /// The findings in the new files, validated by the schema of their version. If the old files
    /// have the same defects, the findings point to the places there.
    private func faults(_ stage: String?) throws(ConfigError) -> [Finding] {
        guard let target else { return [] }
        let after: LoadedDocument
        do throws(ConfigError) {
            after = try load(new, stage, [:])
        } catch {
            return error.findings.withoutPositions()
        }
        let found = try runner(after.document).faults(in: after.document, by: target)
        let before = try? load(old, stage, [plan.name: history])
        let places = target == history.newest ? before : nil
        return (places?.located(found) ?? after.located(found).withoutPositions()).map { finding in
            var finding = finding
            finding.message = "after the migration to \(target): " + finding.message
            return finding
        }
    }

    private func compare(_ before: LoadedDocument, _ stage: String?) throws(ConfigError) {
        let after = try load(new, stage, [plan.name: history])
        let stamps = [["migrated_at"], ["migrated_from"]]
        let differences = ValueDifference.between(
            DocumentValue(before.document.root),
            DocumentValue(after.document.root)
        )
        guard let difference = differences.first(where: { !stamps.contains($0.path.tokens) }) else {
            return
        }
        let place = stage.map { " with the overlay \(quoted($0))" } ?? ""
        throw ConfigError(
            Finding(
                message:
                    "not migrated: \(difference.key) would change its value\(place)",
                suggestion: "migrate the files by hand",
                file: plan.path
            )
        )
    }

    private func load(
        _ source: InMemorySource,
        _ stage: String?,
        _ histories: [String: ConfigMigrations]
    ) throws(ConfigError) -> LoadedDocument {
        try ConfigLayers(
            layers: [.files(source, overlay: stage)],
            interpolation: .off,
            migrations: LoadMigrations(of: histories)
        ).load(plan.name, catalogue: nil)
    }

    private func runner(_ document: Document) -> MigrationRunner {
        let planner = MigrationPlanner(name: plan.name, history: history, file: plan.path)
        return MigrationRunner(planner: planner, document: document)
    }
}
