import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The trail that commands write to: only where an operator has made its folder.
func auditTrail(of directory: String) -> AuditTrail? {
    let path = "\(directory)/.audit"
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
    var options = AuditTrail.Options()
    if let key = getenv("CONFIGCTL_AUDIT_KEY") {
        guard let bytes = contents(of: String(cString: key)), !bytes.isEmpty else {
            Output.standardError.write("warning: the key in CONFIGCTL_AUDIT_KEY cannot be read")
            return nil
        }
        options.key = bytes
    }
    return AuditTrail(folder: path, options: options)
}

extension FolderOptions {
    /// Has what a command changes recorded.
    func startAudit(_ system: ConfigSystem) {
        if let trail = auditTrail(of: directory) { system.startAuditOfChanges(trail) }
    }
}

extension MigrationOptions {
    /// Records what was done to a file without a system.
    func audit(_ event: ConfigEvent) {
        guard let trail = auditTrail(of: directory),
            let system = try? ConfigSystem(directory: directory)
        else { return }
        _ = system.audit(event, in: trail)
        if let fault = trail.fault {
            Output.standardError.write("warning: not written to the audit trail: \(fault)")
        }
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
