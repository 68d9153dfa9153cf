import ConfigDocument
import ConfigFiles
import Synchronization
import TypedConfig

/// What a monitor remembers from one look to the next.
struct MonitorState: Sendable {
    var book = AlertBook()
    var history = MonitorHistory()
    var assessment = HealthAssessment()
    var report: HealthReport?
    /// When the last look ended.
    var lookedAt: Duration?
    var looks = 0
    var lookCallbacks: [@Sendable (HealthReport) -> Void] = []
    /// What was counted when the monitor was made, and at the last look.
    var counted: (figures: ConfigFigures, cache: CacheStatistics)
    /// The slowest load since the last look.
    var slowest: (name: String, seconds: Double) = ("", 0)
    /// Why migrations have failed, and the file that each has failed with.
    var failedMigrations: [String: (reason: String, content: ContentDigest?)] = [:]
    var recent = RecentEvents()
    /// What files are by the system's own last change of them.
    var ownContents: [String: String] = [:]
    /// What was found when the manifest was checked last; nil where it was not.
    var tampered: [(file: String, reason: String)]?
}

/// The last events other than loads that went well, newest last.
struct RecentEvents: Sendable {
    static let maxCount = 200
    /// An event with more changes is cut.
    static let maxChanges = 100
    /// A value that takes more memory is not kept.
    static let maxValueBytes = 2048

    private(set) var events: [ConfigEvent] = []

    mutating func add(_ event: ConfigEvent) {
        if event.kind == .load { return }
        var event = event
        event.changes = event.changes.prefix(Self.maxChanges).map { change in
            var change = change
            change.old = change.old.map(Self.kept)
            change.new = change.new.map(Self.kept)
            return change
        }
        event.findings = Array(event.findings.prefix(Self.maxChanges))
        events.append(event)
        if events.count > Self.maxCount { events.removeFirst(events.count - Self.maxCount) }
    }
}

extension RecentEvents {
    private static func kept(_ value: DocumentValue) -> DocumentValue {
        let bytes = value.footprint
        return bytes <= maxValueBytes
            ? value : .string("(\(FigureText.bytes(Double(bytes))), not kept)")
    }
}

/// Whether the files of a system are what their schemas say: read again only where they have changed.
struct FileSurvey: Sendable {
    private var poll = FilePoll()
    /// Whether any file has changed since the look before.
    private(set) var hasChanges = true
    private var entries: [String: FileHealth] = [:]
    private var noted: (names: [String], notes: [Finding])?

    /// See `ConfigSystem.notes`; after `files`, which finds out what has changed.
    mutating func notes(on system: ConfigSystem) -> [Finding] {
        let names = system.names
        if let noted, !hasChanges, noted.names == names { return noted.notes }
        let notes = system.notes
        noted = (names, notes)
        return notes
    }

    /// The health of each configuration.
    mutating func files(of system: ConfigSystem) -> [FileHealth] {
        let changedFiles = poll.changes(in: system.layers.folders)
        let hasNewValues = poll.haveChanged(valuesIn: system.layers.valueFolders)
        hasChanges = hasNewValues || !changedFiles.isEmpty
        let names = system.namesToSurvey
        let changed = names.filter { name in
            hasNewValues || entries[name] == nil
                || changedFiles.contains { isFragment($0, of: name) }
        }
        for entry in system.look(at: changed).entries {
            entries[entry.name] = FileHealth(
                name: entry.name,
                file: entry.file,
                version: system.version(of: entry.name),
                findings: entry.findings,
                isReadable: entry.isReadable || !system.layers.hasFile(for: entry.name),
                pendingMigration: system.pendingMigration(of: entry.name)
            )
        }
        let gone = Set(entries.keys).subtracting(names)
        for name in gone { entries[name] = nil }
        return entries.values.sorted { $0.name < $1.name }
    }
}

extension ConfigSystem {
    /// The configurations that have a file or are in memory: what is known and not used is no fault.
    fileprivate var namesToSurvey: [String] {
        let inMemory = Set(namesInMemory)
        return names.filter { name in
            inMemory.contains(name) || layers.hasFile(for: name)
        }
    }

    /// What tells whether the file of a name is still the same.
    func contentDigest(of name: String) -> ContentDigest? {
        guard let file = try? source.fileName(for: name), let document = try? source.document(file)
        else { return nil }
        return ContentDigest(document.source)
    }

    /// The versions of a file that is older than its schema.
    fileprivate func pendingMigration(of name: String) -> FileHealth.PendingMigration? {
        layers.migrations.pending(name, in: source).map { .init(from: $0.from, to: $0.to) }
    }
}
