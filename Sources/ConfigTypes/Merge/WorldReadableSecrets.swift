/// What is done about a file with secrets that every user of the machine may read.
///
/// Docker and Kubernetes mount secrets so unless they are asked not to (`mode: 0400`,
/// `defaultMode: 0400`); systemd does not.
public enum WorldReadableSecrets: Sendable, Hashable {
    /// It is an error.
    case refused
    /// It is used, and a warning goes to the log.
    case warned
    case allowed
}
