import ConfigDocument
public import JSONSchema
import MigrationSteps

/// All versions of a schema, and what leads from each to the next: the folder `schemas/NAME`.
public struct SchemaHistory: Sendable {
    public let name: String
    let folder: String
    /// The oldest first.
    let versions: [SchemaSource]
    /// Steps between neighbours, and shortcuts that skip versions.
    let migrations: [MigrationFile]
    private(set) var lock = VersionLock()
    /// The checksums of the migration files as they are.
    private var fileChecksums: [String: String] = [:]

    /// - Parameter folder: holds `VERSION.schema.json` and `FROM_TO.migration.yaml`.
    /// - Throws: everything that cannot be read.
    public init(folder: String, finder: SchemaFinder = SchemaFinder()) throws(SchemaError) {
        name = FilePath.name(FileSystem.canonicalPath(folder) ?? folder)
        self.folder = folder
        let names: [String]
        do throws(FileSystem.Failure) {
            names = try FileSystem.names(in: folder)
        } catch {
            throw SchemaError(findings: [
                Finding(message: "the folder cannot be read: \(error.reason)", file: error.path)
            ])
        }
        versions = try Self.versions(names, in: folder, finder)
        var migrations: [MigrationFile] = []
        var findings: [Finding] = []
        for name in names where name.hasSuffix(MigrationFile.ending) {
            let path = FilePath.joined(folder, name)
            do throws(DocumentError) {
                let document = try SchemaReader().document(at: path)
                let (file, faults) = MigrationFile.read(document)
                findings += faults
                if let file {
                    fileChecksums["\(file.from)_\(file.to)"] = SchemaChecksum.text(of: document)
                    findings += Self.misnamed(file, name)
                    migrations.append(file)
                }
            } catch {
                findings.append(Finding(error))
            }
        }
        self.migrations = migrations.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
        if names.contains(VersionLock.fileName) {
            let path = FilePath.joined(folder, VersionLock.fileName)
            let bytes = (try? FileSystem.read(path)) ?? []
            if let lock = VersionLock(String(decoding: bytes, as: UTF8.self)) {
                self.lock = lock
            } else {
                findings.append(
                    Finding(
                        message: "the lock is damaged: each line is a version and its checksum",
                        suggestion: "take it back from version control",
                        file: path
                    )
                )
            }
        }
        guard findings.isEmpty else { throw SchemaError(findings: findings) }
    }

    private static func versions(
        _ names: [String],
        in folder: String,
        _ finder: SchemaFinder
    ) throws(SchemaError) -> [SchemaSource] {
        let paths = names.filter { name in
            SchemaFinder.stem(name).flatMap(SemanticVersion.init) != nil
        }.map { FilePath.joined(folder, $0) }
        return try finder.sources(at: paths).sorted {
            guard let left = $0.semanticVersion, let right = $1.semanticVersion else {
                return false
            }
            return left < right
        }
    }

    private static func misnamed(_ file: MigrationFile, _ name: String) -> [Finding] {
        let expected = MigrationFile.name(from: file.from, to: file.to)
        if name == expected { return [] }
        return [
            Finding(
                message:
                    "the file leads from \(file.from) to \(file.to), and so is called \(expected)",
                file: file.path
            )
        ]
    }

    func source(of version: SemanticVersion) -> SchemaSource? {
        versions.first { $0.semanticVersion?.isSame(as: version) ?? false }
    }

    func migration(from old: SemanticVersion, to new: SemanticVersion) -> MigrationFile? {
        migrations.first { $0.from.isSame(as: old) && $0.to.isSame(as: new) }
    }

    /// Marks a version as released, with the migrations that lead to it.
    mutating func release(_ source: SchemaSource) {
        guard let version = source.semanticVersion else { return }
        lock[version.description] = SchemaChecksum.text(of: source.document)
        for (name, checksum) in fileChecksums where name.hasSuffix("_\(version)") {
            lock[name] = checksum
        }
    }
}

extension SchemaSource {
    var semanticVersion: SemanticVersion? { version.flatMap(SemanticVersion.init) }
}

// MARK: - What a build holds a history to

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
            return try trial.findings(isReleased: lock["\(file.from)_\(file.to)"] != nil)
        } catch {
            return error.findings
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
