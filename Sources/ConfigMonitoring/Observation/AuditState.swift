/// The state of an audit trail, as far as it can be seen without writing to it.
enum AuditState: Sendable, Equatable {
    case intact
    /// It cannot be written or trusted.
    case faulty(String)
    /// This user may not read it; the service that writes it may.
    case unreadable(String)
}
