import ConfigDocument
public import SchemaValidation
import Synchronization

/// Something that has happened to the configuration of a system. No value of a secret is in it.
public struct ConfigEvent: Sendable {
    /// The kinds of events.
    public enum Kind: String, Sendable, CaseIterable {
        case load
        case loadRefused = "load-refused"
        /// Files have changed, and were taken.
        case reload
        /// Files have changed, and what was good last stays.
        case reloadRefused = "reload-refused"
        /// A broken file was replaced by its last good copy.
        case restored
        case save
        case saveRefused = "save-refused"
        case migration
        case migrationRefused = "migration-refused"
        case rollback
        /// Events of files were lost, so all are read again.
        case watchOverflow = "watch-overflow"
        /// A file is not what the signed manifest, or the audit trail, says.
        case tampering
        /// An audit trail was begun.
        case auditStart = "audit-start"
    }

    /// A file as it was found or written.
    public struct Content: Sendable, Equatable {
        /// As messages call it.
        public var file: String
        /// SHA-256 of its text, in hexadecimal.
        public var hash: String

        package init(file: String, hash: String) {
            self.file = file
            self.hash = hash
        }
    }

    /// The kind of event.
    public var kind: Kind
    /// The configuration; empty for what concerns all.
    public var name: String
    /// When it happened.
    public var time = Timestamp.now
    /// Versions of the schema, or of the document where it was migrated.
    public var versionBefore: String?
    /// The version after it; nil for what changes no version.
    public var versionAfter: String?
    /// The files that the configuration was read from or written to.
    public var contents: [Content] = []
    /// Those that were written to, as they were before.
    package var contentsBefore: [Content] = []
    /// What is different, with the place that each new value is from.
    public var changes: [SettingChange] = []
    /// Why it was refused.
    public var findings: [Finding] = []
    /// How long it took; nil where nobody has measured it.
    public var duration: Duration?
    /// Whether files were changed by something else than this package. Without an audit trail, what
    /// other processes save is from outside, too.
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

    /// Something that a command has done or found.
    package init(kind: Kind, name: String, findings: [Finding]) {
        self.init(kind, name)
        self.findings = findings
    }

    /// Whether it is the application's or an operator's own doing, rather than a change of files.
    package var isOwnChange: Bool { kind == .save || kind == .migration || kind == .rollback }
}

extension ConfigEvent.Content {
    package init(file: String, text: [UInt8]) {
        self.file = file
        hash = SHA256.hexadecimal(of: text)
    }
}

/// Those who are told of events. They are called on the thread that the event happens on.
package final class EventObservers: Sendable {
    package typealias Observer = @Sendable (ConfigEvent) -> Void

    private let observers = Mutex<[Int: Observer]>([:])
    private let count = Atomic(0)

    /// Asked for each load, so without a lock.
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
