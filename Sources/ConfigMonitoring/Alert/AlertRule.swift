import TypedConfig

/// The conditions that a monitor checks.
public enum AlertRule: String, Sendable, CaseIterable {
    /// A folder of configuration files cannot be read.
    case sources = "sources-unreadable"
    /// Too few loads are served from memory.
    case hitRatio = "cache-hit-ratio"
    /// A load takes too long.
    case loadTime = "slow-load"
    /// Documents in the cache hardly compress.
    case compression
    /// Too many loads and reloads are refused.
    case validationErrors = "validation-errors"
    /// Files have become invalid, and the last good value is still served.
    case reload = "reload-refused"
    /// A file is invalid that no refused reload is about: a service cannot load it.
    case invalidFile = "file-invalid"
    case migration = "migration-failed"
    /// A file differs from the signed manifest.
    case tampering
    /// The audit trail cannot be written, or was altered.
    case audit = "audit-failed"
    case cpu
    case memory
    case disk
    /// The fleet has been out of reach for some time.
    case fleetDisconnected = "fleet-disconnected"
    /// Another release than the assigned one is served.
    case fleetBehind = "fleet-behind"
    /// The assigned release was refused.
    case fleetRefused = "fleet-refused"
    /// The assigned release is not what was published.
    case fleetTampering = "fleet-tampering"

    /// The severity of a broken rule.
    public var severity: AlertSeverity {
        switch self {
        case .hitRatio, .loadTime, .reload, .invalidFile, .memory, .fleetDisconnected,
            .fleetRefused:
            .medium
        case .compression: .low
        case .validationErrors, .migration, .cpu, .disk, .fleetBehind: .high
        case .sources, .tampering, .audit, .fleetTampering: .critical
        }
    }

    /// The part of the system that the rule belongs to.
    public var component: HealthComponent {
        switch self {
        case .sources, .tampering: .sources
        case .hitRatio, .loadTime, .compression: .cache
        case .validationErrors, .invalidFile: .validation
        case .reload: .reload
        case .migration: .migration
        case .audit: .audit
        case .cpu, .memory, .disk: .system
        case .fleetDisconnected, .fleetBehind, .fleetRefused, .fleetTampering: .fleet
        }
    }

    /// True if the rule is about a fact rather than a varying figure: it fires and ends without a
    /// hold time.
    var isImmediate: Bool {
        switch self {
        case .sources, .reload, .migration, .tampering, .audit, .loadTime, .fleetDisconnected,
            .fleetRefused, .fleetTampering:
            true
        default: false
        }
    }
}

/// A rule that is currently broken.
struct AlertCondition: Sendable, Equatable {
    var rule: AlertRule
    var subject = ""
    var message: String

    var fingerprint: String { Self.fingerprint(rule, subject) }

    /// 16 hexadecimal digits: FNV-1a over rule and subject.
    static func fingerprint(_ rule: AlertRule, _ subject: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(rule.rawValue)\u{0}\(subject)".utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
