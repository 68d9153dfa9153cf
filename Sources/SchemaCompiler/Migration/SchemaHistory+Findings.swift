import ConfigDocument
public import JSONSchema
import MigrationSteps

extension MigrationStep {
    /// The values that the step makes others of; nil where it leaves them as they are.
    fileprivate var valuePath: MigrationPath? {
        switch self {
        case .remove, .map, .convert, .scale: path
        default: nil
        }
    }
}

/// What a build holds a history to.
extension SchemaHistory {
    /// Everything that keeps documents of an older version from being migrated, or loses what they
    /// hold: the steps are tried on documents that the old schema allows.
    public func findings(options: CompilerOptions = CompilerOptions()) -> [Finding] {
        let problems =
            lockFindings() + gapFindings() + migrations.flatMap(findings)
            + placeFindings()
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

    /// Numbers of another unit are as valid as before, so no document shows that a step is missing.
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
                suggestion: "add a scale step; schemac migration new proposes one",
                file: file.path,
                position: file.entries.last?.position ?? file.checksumPosition
            )
        }
    }

    private func lockFindings() -> [Finding] {
        var findings: [Finding] = []
        for source in versions {
            guard let version = source.version, let checksum = lock[version] else { continue }
            if checksum == SchemaChecksum.text(of: source.document) { continue }
            findings.append(
                Finding(
                    message: "version \(version) was released, and has been changed since",
                    suggestion: "undo the change, and put it into a new version",
                    file: source.path,
                    position: source.document.root.position
                )
            )
        }
        for migration in migrations {
            let name = "\(migration.from)_\(migration.to)"
            if let checksum = lock[name], checksum != fileChecksums[name] {
                findings.append(
                    Finding(
                        message: "the migration was released, and has been changed since",
                        suggestion: "undo the change: documents that were migrated before would "
                            + "differ from those that are migrated now",
                        file: migration.path
                    )
                )
            }
        }
        return findings
    }

    private func gapFindings() -> [Finding] {
        zip(versions, versions.dropFirst()).compactMap { old, new in
            guard let from = old.semanticVersion, let to = new.semanticVersion,
                migration(from: from, to: to) == nil
            else { return nil }
            return Finding(
                message: "there is no migration from \(from) to \(to)",
                suggestion: "run schemac migration new \(folder) \(from) \(to)",
                file: new.path,
                position: new.document.root.position
            )
        }
    }

    private func findings(_ file: MigrationFile) -> [Finding] {
        var findings = file.openDecisions
        let sides = [("from", file.from, file.fromChecksum), ("to", file.to, file.toChecksum)]
        for (side, version, checksum) in sides {
            guard let source = source(of: version) else {
                findings.append(
                    Finding(
                        message: "there is no schema of version \(version)",
                        file: file.path
                    )
                )
                continue
            }
            if checksum == SchemaChecksum.text(of: source.document) { continue }
            findings.append(
                Finding(
                    message: checksum == nil
                        ? "the file has no checksum of version \(version)"
                        : "the schema of version \(version) is not the one that this migration was "
                            + "made for",
                    suggestion:
                        "look at the steps again, then run schemac migration seal \(folder)",
                    file: file.path,
                    position: side == "from" || file.checksumPosition != nil
                        ? file.checksumPosition : nil
                )
            )
        }
        return findings
    }

    private func placeFindings() -> [Finding] {
        guard !migrations.isEmpty else { return [] }
        return versions.flatMap { source -> [Finding] in
            do throws(SchemaError) {
                if try VersionPlace.read(source) != nil { return [] }
                return [
                    Finding(
                        message: "the schema does not say where its documents carry their version",
                        suggestion: "add \"x-config-version\": \"/version\", or "
                            + "\(quoted(source.version ?? "")) for documents that carry none",
                        file: source.path,
                        position: source.document.root.position
                    )
                ]
            } catch {
                return error.findings
            }
        }
    }
}
