import ConfigDocument
package import JSONSchema
package import MigrationSteps

/// All versions of a schema, and the migrations between them: the directory `schemas/NAME`.
public struct SchemaHistory: Sendable {
    /// The name of the configuration, which is that of its directory.
    package let name: String
    package let folder: String
    /// The versions, oldest first.
    package let versions: [SchemaSource]
    /// Migrations between adjacent versions, and shortcuts that skip some.
    package let migrations: [MigrationFile]
    package private(set) var lock = VersionLock()
    /// The current checksums of the migration files.
    private(set) var fileChecksums: [String: String] = [:]

    /// - Parameter folder: the directory of `VERSION.schema.json` and `FROM_TO.migration.yaml`
    ///   files.
    /// - Throws: errors for everything that cannot be read.
    package init(folder: String, finder: SchemaFinder = SchemaFinder()) throws(SchemaError) {
        name = FilePath.name(FileSystem.canonicalPath(folder) ?? folder)
        self.folder = folder
        let names: [String]
        do throws(FileSystem.Failure) {
            names = try FileSystem.names(in: folder)
        } catch {
            throw SchemaError(findings: [
                Finding(message: "the directory cannot be read: \(error.reason)", file: error.path)
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
                        suggestion: "restore it from version control",
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
                    "the file leads from \(file.from) to \(file.to), so its name must be \(expected)",
                file: file.path
            )
        ]
    }

    package func source(of version: SemanticVersion) -> SchemaSource? {
        versions.first { $0.semanticVersion?.isSame(as: version) ?? false }
    }

    func migration(from old: SemanticVersion, to new: SemanticVersion) -> MigrationFile? {
        migrations.first { $0.from.isSame(as: old) && $0.to.isSame(as: new) }
    }

    /// Marks a version as released, including the migrations that lead to it.
    package mutating func release(_ source: SchemaSource) {
        guard let version = source.semanticVersion else { return }
        lock[version.description] = SchemaChecksum.text(of: source.document)
        for (name, checksum) in fileChecksums where name.hasSuffix("_\(version)") {
            lock[name] = checksum
        }
    }
}

extension SchemaSource {
    package var semanticVersion: SemanticVersion? { version.flatMap(SemanticVersion.init) }
}
