/// The policy for secret files that every user of the machine can read.
///
/// Docker and Kubernetes mount secrets that way unless configured otherwise (`mode: 0400`,
/// `defaultMode: 0400`); systemd does not.
public enum WorldReadableSecrets: Sendable, Hashable {
    /// Reports an error.
    case refused
    /// Reads the file and logs a warning.
    case warned
    case allowed
}
