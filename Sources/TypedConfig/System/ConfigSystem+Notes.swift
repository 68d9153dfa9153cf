public import SchemaValidation
import Synchronization

extension ConfigSystem {
    /// Probable mistakes that are not errors: unread files in the directories, a stage without any
    /// file, and variables, arguments and secret files that match no setting. All of them are
    /// warnings.
    ///
    /// Each is logged once: at a first load, or, if it depends on types that a later load may
    /// register, when hot reload or a monitor starts.
    public var notes: [Finding] {
        let unread = unread
        return unread.notes + unread.untyped + untaken
    }

    /// Files that are not read, and stages without a file.
    package var notesOnFiles: [Finding] { unread.notes }

    /// Stages without a file.
    package var notesOnStages: [Finding] { unread.unknownStages }

    /// Variables and arguments that resemble a setting.
    package var notesOnMisspeltTexts: [Finding] { untaken.filter { $0.suggestion != nil } }

    /// A finding if none of the files has a known type, so that nothing can be validated; else nil.
    package func untypedFiles() throws(ConfigError) -> Finding? {
        let files = try files().filter { $0.name != Self.monitorName && name(below: $0) == nil }
        if namesWithFile.contains(where: { $0 != Self.monitorName }) { return nil }
        return files.isEmpty ? nil : UnreadFiles.untyped(files.map(\.name), in: source.name)
    }

    /// The file of a monitor's thresholds, which belongs to no type of the application.
    private static let monitorName = "monitor"

    private var unread: UnreadFiles {
        UnreadFiles(layers: layers, known: names + [Self.monitorName])
    }

    private var untaken: [Finding] { layers.untaken.notes }

    /// Logs the notes that have not been logged yet.
    ///
    /// - Parameter isStarted: true if all types are registered. Before that, an unmatched variable
    ///   may be meant for a type that follows.
    package func logNotes(isStarted: Bool = false) {
        if loggedNotes.withLock({ $0.isComplete }) { return }
        let (unread, untyped) = (unread, unread.untyped)
        let isComplete = isStarted || untyped.isEmpty
        let notes = unread.notes + (isComplete ? untyped + untaken : [])
        let new = loggedNotes.withLock { logged in
            logged.isComplete = isComplete
            return notes.filter { logged.notes.insert($0).inserted }
        }
        new.forEach(telemetry.warn)
    }
}

/// The notes of a system that have been logged.
struct LoggedNotes: Sendable {
    var notes: Set<Finding> = []
    /// True if no further notes are expected.
    var isComplete = false
}
