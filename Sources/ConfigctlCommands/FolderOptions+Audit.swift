import ArgumentParser
import ConfigDocument
import ConfigMonitoring

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension FolderOptions {
    /// The directory of the audit trail.
    var trailPath: String { trailFolder ?? "\(directory)/.audit" }

    /// The trail that commands write to: only where an operator has begun one.
    func auditTrail(
        allowsUnrecordedChanges: Bool = false,
        isReadOnly: Bool = false
    ) throws -> AuditTrail? {
        let traces = [trailPath, AuditTrail.witnessPath(of: trailPath)]
        if !traces.contains(where: isThere) { return nil }
        var options = AuditTrail.Options()
        options.hasBegun = true
        options.isReadOnly = isReadOnly
        options.allowsUnrecordedChanges = allowsUnrecordedChanges
        options.key = try auditKey()
        return AuditTrail(folder: trailPath, options: options)
    }

    /// The secret that the trail is sealed with.
    func auditKey() throws -> [UInt8]? {
        guard let auditKeyFile else { return nil }
        // A value that names no file is often the key itself, so it is not printed.
        guard let bytes = contents(of: auditKeyFile), !bytes.isEmpty else {
            throw ValidationError(
                isThere(auditKeyFile)
                    ? "The key of the audit trail, \(shownName(auditKeyFile)), is empty or cannot be read."
                    : "The file with the key of the audit trail does not exist; --audit-key, "
                        + "CONFIGCTL_AUDIT_KEY and audit.key expect its path, not the key itself."
            )
        }
        // Shorter ones are found by trying, with a record and its hash at hand.
        guard bytes.count >= 16 else {
            let count = "\(bytes.count) byte\(bytes.count == 1 ? "" : "s")"
            throw ValidationError(
                "The key \(shownName(auditKeyFile)) has \(count); expected at least 16."
            )
        }
        return bytes
    }
}

/// True if a path exists, or its absence cannot be confirmed.
private func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 || errno != ENOENT
}
