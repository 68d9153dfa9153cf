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

/// A file beside the folder of an audit trail that remembers its last record: `audit.head` for
/// `audit`.
///
/// It reveals that the folder was removed, emptied or replaced by an older copy, unless this file
/// was removed as well. It is omitted if the parent folder is not writable.
struct AuditWitness {
    let path: String

    init(of folder: String) {
        var folder = folder[...]
        while folder.count > 1, folder.last == "/" { folder.removeLast() }
        path = folder + ".head"
    }

    /// The number and hash of the last record remembered; nil if there is none.
    func head() -> AuditFolder.Head? { content.flatMap(AuditFolder.Head.init) }

    /// The message about a damaged file; nil if it is intact or missing. The next record repairs
    /// it.
    var damage: String? {
        guard let content, AuditFolder.Head(content) == nil else { return nil }
        return
            "\(shownName(path)), which remembers its last record, is damaged, so it is unknown whether the "
            + "trail was cut; remove that file if the trail is complete"
    }

    /// Nil if the file is missing, is not a regular file, or cannot be read.
    private var content: [UInt8]? {
        guard let file = try? open(O_RDONLY) else { return nil }
        var bytes = [UInt8](repeating: 0, count: 200)
        let count = read(file.number, &bytes, bytes.count)
        return count < 0 ? nil : Array(bytes.prefix(count))
    }

    /// Remembers a new last record. Failures are ignored, because the record itself is already on
    /// disk.
    func remember(_ head: AuditFolder.Head) {
        guard let file = try? open(O_WRONLY | O_CREAT) else { return }
        try? file.writeAll(head.bytes)
    }

    /// The contradiction between a trail's last record and the one remembered; nil if there is
    /// none.
    func complaint(last number: Int, hash: String) -> String? {
        guard let head = head(), number < head.last || number == head.last && hash != head.hash
        else { return nil }
        return
            "it was cut: \(shownName(path)) mentions record \(head.last); if the trail was moved "
            + "away on purpose, remove that file"
    }

    private func open(_ flags: Int32) throws(SystemFault) -> Descriptor {
        let file = try Descriptor(
            path,
            flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
            mode: 0o600
        )
        guard try file.status().st_mode & S_IFMT == S_IFREG else { throw SystemFault(code: EINVAL) }
        return file
    }
}
