import ConfigDocument
import ConfigFiles
package import DocumentEditing
package import SchemaValidation
import MigrationSteps

/// Migrations of the files of a folder, so that a process that is killed anywhere leaves a file as it
/// was or as it shall be, and the next one closes the books.
///
/// 1. the file is read, migrated in memory and validated;
/// 2. a backup is written, flushed and read back;
/// 3. the journal says what is about to happen;
/// 4. the file is replaced, in one atomic write;
/// 5. the journal says that it has.
package struct DiskMigration: Sendable {
    package let directory: String
    let histories: [String: ConfigMigrations]
    private let registrations: Registrations
    /// How many backups of a configuration are kept.
    package var retention = 10
    package var makesBackup = true
    package var stamp: MigrationStamp?
    /// Asked before a file is changed; throws where that cannot be recorded.
    package var gate: (any ChangeGate)?
    /// Told of what an interrupted migration or rollback has done to a file, once it is known.
    package var noteRecovered: @Sendable (ConfigEvent) -> Void = { _ in }

    package init(directory: String, types: [any ConfigType.Type]) {
        var histories: [String: ConfigMigrations] = [:]
        for type in types { histories[type.schema.name] = type.migrations }
        self.init(directory: directory, histories: histories, registrations: Registrations(types))
    }

    init(
        directory: String,
        histories: [String: ConfigMigrations],
        registrations: Registrations
    ) {
        self.directory = directory
        self.histories = histories
        self.registrations = registrations
    }

    /// The same where the schemas of a validator are known, too.
    package func adding(_ validator: ConfigValidator) -> DiskMigration {
        let migrations = LoadMigrations(policy: .inMemory)
        migrations.add(validator)
        let other = migrations.onDisk(in: directory)
        var all = registrations
        for name in other.histories.keys {
            if let registration = other.registrations[name] { all.add(registration) }
        }
        return DiskMigration(
            directory: directory,
            histories: histories.merging(other.histories) { _, new in new },
            registrations: all
        )
    }

    /// The names of configurations that have a history.
    package var names: [String] { histories.filter { !$0.value.isEmpty }.keys.sorted() }

    private var migrator: ConfigMigrator {
        var migrator = ConfigMigrator()
        for (name, history) in histories { migrator.add(history, for: name) }
        return migrator
    }

    var source: DirectorySource { DirectorySource(name: directory) }

    // MARK: Planning

    /// What a migration would do to a file: byte for byte.
    package struct Plan: Sendable {
        package let name: String
        /// As messages call it.
        package let path: String
        package let file: String
        package let result: MigratedDocument
        package let oldText: [UInt8]
        package let newText: [UInt8]
        /// What the edit had to write anew, and so without its comments.
        package let notes: [EditNote]
        /// The comments that have no place in the new text.
        package let lostComments: [String]
        /// The values that must not be shown.
        package let secrets: [[String]]
    }

    /// - Parameter start: the version that the file has; nil takes what it says itself.
    package func plan(
        _ name: String,
        from start: String? = nil,
        to version: String? = nil
    ) throws(ConfigError) -> Plan {
        try plan(name, from: start, to: version, reading: try source.fileName(for: name))
    }

    private func plan(
        _ name: String,
        from start: String?,
        to version: String?,
        reading file: String
    ) throws(ConfigError) -> Plan {
        let document = try source.document(file)
        let result = try migrator.migrate(
            document,
            type: name,
            from: start,
            to: version,
            stamp: stamp
        )
        let registration = registrations[name]
        let secrets = registration.map { registration in
            registration.secretPaths(in: document) + registration.secretPaths(in: result.value)
        }
        let edited = result.isChanged ? try edit(document, to: result) : (document, [], [])
        return Plan(
            name: name,
            path: document.name,
            file: file,
            result: result,
            oldText: document.source,
            newText: edited.0.source,
            notes: edited.1,
            lostComments: document.hiding(edited.2, [SecretPlaces(paths: secrets ?? [])]),
            secrets: secrets ?? []
        )
    }

    private func edit(
        _ document: Document,
        to migrated: MigratedDocument
    ) throws(ConfigError) -> (Document, [EditNote], [String]) {
        do throws(EditError) {
            let moves = migrated.moves(from: document)
            let (result, lost) = try document.applying(migrated.value, moving: moves)
            return (result.document, result.notes, lost)
        } catch {
            throw ConfigError(Finding(message: "not migrated: \(error)", file: document.name))
        }
    }

    // MARK: Migrating

    /// Migrates a file; nothing is written where it has the version already.
    package func migrate(
        _ name: String,
        from start: String? = nil,
        to version: String? = nil
    ) throws(ConfigError) -> Plan {
        try recover()
        return try refusing { () throws(MigrationFailure) -> Plan in
            let folder = try locked()
            let plan = try finding { () throws(ConfigError) -> Plan in
                try self.plan(name, from: start, to: version)
            }
            guard plan.result.isChanged else { return plan }
            try writing { () throws(FileError) in try gate?.admitChange() }
            guard let books = try opened(makes: true) else { return plan }
            var journal = try writing { () throws(FileError) in try books.journal() }
            var entry = MigrationJournal.Entry(
                number: journal.nextNumber,
                name: name,
                file: plan.file,
                from: plan.result.from,
                to: plan.result.to,
                before: SHA256.hexadecimal(of: plan.oldText),
                after: SHA256.hexadecimal(of: plan.newText),
                backup: nil,
                state: .begun
            )
            if makesBackup {
                entry.backup = "\(entry.number).\(plan.result.from).\(plan.file)"
            }
            try writing { () throws(FileError) in
                if let backup = entry.backup { try books.back(up: plan.oldText, as: backup) }
                journal.add(entry)
                try books.write(journal)
                try folder.write(
                    plan.newText,
                    to: plan.file,
                    over: .content(ContentDigest(plan.oldText))
                )
                journal.set(.done, of: entry.number)
                try forgetOldBackups(of: name, &journal, books)
                try books.write(journal)
            }
            return plan
        }
    }

    /// Keeps the newest backups, and the one that a rollback would need.
    private func forgetOldBackups(
        of name: String,
        _ journal: inout MigrationJournal,
        _ books: borrowing MigrationFolder
    ) throws(FileError) {
        let kept = journal.entries.filter { $0.name == name && $0.backup != nil }
        for entry in kept.dropLast(max(1, retention)) {
            guard let backup = entry.backup else { continue }
            journal.forgetBackup(of: entry.number)
            try books.removeBackup(backup)
        }
    }

    // MARK: After a crash

    /// Closes what a killed process has left open: the file itself says whether it was written.
    ///
    /// - Returns: what was closed, in words.
    @discardableResult
    package func recover() throws(ConfigError) -> [String] {
        try refusing { () throws(MigrationFailure) -> [String] in
            guard try hasOpenEntries() else { return [] }
            let folder = try locked()
            guard let books = try opened(makes: false) else { return [] }
            var events: [ConfigEvent] = []
            defer { events.forEach(noteRecovered) }
            return try writing { () throws(FileError) -> [String] in
                var journal = try books.journal()
                var words: [String] = []
                var completed: [ConfigEvent] = []
                for entry in journal.entries where entry.isOpen {
                    let bytes = try folder.read(entry.file)
                    let checksum = bytes.map { SHA256.hexadecimal(of: $0) }
                    let isNew = checksum == entry.after
                    let isOld = checksum == entry.before
                    let path = source.path(of: entry.file)
                    switch entry.state {
                    case .begun:
                        // A file that somebody else has written since is neither, and left alone.
                        journal.set(isOld || !isNew ? .undone : .done, of: entry.number)
                        if isNew, let bytes { completed.append(entry.event(path, bytes)) }
                        words.append(
                            "\(path): the migration to \(entry.to) was interrupted, and "
                                + (isNew ? "is complete" : "has changed nothing")
                        )
                    default:
                        journal.set(isNew ? .done : .restored, of: entry.number)
                        if isOld, let bytes {
                            completed.append(entry.event(path, bytes, isUndone: true))
                        }
                        words.append(
                            "\(path): the way back to \(entry.from) was interrupted, and "
                                + (isNew ? "has changed nothing" : "is complete")
                        )
                    }
                }
                try books.write(journal)
                events = completed
                return words
            }
        }
    }

    private func hasOpenEntries() throws(MigrationFailure) -> Bool {
        guard let books = try opened(makes: false) else { return false }
        return try writing { () throws(FileError) in
            try books.journal().entries.contains(where: \.isOpen)
        }
    }

    // MARK: Looking

    package func journal() throws(ConfigError) -> [(path: String, text: String)] {
        try refusing { () throws(MigrationFailure) -> [(path: String, text: String)] in
            guard let books = try opened(makes: false) else { return [] }
            return try writing { () throws(FileError) in
                try books.journal().entries.map { entry in
                    (
                        source.path(of: entry.file),
                        "\(entry.from) to \(entry.to): \(entry.state.rawValue)"
                            + (entry.backup.map { ", backup \(books.path)/\($0)" } ?? "")
                    )
                }
            }
        }
    }

    /// What is wrong with the backups that rollbacks would need.
    package func verifyBackups() throws(ConfigError) -> [Finding] {
        try refusing { () throws(MigrationFailure) -> [Finding] in
            guard let books = try opened(makes: false) else { return [] }
            return try writing { () throws(FileError) -> [Finding] in
                var findings: [Finding] = []
                for entry in try books.journal().entries {
                    guard let backup = entry.backup else { continue }
                    do throws(FileError) {
                        _ = try books.backup(backup, checksum: entry.before)
                    } catch {
                        findings.append(error.finding)
                    }
                }
                return findings
            }
        }
    }

    // MARK: Errors

    func locked() throws(MigrationFailure) -> LockedFolder {
        do throws(FileError) { return try LockedFolder(directory) } catch { throw .file(error) }
    }

    func opened(makes: Bool) throws(MigrationFailure) -> MigrationFolder? {
        do throws(FileError) {
            return try MigrationFolder.open(in: directory, makes: makes)
        } catch {
            throw .file(error)
        }
    }

    func writing<Result>(
        _ body: () throws(FileError) -> Result
    ) throws(MigrationFailure) -> Result {
        do throws(FileError) { return try body() } catch { throw .file(error) }
    }

    func finding<Result>(
        _ body: () throws(ConfigError) -> Result
    ) throws(MigrationFailure) -> Result {
        do throws(ConfigError) { return try body() } catch { throw .found(error) }
    }

    func refusing<Result>(
        _ body: () throws(MigrationFailure) -> Result
    ) throws(ConfigError) -> Result {
        do throws(MigrationFailure) {
            return try body()
        } catch {
            switch error {
            case .file(let error): throw ConfigError(error.finding)
            case .found(let error): throw error
            }
        }
    }

    func failure(
        _ message: String,
        _ path: String,
        _ suggestion: String? = nil
    ) -> ConfigError {
        ConfigError(Finding(message: message, suggestion: suggestion, file: path))
    }
}

/// Why a migration on the disk has not happened.
enum MigrationFailure: Error {
    case file(FileError)
    case found(ConfigError)
}

extension MigrationJournal.Entry {
    var isOpen: Bool { state == .begun || state == .restoring }
}
