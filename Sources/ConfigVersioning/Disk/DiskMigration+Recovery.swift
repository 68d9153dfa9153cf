import ConfigDocument
import ConfigFiles
package import ConfigTypes
import TypedConfig

/// Recovery after a crash.
extension DiskMigration {
    /// Closes the journal entries that a killed process left open: the checksum of the file shows
    /// whether it was written.
    ///
    /// - Returns: descriptions of the closed entries.
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
                for group in journal.openGroups {
                    let closing = try close(group, folder, books)
                    for entry in group { journal.set(closing.state, of: entry.number) }
                    words += closing.words
                    completed += closing.events
                }
                try books.write(journal)
                events = completed
                return words
            }
        }
    }

    /// The outcome for files that were migrated together.
    private struct Closing {
        var state: MigrationJournal.Entry.State
        var words: [String] = []
        var events: [ConfigEvent] = []
    }

    /// Determines for each file whether it was written, and brings all files to the same side: to
    /// the old one unless all of them are new.
    private func close(
        _ group: [MigrationJournal.Entry],
        _ folder: borrowing LockedFolder,
        _ books: borrowing MigrationFolder
    ) throws(FileError) -> Closing {
        let isBack = group.contains { $0.state == .restoring }
        var texts: [[UInt8]?] = []
        for entry in group { texts.append(try folder.readLayer(entry.file)) }
        let sums = texts.map { $0.map { SHA256.hexadecimal(of: $0) } }
        let isNew = zip(group, sums).map { $0.after == $1 }
        let isOld = zip(group, sums).map { $0.before == $1 }
        // A file that someone else has written since matches neither side, and is left alone.
        let staysNew = isNew.contains(true) && !isOld.contains(true)
        var closing = Closing(state: staysNew ? .done : isBack ? .restored : .undone)
        for (index, entry) in group.enumerated() {
            let path = source.path(of: entry.file)
            var isUndone = false
            if !staysNew, isNew[index], let backup = entry.backup, let text = texts[index] {
                try gate?.admitChange()
                try folder.writeLayer(
                    try books.backup(backup, checksum: entry.before),
                    to: entry.file,
                    over: .content(ContentDigest(text))
                )
                isUndone = true
            }
            if isBack, !staysNew, isUndone || isOld[index] {
                let text = try folder.readLayer(entry.file) ?? []
                closing.events.append(entry.event(path, text, isUndone: true))
            } else if !isBack, staysNew, isNew[index], let text = texts[index] {
                closing.events.append(entry.event(path, text))
            }
            closing.words.append(
                isBack
                    ? "\(path): the rollback to \(entry.from) was interrupted and "
                        + (staysNew ? "has changed nothing" : "is complete")
                    : "\(path): the migration to \(entry.to) was interrupted and "
                        + (staysNew
                            ? "is complete" : isUndone ? "is undone" : "has changed nothing")
            )
        }
        return closing
    }

    private func hasOpenEntries() throws(MigrationFailure) -> Bool {
        guard let books = try opened(makes: false) else { return false }
        return try writing { () throws(FileError) in
            try books.journal().entries.contains(where: \.isOpen)
        }
    }
}
