import ConfigDocument
import ConfigFiles
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The files of an audit trail, locked against other writers.
///
/// `audit.jsonl` grows; once it is large it is renamed to `audit-NUMBER.jsonl`, with the number of
/// its first line. `head` holds the numbers of the first and last lines kept and the last one's
/// hash, so that missing lines at the end are detected.
struct AuditFolder: ~Copyable {
    package static let current = "audit.jsonl"
    private static let head = "head"

    private let folder: LockedFolder
    let path: String

    /// - Parameter makes: whether to create a missing folder.
    init(_ path: String, makes: Bool) throws(FileError) {
        self.path = path
        folder = try makes ? LockedFolder(makingIfMissing: path) : LockedFolder(path, at: .read)
    }

    // MARK: Reading

    /// The rotated files, oldest first, then the current one.
    static func files(in folder: String) -> [String] {
        let rotated = WatchedPlaces.files(in: folder) { number(ofRotated: $0) != nil }.map(\.name)
        let sorted = rotated.sorted { (number(ofRotated: $0) ?? 0) < (number(ofRotated: $1) ?? 0) }
        return sorted + [current]
    }

    static func number(ofRotated name: String) -> Int? {
        guard name.hasPrefix("audit-"), name.hasSuffix(".jsonl") else { return nil }
        // Bound: nil if Int cannot represent it.
        return Int(name.dropFirst("audit-".count).dropLast(".jsonl".count))
            .flatMap { AuditRecord.numbers.contains($0) ? $0 : nil }
    }

    func content(of name: String) throws(FileError) -> [UInt8] {
        try folder.read(name, maxBytes: max(1 << 30, ReadingOptions.standard.maxBytes)) ?? []
    }

    struct Head: Equatable {
        var first: Int
        var last: Int
        var hash: String

        init(first: Int, last: Int, hash: String) {
            (self.first, self.last, self.hash) = (first, last, hash)
        }

        init?(_ bytes: [UInt8]) {
            let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            // Bound: nil if Int cannot represent it; `numbers` ends at 2^53.
            guard words.count == 3, let first = Int(words[0]), let last = Int(words[1]),
                AuditRecord.numbers.contains(first), AuditRecord.numbers.contains(last),
                words[2].utf8.count == 64
            else { return nil }
            self.init(first: first, last: last, hash: String(words[2]))
        }

        /// Of constant length, so that one write replaces it.
        var bytes: [UInt8] {
            let numbers = [first, last].map { number in
                let digits = String(number)
                // Bound: short strings.
                return String(repeating: "0", count: max(0, 19 - digits.count)) + digits
            }
            return Array("\(numbers[0]) \(numbers[1]) \(hash)\n".utf8)
        }
    }

    func head() throws(FileError) -> Head? { try folder.read(Self.head).flatMap(Head.init) }

    // MARK: Writing

    /// - Throws: if a line could not be appended.
    func checkWritable() throws(FileError) {
        for name in [Self.current, Self.head] {
            try folder.step(.write, name) { () throws(SystemFault) in
                do throws(SystemFault) {
                    _ = try open(name, O_WRONLY | O_APPEND)
                } catch {
                    guard error.code == ENOENT else { throw error }
                    let number = folder.descriptor.number
                    try systemCall { faccessat(number, ".", W_OK, AT_EACCESS) }
                }
            }
        }
    }

    /// Appends a line, and returns once it is on disk.
    ///
    /// - Throws: if it could not be written; then no part of it remains.
    func append(_ line: [UInt8], at size: Int) throws(FileError) {
        try folder.step(.write, Self.current) { () throws(SystemFault) in
            let file = try open(Self.current, O_WRONLY | O_APPEND | O_CREAT)
            do throws(SystemFault) {
                try file.writeAll(line + [UInt8(ascii: "\n")])
                try file.synchronise()
            } catch {
                ftruncate(file.number, off_t(size))
                throw error
            }
            // A new file's name is part of its folder, which needs its own synchronisation.
            if size == 0 { try folder.descriptor.synchronise() }
        }
    }

    func write(_ head: Head) throws(FileError) {
        try folder.step(.write, Self.head) { () throws(SystemFault) in
            let file = try open(Self.head, O_WRONLY | O_CREAT)
            try file.writeAll(head.bytes)
            try file.synchronise()
        }
    }

    /// Removes the part of a line that a crash left behind; it was never reported as written.
    func cut(to size: Int) throws(FileError) {
        try folder.step(.write, Self.current) { () throws(SystemFault) in
            let file = try open(Self.current, O_WRONLY)
            try systemCall { ftruncate(file.number, off_t(size)) }
            try file.synchronise()
        }
    }

    /// - Parameter first: the number of its first line.
    func rotate(first: Int) throws(FileError) {
        let digits = String(first)
        // Bound: short strings.
        let name = "audit-" + String(repeating: "0", count: max(0, 9 - digits.count)) + digits
        let number = folder.descriptor.number
        try folder.step(.rename, Self.current) { () throws(SystemFault) in
            try systemCall { renameat(number, Self.current, number, "\(name).jsonl") }
            try folder.descriptor.synchronise()
        }
    }

    func remove(_ name: String) throws(FileError) { try folder.remove(name) }

    private func open(_ name: String, _ flags: Int32) throws(SystemFault) -> Descriptor {
        let flags = flags | O_NOFOLLOW | O_NONBLOCK
        let file = try Descriptor(name, in: folder.descriptor.number, flags, mode: 0o600)
        // Rejects devices: one like `/dev/null` accepts every line and keeps none.
        guard try file.status().st_mode & S_IFMT == S_IFREG else { throw SystemFault(code: EINVAL) }
        return file
    }
}
