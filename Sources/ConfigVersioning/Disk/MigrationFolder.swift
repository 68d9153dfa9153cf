import ConfigDocument
import ConfigFiles
import MigrationSteps
import SchemaValidation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The folder `.migrations` beside configuration files: the journal and the backups.
struct MigrationFolder: ~Copyable {
    static let name = ".migrations"
    /// The path as messages show it.
    let path: String
    private let folder: LockedFolder

    /// Opens and locks the folder.
    ///
    /// - Parameter makes: whether to create a missing folder; if false, nil is returned for one.
    static func open(in directory: String, makes: Bool) throws(FileError) -> MigrationFolder? {
        let path = directory.isEmpty ? name : "\(directory)/\(name)"
        var status = stat()
        if lstat(path, &status) != 0 {
            guard makes else { return nil }
            if mkdir(path, 0o700) != 0, errno != EEXIST {
                throw FileError(.openFolder, path, SystemFault(code: errno))
            }
        } else if status.st_mode & S_IFMT != S_IFDIR {
            throw FileError(
                .notAFile,
                path,
                "the directory of backups is a link or a file; remove it first"
            )
        }
        return MigrationFolder(path: path, folder: try LockedFolder(path))
    }

    // MARK: Journal

    func journal() throws(FileError) -> MigrationJournal {
        guard let bytes = try folder.read(MigrationJournal.fileName) else {
            return MigrationJournal()
        }
        do throws(MigrationJournal.Fault) {
            return try MigrationJournal(bytes)
        } catch {
            throw FileError(
                .other,
                "\(path)/\(MigrationJournal.fileName)",
                "the journal of migrations is damaged: \(error.message); move the file away, and check "
                    + "the configuration files by hand"
            )
        }
    }

    func write(_ journal: MigrationJournal) throws(FileError) {
        try folder.write(journal.bytes, to: MigrationJournal.fileName)
    }

    // MARK: Backups

    /// Writes a copy, flushes it, reads it back and compares.
    func back(up bytes: [UInt8], as name: String) throws(FileError) {
        try folder.write(bytes, to: name)
        guard try folder.read(name) == bytes else {
            throw FileError(.device, "\(path)/\(name)", "the backup differs when it is read back")
        }
    }

    /// The content of a backup.
    ///
    /// - Throws: if the backup is missing, or its checksum does not match.
    func backup(_ name: String, checksum: String) throws(FileError) -> [UInt8] {
        guard let bytes = try folder.read(name) else {
            throw FileError(.other, "\(path)/\(name)", "not restored: the backup is missing")
        }
        guard SHA256.hexadecimal(of: bytes) == checksum else {
            throw FileError(
                .other,
                "\(path)/\(name)",
                "not restored: the backup has been changed; its checksum differs"
            )
        }
        return bytes
    }

    /// Removes the entries of a migration that was not performed, and the folder if it was created
    /// for it.
    func forget(_ entries: [MigrationJournal.Entry]) {
        guard var journal = try? journal() else { return }
        journal.remove(Set(entries.map(\.number)))
        if journal.entries.isEmpty {
            try? folder.remove(MigrationJournal.fileName)
        } else {
            try? write(journal)
        }
        for entry in entries {
            if let backup = entry.backup { try? removeBackup(backup) }
        }
        if journal.entries.isEmpty { rmdir(path) }
    }

    func removeBackup(_ name: String) throws(FileError) { try folder.remove(name) }
}
