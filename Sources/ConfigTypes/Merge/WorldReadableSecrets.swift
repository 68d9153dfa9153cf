/// The policy for secret files that every user of the machine can read.
///
/// Docker and Kubernetes mount secrets so unless they are asked not to (`mode: 0400`,
/// `defaultMode: 0400`); systemd does not. A file of root's in such a volume, which only the container
/// sees, is distinguished from a careless file on a disk.
public enum WorldReadableSecrets: Sendable, Hashable {
    /// It is an error; in a volume of secrets, it is used, and a warning goes to the log.
    case refused
    /// Reads the file and logs a warning.
    case warned
    case allowed
}
