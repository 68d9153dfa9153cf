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

/// Remembers beside the folder of an audit trail how far the trail has come: `audit.head` for `audit`.
///
/// So a trail whose folder was removed, emptied or replaced by an older copy is missed, unless this file
/// was removed as well. Where the folder around the trail cannot be written to, there is none.
struct AuditWitness {
    let path: String

    init(of folder: String) {
        var folder = folder[...]
        while folder.count > 1, folder.last == "/" { folder.removeLast() }
        path = folder + ".head"
    }

    /// The number of the last record that is remembered, and its hash; nil where nothing is.
    func head() -> AuditFolder.Head? { content.flatMap(AuditFolder.Head.init) }

    /// Why nothing is remembered though there is a file for it; nil where that is not so. The next
    /// record makes it good.
    var damage: String? {
        guard let content, AuditFolder.Head(content) == nil else { return nil }
        return
            "\(shownName(path)), which remembers its last record, is damaged, so nothing says whether it "
            + "was cut; remove that file if the trail is complete"
    }

    /// Nil where there is no such file, something else is there, or it is another user's.
    private var content: [UInt8]? {
        guard let file = try? open(O_RDONLY) else { return nil }
        var bytes = [UInt8](repeating: 0, count: 200)
        let count = read(file.number, &bytes, bytes.count)
        return count < 0 ? nil : Array(bytes.prefix(count))
    }

    /// Remembers more. A failure here does not concern the record, which is on the disk already.
    func remember(_ head: AuditFolder.Head) {
        guard let file = try? open(O_WRONLY | O_CREAT) else { return }
        try? file.writeAll(head.bytes)
    }

    /// Why a trail that ends with a record is not what is remembered; nil where it may be.
    func complaint(last number: Int, hash: String) -> String? {
        guard let head = head(), number < head.last || number == head.last && hash != head.hash
        else { return nil }
        return
            "it was cut: \(shownName(path)) remembers record \(head.last); if the trail was moved "
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
