/// The parts of a system that are judged separately.
public enum HealthComponent: String, Sendable, CaseIterable {
    /// The folders and files that configuration is read from.
    case sources
    case cache
    /// The validity of files according to their schemas.
    case validation
    /// The detection and acceptance of changed files.
    case reload
    case migration
    case audit
    /// The release that a fleet has assigned; only in systems that run releases.
    case fleet
    /// Processors, memory and disks.
    case system
}
