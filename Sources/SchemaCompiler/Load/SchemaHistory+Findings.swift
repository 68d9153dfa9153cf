import ConfigDocument
package import JSONSchema
import MigrationSteps

/// The checks of a history during a build.
extension SchemaHistory {
    /// Findings for everything that is missing, undecided, or changed since its last review. The
    /// steps are not tried.
    package func findings() -> [Finding] {
        lockFindings() + gapFindings() + migrations.flatMap(findings) + placeFindings()
    }

    private func lockFindings() -> [Finding] {
        var findings: [Finding] = []
        for source in versions {
            guard let version = source.version, let checksum = lock[version] else { continue }
            if checksum == SchemaChecksum.text(of: source.document) { continue }
            findings.append(
                Finding(
                    message: "version \(version) has been changed since its release",
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
                        message: "the migration has been changed since its release",
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
                        "check the steps, then run schemac migration seal \(folder)",
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
                        message:
                            "the schema does not declare where its documents have their version",
                        suggestion: "add \"x-config-version\": \"/version\", or "
                            + "\(quoted(source.version ?? "")) for documents that have none",
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
