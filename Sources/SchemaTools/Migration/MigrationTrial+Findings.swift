import ConfigDocument
package import JSONSchema
import MigrationSteps
package import SchemaCompiler

extension MigrationStep {
    /// The path of the values that the step removes or converts; nil for other steps.
    fileprivate var valuePath: MigrationPath? {
        switch self {
        case .remove, .map, .convert, .scale, .choose, .split, .join: path
        default: nil
        }
    }
}

extension SchemaHistory {
    /// Findings for everything that prevents documents of older versions from being migrated, or
    /// loses their data. If there are no other findings, the steps are tried on documents generated
    /// from the old schema.
    package func findings(trying options: CompilerOptions) -> [Finding] {
        let problems = findings()
        return problems.isEmpty ? migrations.flatMap { tried($0, options) } : problems
    }

    private func tried(_ file: MigrationFile, _ options: CompilerOptions) -> [Finding] {
        guard let old = source(of: file.from), let new = source(of: file.to) else { return [] }
        do throws(SchemaError) {
            let trial = try MigrationTrial(file, from: old, to: new, options)
            let isReleased = lock["\(file.from)_\(file.to)"] != nil
            let findings = try trial.findings(isReleased: isReleased)
            if isReleased { return findings }
            let changes = try SchemaDiff(old: old, new: new, options: options).changes
            return findings + unitFindings(file, changes)
        } catch {
            return error.findings
        }
    }

    /// Numbers in another unit stay valid, so documents do not reveal that a step is missing.
    private func unitFindings(_ file: MigrationFile, _ changes: [SchemaChange]) -> [Finding] {
        let values = file.steps.compactMap(\.valuePath)
        let isCustom = file.steps.contains { $0.path == nil }
        let units = changes.filter {
            $0.kind == .unitChanged && $0.severity != .behavioural
        }
        return units.filter { change in
            let place = MigrationPath(text: change.path)?.tokens.last
            return !isCustom && !values.contains { $0.tokens.last == place }
        }.map { change in
            Finding(
                message:
                    "the unit of \(quoted(change.path)) changes, and no step changes its values",
                suggestion:
                    "add a step such as { convert: …, from: ms, to: s }; schemac migration new proposes one",
                file: file.path,
                position: file.entries.last?.position ?? file.checksumPosition
            )
        }
    }
}
