package import ConfigDocument
package import ConfigFiles
import ConfigTypes
import SchemaValidation
import Synchronization

/// A file of a configuration as an editor finds it: its text may be anything.
package struct EditedFile: Sendable {
    /// The file, as messages call it.
    package let path: String
    package let text: [UInt8]
    let name: String
    let fileName: String
    let diskPath: String
}

/// A valid new text for the file of a configuration.
package struct FileRevision: Sendable {
    package let file: EditedFile
    package let document: Document
    /// Findings that are not errors, such as deprecated settings.
    package let warnings: [Finding]
    /// The settings that get other values; empty if the configuration was not valid before.
    package let changes: [SettingChange]
    /// Both texts without secrets; nil if the old one has a syntax error, since nobody knows then
    /// which parts of it are secret.
    package let shownTexts: (old: [UInt8], new: [UInt8])?

    package var isChanged: Bool { document.source != file.text }

    package var result: SaveResult { SaveResult(file: file.path, changes: changes, notes: []) }
}

/// Files as people edit them, as a whole.
extension ConfigSystem {
    /// The file of a configuration, which need not be valid.
    package func file(of name: String) throws(ConfigError) -> EditedFile {
        let fileName = try source.fileName(for: name)
        let path = source.path(of: fileName)
        guard let diskPath = source.diskPath(of: fileName) else {
            throw ConfigError(
                Finding(message: "the configuration does not come from a file", file: path)
            )
        }
        do throws(FileError) {
            let text = try DurableFile(diskPath).readUnlocked() ?? []
            return EditedFile(
                path: path,
                text: text,
                name: name,
                fileName: fileName,
                diskPath: diskPath
            )
        } catch {
            throw ConfigError(findings: [error.finding])
        }
    }

    /// Holds the configuration to its schema, as it would be with another text of its file.
    ///
    /// - Throws: all findings, at their lines of the new text.
    package func revision(
        of file: EditedFile,
        with text: [UInt8]
    ) throws(ConfigError) -> FileRevision {
        let registration = try registrations.withLock { $0 }.required(file.name)
        let format = try DocumentFormat.ofFile(file.path)
        let document = try Document.parsed(text, as: format, named: file.path)
        let edited = layers.replacing(file.fileName, with: document)
        let written = edited.oldFiles(of: file.name)?.findings() ?? []
        if written.contains(where: \.isError) {
            throw ConfigError(findings: written + edited.noticeOfAge(document, file.name))
        }
        let new = try edited.load(file.name, catalogue: registration.catalogue())
        let findings = new.findings(registration.findings)
        if findings.contains(where: \.isError) { throw ConfigError(findings: findings) }
        let old = try? layers.load(file.name, catalogue: registration.catalogue())
        let changes = old.map { old in
            ValueDifference.between(
                DocumentValue(old.document.root),
                DocumentValue(new.document.root)
            )
            .reported(
                of: new,
                was: old,
                by: registration.schema,
                hiding: registration.secrets(in: new),
                registration.secrets(in: old)
            )
        }
        return FileRevision(
            file: file,
            document: document,
            warnings: findings,
            changes: changes ?? [],
            shownTexts: (try? Document.parsed(file.text, as: format, named: file.path)).map {
                shown($0, document, of: file.name)
            }
        )
    }

    /// Writes the new text over the one that was edited, in one step.
    ///
    /// - Throws: also where the file holds another text by now.
    package func save(_ revision: FileRevision) throws(FileError) {
        try replace(revision.file.text, of: revision.file.diskPath, with: revision.document.source)
    }
}
