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
    @Flag(help: "Goes on, with a warning, where the audit trail cannot record the change.")
    var unaudited = false

    func trail(of directory: String) throws -> AuditTrail? {
        try auditTrail(of: directory, allowsUnrecordedChanges: unaudited)
    }

    /// Starts recording the changes made by a command.
    func start(_ system: ConfigSystem, in directory: String) throws -> AuditTrail? {
        let trail = try trail(of: directory)
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

/// The trail of a directory; nil unless an operator has started one.
func auditTrail(
    of directory: String,
    allowsUnrecordedChanges: Bool = false,
    isReadOnly: Bool = false
) throws -> AuditTrail? {
    let path = "\(directory)/.audit"
    let traces = [path, AuditTrail.witnessPath(of: path)]
    if !traces.contains(where: isThere) { return nil }
    var options = AuditTrail.Options()
    options.hasBegun = true
    options.isReadOnly = isReadOnly
    options.allowsUnrecordedChanges = allowsUnrecordedChanges
    options.key = try auditKey(nil)
    return AuditTrail(folder: path, options: options)
}

/// True if a path exists, or its absence cannot be confirmed.
private func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 || errno != ENOENT
}

/// The secret for sealing a trail: from the file given by an option or a variable.
func auditKey(_ option: String?) throws -> [UInt8]? {
    guard let path = option ?? getenv("CONFIGCTL_AUDIT_KEY").map({ String(cString: $0) }) else {
        return nil
    }
    if let bytes = contents(of: path), !bytes.isEmpty {
        // With a record and its hash, shorter keys could be found by trial.
        guard bytes.count >= 16 else {
            let count = "\(bytes.count) byte\(bytes.count == 1 ? "" : "s")"
            throw ValidationError(
                "The key \(shownName(path)) has \(count); at least 16 are needed."
            )
        }
        return bytes
    }
    let source = option == nil ? ", which CONFIGCTL_AUDIT_KEY names," : ""
    throw ValidationError("The key \(shownName(path))\(source) cannot be read, or is empty.")
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
