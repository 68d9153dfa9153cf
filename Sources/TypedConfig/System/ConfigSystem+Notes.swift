public import SchemaValidation
import Synchronization

extension ConfigSystem {
    /// What is not wrong, but probably not what was meant: files of the folders that nothing reads, a
    /// stage without any file, and variables, arguments and secret files that no setting takes. All are
    /// warnings.
    ///
    /// Each is logged once: at a first load, or when hot reload or a monitor starts where it depends
    /// on types that a later load may bring.
    public var notes: [Finding] { unread.notes + unread.untyped + untaken }

    /// Files that are not read, and stages that have none.
    package var notesOnFiles: [Finding] { unread.notes }

    /// Stages that have no file.
    package var notesOnStages: [Finding] { unread.unknownStages }

    /// Variables and arguments that are nearly those of a setting.
    package var notesOnMisspeltTexts: [Finding] { untaken.filter { $0.suggestion != nil } }

    /// That nothing can be judged, since no type is known of any of the files; nil where one is.
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

    /// Logs the notes that were not logged before.
    ///
    /// - Parameter isStarted: whether all types are known that there will be. Before, a variable that
    ///   no setting takes may be for one of a type that comes.
    package func logNotes(isStarted: Bool = false) {
        if loggedNotes.withLock(\.isComplete) { return }
        let isComplete = isStarted || unread.untyped.isEmpty
        let notes = isComplete ? notes : notesOnFiles
        let new = loggedNotes.withLock { logged in
            logged.isComplete = isComplete
            return notes.filter { logged.notes.insert($0).inserted }
        }
        new.forEach(telemetry.warn)
    }
}

/// What was logged of the notes on a system.
struct LoggedNotes: Sendable {
    var notes: Set<Finding> = []
    /// Whether there will be no more.
    var isComplete = false
}
