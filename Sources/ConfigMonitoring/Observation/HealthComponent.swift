/// The parts of a system that are judged one by one.
public enum HealthComponent: String, Sendable, CaseIterable {
    /// The folders and files that configuration is read from.
    case sources
    case cache
    /// Whether files are what their schemas say.
    case validation
    /// Whether changes of files are noticed and taken.
    case reload
    case migration
    case audit
    /// Processors, memory and disks.
    case system
}
