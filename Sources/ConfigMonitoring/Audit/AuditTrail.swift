import ConfigDocument
package import ConfigFiles
import SchemaValidation
import Synchronization
package import TypedConfig

/// A tamper-evident record of all events in a configuration, with one line of JSON for each event.
///
///     let trail = AuditTrail(folder: "/var/lib/app/audit")
///     let monitor = ConfigMonitor(system, audit: trail)
///     try trail.verify()
///
/// Each line is on disk before the change that it records proceeds. Several processes may write to
/// one trail, so a service that reloads a file knows of a change made by `configctl`; a change that
/// this package did not make is recorded as made from outside.
public final class AuditTrail: Sendable {
    /// The options of a trail.
    public struct Options: Sendable {
        /// The size at which a file is rotated.
        public var maxBytes = 10 << 20
        /// The number of files kept; the oldest are removed.
        public var maxFiles = 100
        /// The key for the hashes. Without one, anyone with write access to the folder can forge a
        /// whole trail.
        public var key: [UInt8]?
        /// True if files may change if the record cannot be written. By default such a save,
        /// migration or rollback is refused.
        public var allowsUnrecordedChanges = false
        /// True to treat a trail without records as emptied.
        package var hasBegun = false
        /// True to write nothing, for callers that only inspect the trail.
        package var isReadOnly = false

        /// Creates the default options.
        public init() {}
    }

    private struct State: Sendable {
        var isRead = false
        var first = 1
        var number = 0
        var hash = AuditSeal.start
        /// The number of bytes read from the current file, and the number of its first line.
        var size = 0
        var firstOfFile = 1
        /// The hash of each file in the last line about it.
        var contents: [String: String] = [:]
        /// The hash of each file after the last change that was not from outside.
        var own: [String: String] = [:]
        var fault: String?
    }

    /// The folder of the trail's files, as the caller named it.
    public let folder: String
    let options: Options
    let seal: AuditSeal
    let witness: AuditWitness
    private let state = Mutex(State())

    /// The first line creates the folder; its parent must exist.
    public init(folder: String, options: Options = Options()) {
        self.folder = folder
        self.options = options
        seal = AuditSeal(key: options.key)
        witness = AuditWitness(of: folder)
    }

    /// The file beside the folder that remembers the end of the trail.
    package static func witnessPath(of folder: String) -> String { AuditWitness(of: folder).path }

    /// The error of the last attempt to write a line; nil if it succeeded.
    public var fault: String? { state.withLock(\.fault) }

    /// The hash of a file after the last change that this package made to it.
    func ownContent(of file: String) -> String? { state.withLock { $0.own[file] } }

    /// Writes a line.
    ///
    /// - Returns: the event, completed from the trail, and the error if it could not be written.
    package func record(_ event: ConfigEvent) -> (event: ConfigEvent, fault: FileError?) {
        if options.isReadOnly { return (event, nil) }
        return state.withLock { state in
            var event = event
            do throws(FileError) {
                let books = try opened(makes: !options.hasBegun)
                try catchUp(&state, books)
                event.isOutside =
                    !event.isOwnChange
                    && event.contents.contains { content in
                        let known = state.contents[content.file]
                        return known != nil && known != content.hash
                    }
                if let found = change(before: event, state) { try append(found, &state, books) }
                try append(event, &state, books)
                state.fault = nil
                return (event, nil)
            } catch {
                state.fault = error.message
                return (event, error)
            }
        }
    }

    /// The outside change to a file that was found while this package changed it.
    private func change(before event: ConfigEvent, _ state: State) -> ConfigEvent? {
        let contents = event.contentsBefore.filter { content in
            state.contents[content.file].map { $0 != content.hash } ?? false
        }
        guard event.isOwnChange, !contents.isEmpty else { return nil }
        var found = ConfigEvent(.reload, event.name)
        (found.contents, found.contentsBefore, found.isOutside) = (contents, contents, true)
        return found
    }

    /// Checks that a change can be recorded before it is made.
    ///
    /// - Throws: if the record could not be written and `allowsUnrecordedChanges` is off.
    package func admitChange() throws(FileError) {
        if options.allowsUnrecordedChanges { return }
        try state.withLock { (state) throws(FileError) in
            do throws(FileError) {
                let books = try opened(makes: !options.hasBegun)
                try catchUp(&state, books)
                try books.checkWritable()
            } catch {
                state.fault = error.message
                var error = error
                error.message =
                    "nothing was changed, because the audit trail cannot record it: \(error.message)"
                throw error
            }
        }
    }

    /// The state of the trail, as far as it can be determined without writing.
    func look() -> AuditState {
        state.withLock { state in
            var copy = state
            do throws(FileError) {
                let books = try opened(makes: false)
                try catchUp(&copy, books, isLooking: true)
                return witness.damage.map(AuditState.faulty) ?? .intact
            } catch {
                return AuditState(error, hadRecords: state.number > 0)
            }
        }
    }

    /// Opens the folder; the error for a missing one distinguishes a removed trail from one that
    /// never began.
    func opened(makes: Bool) throws(FileError) -> AuditFolder {
        do throws(FileError) {
            return try AuditFolder(folder, makes: makes)
        } catch {
            guard !makes, error.reason == .noSuchFolder else { throw error }
            let complaint =
                witness.complaint(last: 0, hash: AuditSeal.start)
                ?? (options.hasBegun ? "it was cut: its directory is missing" : nil)
            throw FileError(
                complaint == nil ? .noSuchFolder : .other,
                folder,
                complaint
                    ?? "there is no audit trail in this directory; start one with "
                    + "\"\(OperatorTool.name) audit start\""
            )
        }
    }

    /// Writes the first line, so that an emptied trail is detected. Does nothing if there is one.
    ///
    /// - Parameter contents: the files' current hashes, so that later changes are noticed.
    package func begin(_ contents: [ConfigEvent.Content] = []) throws(ConfigError) {
        do throws(FileError) {
            try state.withLock { (state) throws(FileError) in
                let books = try AuditFolder(folder, makes: true)
                try catchUp(&state, books, isBeginning: true)
                guard state.number == 0 else { return }
                var event = ConfigEvent(.auditStart, "")
                event.contents = contents
                try append(event, &state, books)
            }
        } catch {
            throw ConfigError(error.finding)
        }
    }

    // MARK: Writing

    private func append(
        _ event: ConfigEvent,
        _ state: inout State,
        _ books: borrowing AuditFolder
    ) throws(FileError) {
        // Bound: the numbers of records end at 2^53; sizes of files.
        let record = record(of: event, number: state.number + 1, contents: state.contents)
        let (line, hash) = seal.sealed(record, after: state.hash)
        if state.size > 0, state.size + line.count > options.maxBytes {
            try rotate(&state, books)
        }
        try books.append(line, at: state.size)
        // Bound: as above.
        state.size += line.count + 1
        state.number += 1
        state.hash = hash
        note(event.contents.map { ($0.file, $0.hash) }, isOwn: event.isOwnChange, &state)
        let head = AuditFolder.Head(first: state.first, last: state.number, hash: hash)
        try books.write(head)
        witness.remember(head)
    }

    private func rotate(_ state: inout State, _ books: borrowing AuditFolder) throws(FileError) {
        try books.rotate(first: state.firstOfFile)
        state.size = 0
        state.firstOfFile = state.number + 1  // Bound: the numbers of records end at 2^53.
        let files = AuditFolder.files(in: folder).dropLast()
        // Bound: subtracts at least 1 from a number of files.
        let surplus = files.count - max(1, options.maxFiles - 1)
        guard surplus > 0 else { return }
        let kept = files.dropFirst(surplus).first.flatMap(AuditFolder.number)
        state.first = kept ?? state.firstOfFile
        try books.write(.init(first: state.first, last: state.number, hash: state.hash))
        for file in files.prefix(surplus) { try books.remove(file) }
    }

    private func record(
        of event: ConfigEvent,
        number: Int,
        contents: [String: String]
    ) -> DocumentObject {
        var object = DocumentObject()
        object["n"] = .int(number)
        object["time"] = .string(event.time.description)
        object["event"] = .string(event.kind.rawValue)
        object["config"] = .string(event.name)
        if event.versionBefore != nil || event.versionAfter != nil {
            object["version"] = [
                "before": event.versionBefore.map(DocumentValue.string) ?? .null,
                "after": event.versionAfter.map(DocumentValue.string) ?? .null,
            ]
        }
        let files = event.contents.map { content in
            var file = DocumentObject()
            file["file"] = .string(content.file)
            let before =
                contents[content.file]
                ?? event.contentsBefore.first { $0.file == content.file }?.hash
            file["before"] = before.map(DocumentValue.string)
            file["after"] = .string(content.hash)
            // If the file was overwritten since, its owner is another author's.
            let isAsFound = event.contentsBefore.isEmpty
            if event.isOutside, isAsFound, let author = AuditProcess.author(of: content.file) {
                file["owner"] = .string(author.owner)
                file["modified"] = .string(author.modified.description)
            }
            return DocumentValue.object(file)
        }
        if !files.isEmpty { object["files"] = .array(files) }
        if !event.changes.isEmpty {
            object["changes"] = .array(event.changes.prefix(1000).map(\.json))
        }
        if !event.findings.isEmpty {
            object["findings"] = .array(event.findings.prefix(100).map { .string($0.oneLine) })
        }
        if event.isOutside { object["outside"] = true }
        object["process"] = AuditProcess.current.json
        return object
    }

    private func note(
        _ contents: [(file: String, hash: String)],
        isOwn: Bool,
        _ state: inout State
    ) {
        for (file, hash) in contents {
            state.contents[file] = hash
            if isOwn { state.own[file] = hash }
        }
    }

    // MARK: Catching up

    /// Reads the lines that other processes have written since.
    ///
    /// - Throws: also if the trail was cut or sealed in another way, because appending a line would
    ///   hide that.
    private func catchUp(
        _ state: inout State,
        _ books: borrowing AuditFolder,
        isBeginning: Bool = false,
        isLooking: Bool = false
    ) throws(FileError) {
        if !state.isRead {
            // The file before the current one may hold the latest hash of some files.
            if let older = AuditFolder.files(in: folder).dropLast().last {
                read(try books.content(of: older)[...], &state)
            }
            state.size = 0
            state.first = try books.head()?.first ?? 1
        }
        let bytes = try books.content(of: AuditFolder.current)
        // Another process has rotated the files.
        let isOther =
            bytes.count < state.size
            || (state.size > 0
                && AuditFolder.files(in: folder).contains {
                    AuditFolder.number(ofRotated: $0) == state.firstOfFile
                })
        if isOther {
            if let older = AuditFolder.files(in: folder).dropLast().last {
                read(try books.content(of: older)[...], &state)
            }
            state.first = try books.head()?.first ?? state.first
            state.size = 0
        }
        let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        if state.size == 0, whole > 0 {
            // Bound: the numbers of records end at 2^53.
            let first = bytes.prefix { $0 != UInt8(ascii: "\n") }
            state.firstOfFile = AuditRecord(first)?.number ?? state.number + 1
        } else if state.size == 0 {
            state.firstOfFile = state.number + 1  // Bound: the numbers of records end at 2^53.
        }
        let isNews = isOther || !state.isRead || whole > state.size
        if whole > state.size { read(bytes[state.size..<whole], &state) }
        state.size = whole
        if isNews {
            // A trail that is refused now is read completely the next time.
            state.isRead = false
            try checkEnd(of: bytes[..<whole], state, books, isLooking: isLooking)
        }
        if isNews, let complaint = witness.complaint(last: state.number, hash: state.hash) {
            state.isRead = false
            throw FileError(.other, folder, complaint)
        }
        if state.number == 0, options.hasBegun, !isBeginning {
            throw FileError(.other, folder, "it was cut: not even its first record is left")
        }
        // Only if the rest of the trail is intact: a refused trail is left unchanged.
        if whole < bytes.count, !isLooking { try books.cut(to: whole) }
        state.isRead = true
    }

    private func checkEnd(
        of bytes: ArraySlice<UInt8>,
        _ state: State,
        _ books: borrowing AuditFolder,
        isLooking: Bool
    ) throws(FileError) {
        // A crash between the two writes leaves one record that the head does not know of.
        let isWhole =
            try books.head().map { head in
                // Bound: the numbers of records end at 2^53.
                state.number == head.last + 1
                    || (state.number == head.last && state.hash == head.hash)
            } ?? (state.number == 0 || state.number == 1 && !bytes.isEmpty)
        guard isWhole else {
            throw FileError(.other, folder, "it was cut: its last records are missing")
        }
        // Looking does not require the key.
        if isLooking, seal.key == nil { return }
        let lines = bytes.dropLast()
        let start = lines.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? lines.startIndex
        let last = lines[start...]
        guard AuditRecord(last) != nil, seal.hash(ofSealed: last) == nil else { return }
        throw FileError(
            .other,
            folder,
            seal.key == nil
                ? "its last record was edited, or is sealed with a key that was not passed"
                : "its last record was edited, or is not sealed with the passed key"
        )
    }

    private func read(_ bytes: ArraySlice<UInt8>, _ state: inout State) {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let record = AuditRecord(line) else { continue }
            state.number = record.number
            state.hash = record.json["hash"]?.string ?? state.hash
            note(record.contents.map { ($0.file, $0.after) }, isOwn: record.isOwnChange, &state)
        }
    }
}

extension AuditTrail: ChangeGate {}

extension AuditState {
    init(_ error: FileError, hadRecords: Bool) {
        switch error.reason {
        case .notPermitted: self = .unreadable("the audit trail " + error.message)
        case .locked: self = .intact
        case .noSuchFolder:
            self = hadRecords ? .faulty("it was cut: its directory is missing") : .intact
        default: self = .faulty(error.message)
        }
    }
}
