import ConfigDocument
import ConfigFiles
package import ConfigTypes
import MigrationSteps
import SchemaValidation
import TypedConfig

/// Rollback.
extension DiskMigration {
    /// Restores the files of a configuration to their state before the last migration, byte for
    /// byte.
    ///
    /// - Returns: the restored files.
    /// - Throws: if there is no migration, a file was changed since, or a backup is damaged. Then
    ///   nothing is restored.
    package func rollback(_ name: String, force: Bool = false) throws(ConfigError) -> [Undone] {
        try recover()
        return try refusing { () throws(MigrationFailure) -> [Undone] in
            let folder = try locked()
            guard let books = try opened(makes: false) else { throw .found(nothingToUndo(name)) }
            let journal = try writing { () throws(FileError) in try books.journal() }
            // The main file before its overlays, because it was written after them.
            let entries = Array(journal.last(name).reversed())
            if entries.isEmpty { throw .found(nothingToUndo(name)) }
            var ways: [WayBack] = []
            for entry in entries { ways.append(try wayBack(entry, force: force, folder, books)) }
            try writing { () throws(FileError) in try gate?.admitChange() }
            try writing { () throws(FileError) in try restore(ways, folder, books) }
            return ways.map { Undone($0, at: source.path(of: $0.entry.file)) }
        }
    }

    /// The current and the restored content of a file.
    fileprivate struct WayBack {
        var entry: MigrationJournal.Entry
        var now: [UInt8]?
        var then: [UInt8]
    }

    private func wayBack(
        _ entry: MigrationJournal.Entry,
        force: Bool,
        _ folder: borrowing LockedFolder,
        _ books: borrowing MigrationFolder
    ) throws(MigrationFailure) -> WayBack {
        let path = source.path(of: entry.file)
        guard LayerFiles.isFile(entry.file, of: entry.name) else {
            throw .found(
                failure("not restored: the journal names the file of another configuration", path)
            )
        }
        guard let backup = entry.backup else {
            throw .found(failure("not restored: its backup no longer exists", path))
        }
        let now: [UInt8]?
        do throws(FileError) { now = try folder.readLayer(entry.file) } catch { throw .file(error) }
        if !force, now.map({ SHA256.hexadecimal(of: $0) }) != entry.after {
            throw .found(
                failure(
                    "not restored: the file was changed since it was migrated",
                    path,
                    "undo the change, or discard it with --force"
                )
            )
        }
        if let error = LockedFolder.refusal(toReplace: path) { throw .file(error) }
        let then: [UInt8]
        do throws(FileError) {
            then = try books.backup(backup, checksum: entry.before)
        } catch {
            throw .file(error)
        }
        if !force {
            try finding { () throws(ConfigError) in
                try check(then, entry, "\(books.path)/\(backup)")
            }
        }
        return WayBack(entry: entry, now: now, then: then)
    }

    private func restore(
        _ ways: [WayBack],
        _ folder: borrowing LockedFolder,
        _ books: borrowing MigrationFolder
    ) throws(FileError) {
        var journal = try books.journal()
        for way in ways { journal.set(.restoring, of: way.entry.number) }
        try books.write(journal)
        for way in ways {
            try folder.writeLayer(
                way.then,
                to: way.entry.file,
                over: way.now.map { .content(ContentDigest($0)) } ?? .nothing
            )
        }
        for way in ways { journal.set(.restored, of: way.entry.number) }
        try books.write(journal)
    }

    /// Checks that the backup is a document of the recorded version: an attacker who can replace
    /// the backup can also replace its checksum in the journal.
    private func check(
        _ bytes: [UInt8],
        _ entry: MigrationJournal.Entry,
        _ path: String
    ) throws(ConfigError) {
        let document = try Document.parsed(bytes, as: .ofFile(entry.file), named: path)
        let history = histories[entry.name] ?? .none
        let planner = MigrationPlanner(name: entry.name, history: history, file: path)
        let version = try planner.known(planner.parsed(entry.from))
        if let said = try planner.said(by: document.root),
            try !planner.known(said).isSame(as: version)
        {
            throw failure("not restored: the backup has version \(said), not \(version)", path)
        }
        // A part is valid only together with its main file.
        if configName(ofFile: entry.file) != entry.name { return }
        let runner = MigrationRunner(planner: planner, document: document)
        let findings = try runner.faults(in: document, by: version)
        guard !findings.isEmpty else { return }
        throw ConfigError(
            findings: [
                Finding(
                    message: "not restored: the backup is not valid for version \(version)",
                    suggestion:
                        "inspect it, and restore it with --force if it is correct",
                    file: path
                )
            ] + findings
        )
    }

    package struct Undone: Sendable {
        package let path: String
        package let from: String
        package let to: String
        /// The restored content, and the content before the rollback; nil if the file did not
        /// exist.
        let content: ConfigEvent.Content
        let contentBefore: ConfigEvent.Content?

        fileprivate init(_ way: WayBack, at path: String) {
            self.path = path
            (from, to) = (way.entry.to, way.entry.from)
            content = .init(file: path, text: way.then)
            contentBefore = way.now.map { .init(file: path, text: $0) }
        }
    }

    private func nothingToUndo(_ name: String) -> ConfigError {
        Finding(misnamed: name, in: directory).map { ConfigError($0) }
            ?? failure("no migration of \(quoted(name)) is recorded here", directory)
    }
}
