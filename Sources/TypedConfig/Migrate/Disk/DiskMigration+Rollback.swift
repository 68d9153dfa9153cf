import ConfigDocument
import ConfigFiles
import SchemaValidation
import MigrationSteps

/// The way back.
extension DiskMigration {
    /// Puts back what a file was before its last migration, byte for byte.
    ///
    /// - Returns: the entry that is undone.
    /// - Throws: where there is none, where the file was changed since, and where the backup is not
    ///   what was backed up.
    package func rollback(_ name: String, force: Bool = false) throws(ConfigError) -> Undone {
        try recover()
        return try refusing { () throws(MigrationFailure) -> Undone in
            let folder = try locked()
            guard let books = try opened(makes: false) else { throw .found(nothingToUndo(name)) }
            var journal = try writing { () throws(FileError) in try books.journal() }
            guard let entry = journal.last(name) else { throw .found(nothingToUndo(name)) }
            let path = source.path(of: entry.file)
            guard configName(ofFile: entry.file) == name else {
                throw .found(
                    failure("not restored: the journal names a file of another name", path)
                )
            }
            guard let backup = entry.backup else {
                throw .found(failure("there is no backup any more of what it was", path))
            }
            let current = try writing { () throws(FileError) in try folder.read(entry.file) }
            if !force, current.map({ SHA256.hexadecimal(of: $0) }) != entry.after {
                throw .found(
                    failure(
                        "not restored: the file was changed since it was migrated",
                        path,
                        "undo that by hand, or lose it with --force"
                    )
                )
            }
            let bytes = try writing { () throws(FileError) in
                try books.backup(backup, checksum: entry.before)
            }
            if !force {
                try finding { () throws(ConfigError) in
                    try check(bytes, entry, "\(books.path)/\(backup)")
                }
            }
            try writing { () throws(FileError) in try gate?.admitChange() }
            try writing { () throws(FileError) in
                journal.set(.restoring, of: entry.number)
                try books.write(journal)
                try folder.write(
                    bytes,
                    to: entry.file,
                    over: current.map { .content(ContentDigest($0)) } ?? .nothing
                )
                journal.set(.restored, of: entry.number)
                try books.write(journal)
            }
            return Undone(path: path, from: entry.to, to: entry.from)
        }
    }

    /// What is put back is a document of the version that it had: whoever can replace the backup can
    /// replace its checksum in the journal.
    private func check(
        _ bytes: [UInt8],
        _ entry: MigrationJournal.Entry,
        _ path: String
    ) throws(ConfigError) {
        let document = try Document.parsed(bytes, as: DocumentFormat(path: entry.file), named: path)
        let history = histories[entry.name] ?? .none
        let planner = MigrationPlanner(name: entry.name, history: history, file: path)
        let version = try planner.known(planner.parsed(entry.from))
        if let said = try planner.said(by: document.root),
            try !planner.known(said).isSame(as: version)
        {
            throw failure("not restored: the backup is of version \(said), not \(version)", path)
        }
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
    }

    private func nothingToUndo(_ name: String) -> ConfigError {
        Finding(misnamed: name, in: directory).map { ConfigError($0) }
            ?? failure("no migration of \(quoted(name)) is noted here", directory)
    }
}
