import ConfigDocument
import ConfigFiles
import Synchronization
import TypedConfig

/// The data that a monitor keeps between looks.
struct MonitorState: Sendable {
    var book = AlertBook()
    var history = MonitorHistory()
    var assessment = HealthAssessment()
    var report: HealthReport?
    /// The end of the last look.
    /// The look that first found the fleet out of reach, since it was last reached.
    var fleetStaleSince: Duration?
    var lookedAt: Duration?
    var looks = 0
    var lookCallbacks: [@Sendable (HealthReport) -> Void] = []
    /// The counters at the last look, or when the monitor was created.
    var counted: (figures: ConfigFigures, cache: CacheStatistics)
    /// The slowest load since the last look.
    var slowest: (name: String, seconds: Double) = ("", 0)
    /// The reason for each failed migration, and the file content that it failed with.
    var failedMigrations: [String: (reason: String, content: ContentDigest?)] = [:]
    var recent = RecentEvents()
    /// The hashes of files after the system's own last change.
    var ownContents: [String: String] = [:]
    /// The result of the last check of the manifest; nil before the first.
    var tampered: [(file: String, reason: String)]?
}

/// The latest events other than successful loads, newest last.
struct RecentEvents: Sendable {
    static let maxCount = 200
    /// The number of changes kept for an event.
    static let maxChanges = 100
    /// The maximum size of a value in an event; larger values are omitted.
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

/// The validity of a system's files. Files are read again only once they have changed.
struct FileSurvey: Sendable {
    private var poll = FilePoll()
    /// True if any file has changed since the previous look.
    private(set) var hasChanges = true
    private var entries: [String: FileHealth] = [:]
    private var noted: (names: [String], notes: [Finding])?

    /// The system's notes. Call `files` first, which detects changes.
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
        let hasNewValues = poll.haveChanged(
            valuesIn: system.layers.valueFolders,
            files: system.layers.variableFiles
        )
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
    /// The configurations with a file or in memory; a known but unused one is not a fault.
    fileprivate var namesToSurvey: [String] {
        let inMemory = Set(namesInMemory)
        return names.filter { name in
            inMemory.contains(name) || layers.hasFile(for: name)
        }
    }

    /// A digest that changes with the content of a configuration's file.
    func contentDigest(of name: String) -> ContentDigest? {
        guard let file = try? source.fileName(for: name), let document = try? source.document(file)
        else { return nil }
        return ContentDigest(document.source)
    }

    /// The versions of a file older than its schema.
    fileprivate func pendingMigration(of name: String) -> FileHealth.PendingMigration? {
        layers.migrations.pending(name, in: source).map { .init(from: $0.from, to: $0.to) }
    }
}
