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

/// The audit options of commands that change a file.
struct AuditingOptions: ParsableArguments {
    @Flag(help: "Continue, with a warning, if the audit trail cannot record the change.")
    var unaudited = false

    func trail(of folder: FolderOptions) throws -> AuditTrail? {
        try folder.auditTrail(allowsUnrecordedChanges: unaudited)
    }

    /// Starts recording the changes made by a command.
    func start(_ system: ConfigSystem, in folder: FolderOptions) throws -> AuditTrail? {
        let trail = try trail(of: folder)
        if let trail { system.startAuditOfChanges(trail) }
        return trail
    }

    /// Reports a change that could not be recorded, and throws the exit status.
    func finish(_ trail: AuditTrail?) throws {
        guard let warning = warning(trail) else { return }
        Output.standardError.write("warning: \(warning)")
        if !unaudited { throw Exit.unreadable }
    }

    func warning(_ trail: AuditTrail?) -> String? {
        trail?.fault.map { "not recorded in the audit trail: \($0)" }
    }
}

/// The bytes of a file; nil if it cannot be read.
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
