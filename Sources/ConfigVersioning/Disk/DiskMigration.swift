import ConfigDocument
import ConfigFiles
package import ConfigTypes
package import DocumentEditing
import MigrationSteps
package import SchemaValidation
package import TypedConfig

/// Migrates the files of a folder. A process that is killed at any point leaves each file in its
/// old or new state, and the next process completes the journal. Overlays are migrated together
/// with their file: they have the same version, and would otherwise be misread.
///
/// 1. The files are read, migrated in memory and validated.
/// 2. Backups are written, flushed and read back.
/// 3. The journal records the intended changes.
/// 4. The files are replaced, each by one atomic write.
/// 5. The journal records the completion.
package struct DiskMigration: Sendable {
    package let directory: String
    let histories: [String: ConfigMigrations]
    let registrations: Registrations
    /// The number of backups to keep for each configuration.
    package var retention = 10
    package var makesBackup = true
    package var stamp: MigrationStamp?
    /// Sources whose files override those of the folder. They are not migrated.
    var higher: [any ConfigFolder] = []
    /// Called before a file is changed; throws if the change cannot be recorded.
    package var gate: (any ChangeGate)?
    /// Receives the effects of an interrupted migration or rollback once they are determined.
    package var noteRecovered: @Sendable (ConfigEvent) -> Void = { _ in }

    package init(directory: String, types: [any ConfigType.Type]) {
        var histories: [String: ConfigMigrations] = [:]
        for type in types { histories[type.schema.name] = ConfigMigrations(of: type) }
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

    /// The names of configurations that have a history.
    package var names: [String] { histories.filter { !$0.value.isEmpty }.keys.sorted() }

    private var migrator: ConfigMigrator {
        var migrator = ConfigMigrator()
        for (name, history) in histories { migrator.add(history, for: name) }
        return migrator
    }

    var source: DirectorySource { DirectorySource(name: directory) }

    /// Directories whose files override those of this one.
    package var higherDirectories: [String] {
        get { higher.map(\.name) }
        set { higher = newValue.map { DirectorySource(name: $0) } }
    }

    package func hasFile(for name: String) -> Bool { source.hasFile(for: name) }

    // MARK: Planning

    /// The exact new content of a file.
    package struct Plan: Sendable {
        package let name: String
        /// The path as messages show it.
        package let path: String
        package let file: String
        package let result: MigratedDocument
        package let oldText: [UInt8]
        package let newText: [UInt8]
        /// Parts that the edit had to rewrite, which lose their comments.
        package let notes: [EditNote]
        /// The positions of comments without a place in the new text. Their texts are not reported,
        /// because a comment may be a setting that was commented out, with its credentials.
        package let lostComments: [SourcePosition]
        /// The paths of values that must not be shown.
        package let secrets: [DocumentPath]
        /// The plans of the overlays that change.
        package fileprivate(set) var parts: [Plan] = []

        /// True if any of the files changes.
        package var isChanged: Bool { result.isChanged || !parts.isEmpty }

        /// The plans of the files that change.
        package var changed: [Plan] { (result.isChanged ? [self] : []) + parts }
    }

    /// - Parameter start: the version of the file; nil for the version that the file declares.
    package func plan(
        _ name: String,
        from start: String? = nil,
        to version: String? = nil
    ) throws(ConfigError) -> Plan {
        let document = try source.document(try source.fileName(for: name))
        let files = try LayerFiles(of: name, in: source, known: known)
        let parts = try documents(files.parts, in: source)
        let result = try migrator.migrate(
            document,
            type: name,
            from: start,
            to: version,
            stamp: stamp,
            isComplete: parts.isEmpty
        )
        var plan = try planned(name, try source.fileName(for: name), document, result)
        for (file, part) in parts {
            let migrated = try migrator.migrate(
                part: part,
                type: name,
                of: result.from,
                to: version
            )
            if migrated.isChanged { plan.parts.append(try planned(name, file, part, migrated)) }
        }
        guard plan.isChanged else { return plan }
        for changed in plan.changed {
            if let error = LockedFolder.refusal(toReplace: changed.path) {
                throw ConfigError(error.finding)
            }
        }
        try refuseHigherParts(name, of: result.from, to: version)
        if !parts.isEmpty {
            try MigrationCheck(plan, document, parts, files.stages, histories[name] ?? .none).run()
        }
        return plan
    }

    /// The names of configurations with or without a history.
    private var known: [String] { Array(histories.keys) + registrations.names }

    /// The documents of the files that are not empty, by file name.
    private func documents(
        _ files: [String],
        in source: any ConfigFolder
    ) throws(ConfigError) -> [(file: String, document: Document)] {
        var documents: [(file: String, document: Document)] = []
        for file in files {
            let folder = fragmentFolder + "/"
            let isFragment = file.hasPrefix(folder)
            let source = isFragment ? source.folder(fragmentFolder) ?? source : source
            let document = try source.document(
                isFragment ? String(file.dropFirst(folder.count)) : file
            )
            if !document.isBlank { documents.append((file, document)) }
        }
        return documents
    }

    private func planned(
        _ name: String,
        _ file: String,
        _ document: Document,
        _ result: MigratedDocument
    ) throws(ConfigError) -> Plan {
        let secrets = result.secrets + secrets(of: name, in: document, result)
        let edited = result.isChanged ? try edit(document, to: result) : (document, [], [])
        return Plan(
            name: name,
            path: document.name,
            file: file,
            result: result,
            oldText: document.source,
            newText: edited.0.source,
            notes: edited.1,
            lostComments: edited.2,
            secrets: secrets
        )
    }

    /// The paths of the secrets in both texts: in the old one by the schema of its version. A value
    /// that is a secret only afterwards is one before as well.
    private func secrets(
        of name: String,
        in document: Document,
        _ result: MigratedDocument
    ) -> [DocumentPath] {
        guard let registration = registrations[name] else { return [] }
        let older = histories[name]?.olderSchema(result.from).flatMap { try? $0.program() }
        var paths =
            older?.secretPlaces(in: document) ?? registration.secretPaths(in: document)
        for path in registration.secretPaths(in: result.value) {
            paths.append(path)
            // Of a computed value, only the schema of the result can say which names are secrets.
            paths +=
                result.sources(of: path, in: document) ?? registration.secretPaths(in: document)
        }
        return paths
    }

    private func edit(
        _ document: Document,
        to migrated: MigratedDocument
    ) throws(ConfigError) -> (Document, [EditNote], [SourcePosition]) {
        do throws(EditError) {
            let moves = migrated.moves(from: document)
            let (result, lost) = try document.applying(migrated.value, moving: moves)
            return (result.document, result.notes, lost)
        } catch {
            throw ConfigError(Finding(message: "not migrated: \(error)", file: document.name))
        }
    }

    /// Files of other folders have the same version, and would be misread as newer ones after the
    /// migration.
    private func refuseHigherParts(
        _ name: String,
        of version: String,
        to target: String?
    ) throws(ConfigError) {
        for source in higher {
            var files = try LayerFiles(of: name, in: source, known: known).parts
            files += source.files(for: name)
            for (_, part) in try documents(files, in: source) {
                let result = try migrator.migrate(part: part, type: name, of: version, to: target)
                guard result.isChanged else { continue }
                throw failure(
                    "not migrated: the file overrides \(directory), and has version "
                        + "\(result.from), too",
                    part.name,
                    "rewrite it by hand for version \(result.to), and set that version in it"
                )
            }
        }
    }

    // MARK: Migrating

    /// Migrates a file and its overlays; writes nothing if they already have the target version.
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
            guard plan.isChanged else { return plan }
            try writing { () throws(FileError) in try gate?.admitChange() }
            guard let books = try opened(makes: true) else { return plan }
            try writing { () throws(FileError) in try carryOut(plan, folder, books) }
            return plan
        }
    }

    /// Writes all files of a plan, or restores all of them.
    private func carryOut(
        _ plan: Plan,
        _ folder: borrowing LockedFolder,
        _ books: borrowing MigrationFolder
    ) throws(FileError) {
        var journal = try books.journal()
        // Overlays are written before their main file: with a new main file, they would be taken
        // for new ones themselves.
        let plans = plan.parts + (plan.result.isChanged ? [plan] : [])
        let entries = entries(plans, in: journal)
        do throws(FileError) {
            for (plan, entry) in zip(plans, entries) {
                if let backup = entry.backup { try books.back(up: plan.oldText, as: backup) }
            }
            for entry in entries { journal.add(entry) }
            try books.write(journal)
            for plan in plans {
                try folder.writeLayer(
                    plan.newText,
                    to: plan.file,
                    over: .content(ContentDigest(plan.oldText))
                )
            }
        } catch {
            var isUndone = true
            for plan in plans where !undo(plan, in: folder) { isUndone = false }
            if isUndone { books.forget(entries) }
            throw error
        }
        for entry in entries { journal.set(.done, of: entry.number) }
        if !makesBackup {
            for entry in entries { try forgetBackup(of: entry, &journal, books) }
        }
        try forgetOldBackups(of: plan.name, &journal, books)
        try books.write(journal)
    }

    /// With several files, a crash can leave only some of them written; a backup is then the only
    /// way back.
    private func entries(_ plans: [Plan], in journal: MigrationJournal) -> [MigrationJournal.Entry]
    {
        let hasBackup = makesBackup || plans.count > 1
        let first = journal.nextNumber
        return plans.enumerated().map { index, plan in
            // Bound: see `MigrationJournal.numbers`, and a folder has fewer files than that.
            let number = first + index
            let name = plan.file.split(separator: "/").last ?? ""
            return MigrationJournal.Entry(
                number: number,
                group: first,
                name: plan.name,
                file: plan.file,
                from: plan.result.from,
                to: plan.result.to,
                before: SHA256.hexadecimal(of: plan.oldText),
                after: SHA256.hexadecimal(of: plan.newText),
                backup: hasBackup ? "\(number).\(plan.result.from).\(name)" : nil,
                state: .begun
            )
        }
    }

    /// - Returns: whether the file does not have the new content, now or from the start.
    private func undo(_ plan: Plan, in folder: borrowing LockedFolder) -> Bool {
        do throws(FileError) {
            guard try folder.readLayer(plan.file) == plan.newText else { return true }
            let new = ExpectedContent.content(ContentDigest(plan.newText))
            try folder.writeLayer(plan.oldText, to: plan.file, over: new)
            return true
        } catch {
            return false
        }
    }

    /// Keeps the newest backups, and those that a rollback would need.
    private func forgetOldBackups(
        of name: String,
        _ journal: inout MigrationJournal,
        _ books: borrowing MigrationFolder
    ) throws(FileError) {
        let kept = journal.entries.filter { $0.name == name && $0.backup != nil }
        var groups: [Int] = []
        for entry in kept where groups.last != entry.group { groups.append(entry.group) }
        let old = Set(groups.dropLast(max(1, retention)))
        for entry in kept where old.contains(entry.group) {
            try forgetBackup(of: entry, &journal, books)
        }
    }

    private func forgetBackup(
        of entry: MigrationJournal.Entry,
        _ journal: inout MigrationJournal,
        _ books: borrowing MigrationFolder
    ) throws(FileError) {
        guard let backup = entry.backup else { return }
        journal.forgetBackup(of: entry.number)
        try books.removeBackup(backup)
    }

    // MARK: Looking

    /// A migration of the past, as the journal has it.
    package struct Past: Sendable {
        /// The path as messages show it.
        package let path: String
        package let from: String
        package let to: String
        /// Such as `done`, or `restored` after a rollback.
        package let state: String
        /// The path of the backup; nil without one.
        package let backup: String?

        package var text: String {
            "\(from) to \(to): \(state)" + (backup.map { ", backup \($0)" } ?? "")
        }
    }

    package func journal() throws(ConfigError) -> [Past] {
        try refusing { () throws(MigrationFailure) -> [Past] in
            guard let books = try opened(makes: false) else { return [] }
            return try writing { () throws(FileError) in
                try books.journal().entries.map { entry in
                    Past(
                        path: source.path(of: entry.file),
                        from: entry.from,
                        to: entry.to,
                        state: entry.state.rawValue,
                        backup: entry.backup.map { "\(books.path)/\($0)" }
                    )
                }
            }
        }
    }

    /// Findings about the backups that rollbacks would need.
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

/// The reason that a migration on disk was not performed.
enum MigrationFailure: Error {
    case file(FileError)
    case found(ConfigError)
}

extension MigrationJournal.Entry {
    var isOpen: Bool { state == .begun || state == .restoring }
}
