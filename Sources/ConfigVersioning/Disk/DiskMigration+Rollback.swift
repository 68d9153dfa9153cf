import ConfigDocument
import ConfigFiles
package import ConfigTypes
import MigrationSteps
import SchemaValidation
import TypedConfig

/// The way back.
extension DiskMigration {
    /// Puts back what the files of a configuration were before their last migration, byte for byte.
    ///
    /// - Returns: what is undone, file by file.
    /// - Throws: where there is none, where a file was changed since, and where a backup is not
    ///   what was backed up. Then none is put back.
    package func rollback(_ name: String, force: Bool = false) throws(ConfigError) -> [Undone] {
        try recover()
        return try refusing { () throws(MigrationFailure) -> [Undone] in
            let folder = try locked()
            guard let books = try opened(makes: false) else { throw .found(nothingToUndo(name)) }
            let journal = try writing { () throws(FileError) in try books.journal() }
            // The file itself before those that are put over it, as it was written after them.
            let entries = Array(journal.last(name).reversed())
            if entries.isEmpty { throw .found(nothingToUndo(name)) }
            var ways: [WayBack] = []
            for entry in entries { ways.append(try wayBack(entry, force: force, folder, books)) }
            try writing { () throws(FileError) in try gate?.admitChange() }
            try writing { () throws(FileError) in try restore(ways, folder, books) }
            return ways.map { Undone($0, at: source.path(of: $0.entry.file)) }
        }
    }

    /// A file as it is, and as it is to be again.
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
            throw .found(failure("not restored: the journal names a file of another name", path))
        }
        guard let backup = entry.backup else {
            throw .found(failure("there is no backup any more of what it was", path))
        }
        let now: [UInt8]?
        do throws(FileError) { now = try folder.readLayer(entry.file) } catch { throw .file(error) }
        if !force, now.map({ SHA256.hexadecimal(of: $0) }) != entry.after {
            throw .found(
                failure(
                    "not restored: the file was changed since it was migrated",
                    path,
                    "undo that by hand, or lose it with --force"
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

    /// What is put back is a document of the version that it had: whoever can replace the backup can
    /// replace its checksum in the journal.
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
            throw failure("not restored: the backup is of version \(said), not \(version)", path)
        }
        // A part is valid only together with the file below it.
        if configName(ofFile: entry.file) != entry.name { return }
        let runner = MigrationRunner(planner: planner, document: document)
        let findings = try runner.faults(in: document, by: version)
        guard !findings.isEmpty else { return }
        throw ConfigError(
            findings: [
                Finding(
                    message: "not restored: the backup is not valid by version \(version)",
                    suggestion:
                        "look at it, and put it back with --force if it is what it should be",
                    file: path
                )
            ] + findings
        )
    }

    package struct Undone: Sendable {
        package let path: String
        package let from: String
        package let to: String
        /// The file as it is again, and as it was before that; nil where it was gone.
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
            ?? failure("no migration of \(quoted(name)) is noted here", directory)
    }
}
