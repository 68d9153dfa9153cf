import ConfigDocument
import JSONSchema
import MigrationSteps

/// What was done to the files of a folder, and what was begun: `.migrations/journal.json` in it.
///
/// An entry is written before a file is touched, and closed behind it. So whoever finds an open one
/// knows by the file's checksum on which side of the one atomic write its writer died.
struct MigrationJournal: Sendable {
    struct Entry: Sendable, Equatable {
        enum State: String, Sendable {
            /// The file is about to be written.
            case begun
            case done
            /// The writer died before it wrote.
            case undone
            /// The backup is about to be put back.
            case restoring
            case restored
        }

        var number: Int
        var name: String
        /// The file's name in the folder.
        var file: String
        var from: String
        var to: String
        /// SHA-256 of the file before and after.
        var before: String
        var after: String
        /// The copy of the file before, in the same folder as the journal; nil where none was made.
        var backup: String?
        var state: State
    }

    static let fileName = "journal.json"

    private(set) var entries: [Entry] = []

    var nextNumber: Int { (entries.map(\.number).max() ?? 0) + 1 }

    mutating func add(_ entry: Entry) { entries.append(entry) }

    mutating func set(_ state: Entry.State, of number: Int) {
        for index in entries.indices where entries[index].number == number {
            entries[index].state = state
        }
    }

    mutating func forgetBackup(of number: Int) {
        for index in entries.indices where entries[index].number == number {
            entries[index].backup = nil
        }
    }

    /// The last migration of a configuration that is in force.
    func last(_ name: String) -> Entry? {
        entries.last { $0.name == name && $0.state == .done }
    }

    // MARK: Text

    init() {}

    /// - Returns: nil where the text is no journal.
    init?(_ bytes: [UInt8]) {
        guard let root = try? Document(parsing: bytes, as: .json).root,
            root["entries"]?.isArray == true
        else { return nil }
        for cursor in root["entries"]?.elements ?? [] {
            guard let entry = Entry(cursor) else { return nil }
            entries.append(entry)
        }
    }

    var bytes: [UInt8] {
        let value: ConfigValue = ["entries": .array(entries.map(\.value))]
        return value.encoded(as: .json)
    }
}

extension MigrationJournal.Entry {
    fileprivate init?(_ cursor: Cursor) {
        func text(_ key: String) -> String { cursor[key]?.string ?? "" }
        guard let number = cursor["number"]?.int, let state = State(rawValue: text("state")),
            !text("file").contains("/"), cursor["backup"]?.string?.contains("/") != true
        else { return nil }
        self.number = number
        self.state = state
        name = text("name")
        file = text("file")
        from = text("from")
        to = text("to")
        before = text("before")
        after = text("after")
        backup = cursor["backup"]?.string
    }

    fileprivate var value: ConfigValue {
        var object = ConfigObject()
        object["number"] = .int(number)
        object["name"] = .string(name)
        object["file"] = .string(file)
        object["from"] = .string(from)
        object["to"] = .string(to)
        object["before"] = .string(before)
        object["after"] = .string(after)
        object["backup"] = backup.map(ConfigValue.string)
        object["state"] = .string(state.rawValue)
        return .object(object)
    }
}
