import ConfigDocument
import DocumentEditing
package import JSONSchema
import MigrationSteps
package import SchemaCompiler

/// Writes checksums: to migration files after a review of their steps, and to the lock file for
/// released versions.
extension SchemaHistory {
    /// Writes the current checksums of the schemas to every migration file that is not locked, and
    /// returns the paths of those that have changed.
    package func seal() throws(SchemaError) -> [String] {
        var changed: [String] = []
        for file in migrations where lock["\(file.from)_\(file.to)"] == nil {
            guard let from = source(of: file.from), let to = source(of: file.to) else { continue }
            let checksums = [from, to].map { SchemaChecksum.text(of: $0.document) }
            if file.fromChecksum == checksums[0], file.toChecksum == checksums[1] { continue }
            do {
                let document = try SchemaReader().document(at: file.path)
                let sealed = try document.setting(
                    ["from": .string(checksums[0]), "to": .string(checksums[1])],
                    at: ["checksums"]
                ).document
                try FileSystem.write(String(decoding: sealed.source, as: UTF8.self), to: file.path)
            } catch {
                throw SchemaError(findings: [
                    Finding(message: "the file cannot be sealed: \(error)", file: file.path)
                ])
            }
            changed.append(file.path)
        }
        return changed
    }

    /// Locks a version: from now on, a build fails if its schema or a migration to it is edited.
    ///
    /// - Throws: if the history has errors.
    package mutating func release(version: String) throws(SchemaError) {
        let findings = findings(trying: CompilerOptions())
        guard findings.isEmpty else { throw SchemaError(findings: findings) }
        release(try required(version))
        let path = FilePath.joined(folder, VersionLock.fileName)
        do throws(FileSystem.Failure) {
            try FileSystem.write(lock.text, to: path)
        } catch {
            throw SchemaError(findings: [
                Finding(message: "the lock cannot be written: \(error.reason)", file: path)
            ])
        }
    }
}
