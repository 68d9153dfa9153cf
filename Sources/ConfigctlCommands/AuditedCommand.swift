import ArgumentParser
import ConfigDocument
import ConfigMonitoring
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What commands that change a file say about their record.
struct AuditingOptions: ParsableArguments {
    @Flag(help: "Goes on, with a warning, where the audit trail cannot record the change.")
    var unaudited = false

    func trail(of folder: FolderOptions) throws -> AuditTrail? {
        try folder.auditTrail(allowsUnrecordedChanges: unaudited)
    }

    /// Has what a command changes recorded.
    func start(_ system: ConfigSystem, in folder: FolderOptions) throws -> AuditTrail? {
        let trail = try trail(of: folder)
        if let trail { system.startAuditOfChanges(trail) }
        return trail
    }

    /// What is said, and how the command ends, where a change was made that is not recorded.
    func finish(_ trail: AuditTrail?) throws {
        guard let warning = warning(trail) else { return }
        Output.standardError.write("warning: \(warning)")
        if !unaudited { throw Exit.unreadable }
    }

    func warning(_ trail: AuditTrail?) -> String? {
        trail?.fault.map { "not recorded in the audit trail: \($0)" }
    }
}

/// The bytes of a file; nil where it cannot be read.
func contents(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while bytes.count < 1 << 24 {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { break }
        bytes += buffer.prefix(count)
    }
    return bytes
}
