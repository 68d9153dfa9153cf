/// The policy for secret files that every user of the machine can read.
///
/// Docker and Kubernetes mount world-readable secrets by default (unless `mode: 0400` or
/// `defaultMode: 0400` is set); systemd does not. A file of root in such a volume, which only the
/// container sees, is distinguished from a careless file on a disk.
public enum WorldReadableSecrets: Sendable, Hashable {
    /// Reports the file as an error; in a volume of secrets, reads it and logs a warning.
    case refused
    /// Reads the file and logs a warning.
    case warned
    case allowed
}
