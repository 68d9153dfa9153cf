import ConfigDocument
public import SchemaValidation
import Synchronization

/// An event in the configuration of a system. It contains no value of a secret.
public struct ConfigEvent: Sendable {
    /// The kinds of events.
    public enum Kind: String, Sendable, CaseIterable {
        case load
        case loadRefused = "load-refused"
        /// Changed files were loaded.
        case reload
        /// Changed files were refused; the last good values stay in place.
        case reloadRefused = "reload-refused"
        /// A broken file was replaced by its last good copy.
        case restored
        case save
        case saveRefused = "save-refused"
        case migration
        case migrationRefused = "migration-refused"
        case rollback
        /// File events were lost, so that all files are read again.
        case watchOverflow = "watch-overflow"
        /// A file differs from the signed manifest or the audit trail.
        case tampering
        /// An audit trail was started.
        case auditStart = "audit-start"
        /// A release of a fleet is served.
        case release
        /// A release of a fleet was refused; the one before stays in place.
        case releaseRefused = "release-refused"
        /// The last good release was read from disk.
        case releaseRestored = "release-restored"
    }

    /// The content of a file that was read or written.
    public struct Content: Sendable, Equatable {
        /// The file as messages name it.
        public var file: String
        /// The SHA-256 hash of its text, in hexadecimal.
        public var hash: String

        package init(file: String, hash: String) {
            self.file = file
            self.hash = hash
        }
    }

    /// The kind of event.
    public var kind: Kind
    /// The configuration; empty if the event concerns all.
    public var name: String
    /// The time of the event.
    public var time = Timestamp.now
    /// The version of the schema; for a migration, the previous version of the document; for a
    /// release, the number of the one before.
    public var versionBefore: String?
    /// The version after a migration, or the number of a release; nil for other events.
    public var versionAfter: String?
    /// The files that the configuration was read from or written to.
    public var contents: [Content] = []
    /// The previous content of written files.
    package var contentsBefore: [Content] = []
    /// The changed settings, with the origin of each new value.
    public var changes: [SettingChange] = []
    /// The reasons of a refusal.
    public var findings: [Finding] = []
    /// The duration; nil if it was not measured.
    public var duration: Duration?
    /// True if files were changed by something other than this package. Without an audit trail,
    /// saves by other processes count as outside changes too.
    public var isOutside = false

    package init(_ kind: Kind, _ name: String) {
        self.kind = kind
        self.name = name
    }

    package init(_ kind: Kind, _ name: String, of loaded: LoadedDocument?) {
        self.init(kind, name)
        let files = loaded.map { $0.files.isEmpty ? [$0.document] : $0.files } ?? []
        contents = files.map { Content(file: $0.name, text: $0.source) }
    }

    /// An action or a discovery of a command.
    package init(kind: Kind, name: String, findings: [Finding]) {
        self.init(kind, name)
        self.findings = findings
    }

    /// True for an action of the application or an operator, as opposed to a change of files.
    package var isOwnChange: Bool { kind == .save || kind == .migration || kind == .rollback }
}

extension ConfigEvent.Content {
    package init(file: String, text: [UInt8]) {
        self.file = file
        hash = SHA256.hexadecimal(of: text)
    }
}

/// The observers of events. They are called on the thread of the event.
package final class EventObservers: Sendable {
    package typealias Observer = @Sendable (ConfigEvent) -> Void

    private let observers = Mutex<[Int: Observer]>([:])
    private let count = Atomic(0)

    /// Checked by every load, and therefore without a lock.
    var isEmpty: Bool { count.load(ordering: .relaxed) == 0 }

    package func add(_ observer: @escaping Observer) -> Int {
        observers.withLock { observers in
            let number = (observers.keys.max() ?? 0) + 1
            observers[number] = observer
            count.store(observers.count, ordering: .relaxed)
            return number
        }
    }

    package func remove(_ number: Int) {
        observers.withLock { observers in
            observers[number] = nil
            count.store(observers.count, ordering: .relaxed)
        }
    }

    func tell(_ event: ConfigEvent) {
        let all = observers.withLock { $0.sorted { $0.key < $1.key }.map(\.value) }
        for observer in all { observer(event) }
    }
}
