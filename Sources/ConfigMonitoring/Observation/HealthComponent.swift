/// The parts of a system that are judged separately.
public enum HealthComponent: String, Sendable, CaseIterable {
    /// The folders and files that configuration is read from.
    case sources
    case cache
    /// Whether files match their schemas.
    case validation
    /// Whether changes of files are noticed and accepted.
    case reload
    case migration
    case audit
    /// Processors, memory and disks.
    case system
}
