import ConfigDocument
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The process that writes a line of an audit trail.
package struct AuditProcess: Sendable {
    let json: DocumentValue

    /// `user@host`
    package var author: String {
        [json["user"], json["host"]].compactMap { $0?.string }.joined(separator: "@")
    }

    package static let current: AuditProcess = {
        var host = [CChar](repeating: 0, count: 256)
        gethostname(&host, host.count - 1)
        let name = host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let program = CommandLine.arguments.first?.split(separator: "/").last.map(String.init)
        var object = DocumentObject()
        object["id"] = .int(Int(getpid()))
        object["program"] = .string(program ?? "unknown")
        object["user"] = .string(userName(getuid()))
        object["host"] = .string(String(decoding: name, as: UTF8.self))
        // The user who ran `sudo`.
        if let before = getenv("SUDO_USER") {
            object["sudoUser"] = .string(String(cString: before))
        }
        return AuditProcess(json: .object(object))
    }()

    /// The user's name, or the number if there is no name.
    static func userName(_ number: uid_t) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4096)
        guard getpwuid_r(number, &entry, &buffer, buffer.count, &found) == 0, found != nil,
            let name = entry.pw_name
        else { return "\(number)" }
        return String(cString: name)
    }

    /// The owner and modification time of a file that was changed from outside.
    static func author(of file: String) -> (owner: String, modified: Timestamp)? {
        var status = stat()
        guard stat(file, &status) == 0 else { return nil }
        return (userName(status.st_uid), status.modified)
    }
}

extension stat {
    fileprivate var modified: Timestamp {
        #if canImport(Darwin)
            let time = st_mtimespec
        #else
            let time = st_mtim
        #endif
        return Timestamp(milliseconds: time.tv_sec * 1000 + time.tv_nsec / 1_000_000)
    }
}
