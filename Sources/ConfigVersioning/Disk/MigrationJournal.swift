import ConfigDocument
import ConfigFiles
import MigrationSteps
import SchemaValidation

/// The completed and unfinished changes to the files of a folder: `.migrations/journal.json`.
///
/// An entry is written before the file is changed, and closed afterwards. The checksum of the file
/// of an open entry shows whether the writing process died before or after the atomic write.
struct MigrationJournal: Sendable {
    struct Entry: Sendable, Equatable {
        enum State: String, Sendable {
            /// The file is about to be written.
            case begun
            case done
            /// The writing process died before the write.
            case undone
            /// The backup is about to be restored.
            case restoring
            case restored
        }

        var number: Int
        /// The number of the first entry of a joint migration.
        var group: Int
        var name: String
        /// The name of the file in the folder; with the prefix `conf.d/` for a file in there.
        var file: String
        var from: String
        var to: String
        /// The SHA-256 hashes of the file before and after.
        var before: String
        var after: String
        /// The backup of the old content, in the folder of the journal; nil without a backup.
        var backup: String?
        var state: State
    }

    static let fileName = "journal.json"

    private(set) var entries: [Entry] = []

    /// The range of entry numbers, small enough that incrementing never overflows.
    static let numbers = 1...(1 << 53)

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

    mutating func remove(_ numbers: Set<Int>) {
        entries.removeAll { numbers.contains($0.number) }
    }

    /// The last migration of a configuration that was not rolled back: one entry per file.
    func last(_ name: String) -> [Entry] {
        let last = entries.last { $0.name == name && $0.state == .done }
        return entries.filter { $0.group == last?.group && $0.name == name && $0.state == .done }
    }

    /// The unfinished entries, grouped by migration.
    var openGroups: [[Entry]] {
        var groups: [[Entry]] = []
        for entry in entries where entry.isOpen {
            if let last = groups.indices.last, groups[last].first?.group == entry.group {
                groups[last].append(entry)
            } else {
                groups.append([entry])
            }
        }
        return groups
    }

    // MARK: Text

    init() {}

    /// The reason that a text is not a valid journal.
    struct Fault: Error { var message: String }

    init(_ bytes: [UInt8]) throws(Fault) {
        guard let root = try? Document(parsing: bytes, as: .json).root,
            let entries = root["entries"], entries.isArray
        else { throw Fault(message: "it is not a JSON object with an array \"entries\"") }
        for cursor in entries.elements { self.entries.append(try Entry(cursor)) }
    }

    var bytes: [UInt8] {
        let value: DocumentValue = ["entries": .array(entries.map(\.value))]
        return value.encoded(as: .json)
    }
}

extension MigrationJournal.Entry {
    fileprivate init(_ cursor: Cursor) throws(MigrationJournal.Fault) {
        func text(_ key: String) -> String { cursor[key]?.string ?? "" }
        guard let number = cursor["number"]?.int, MigrationJournal.numbers.contains(number) else {
            let found = cursor["number"].map { singleLine("\(DocumentValue($0))", limit: 40) }
            throw .init(message: "the number of an entry is \(found ?? "missing")")
        }
        guard let state = State(rawValue: text("state")) else {
            throw .init(message: "entry \(number) has no known state")
        }
        for key in ["file", "backup"] where cursor[key] != nil || key == "file" {
            let folder = fragmentFolder + "/"
            let isInFolder = key == "file" && text(key).hasPrefix(folder)
            guard Self.isFileName(String(text(key).dropFirst(isInFolder ? folder.count : 0))) else {
                throw .init(message: "entry \(number) names no file of the directory as its \(key)")
            }
        }
        self.number = number
        // Journals of earlier releases have no groups.
        group = cursor["group"]?.int ?? number
        self.state = state
        name = text("name")
        file = text("file")
        from = text("from")
        to = text("to")
        before = text("before")
        after = text("after")
        backup = cursor["backup"]?.string
    }

    private static func isFileName(_ text: String) -> Bool {
        !["", ".", ".."].contains(text)
            && !text.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
    }

    fileprivate var value: DocumentValue {
        var object = DocumentObject()
        object["number"] = .int(number)
        object["group"] = .int(group)
        object["name"] = .string(name)
        object["file"] = .string(file)
        object["from"] = .string(from)
        object["to"] = .string(to)
        object["before"] = .string(before)
        object["after"] = .string(after)
        object["backup"] = backup.map(DocumentValue.string)
        object["state"] = .string(state.rawValue)
        return .object(object)
    }
}
