/// The units of durations, with days of 24 hours.
public enum DurationUnit: ConfigUnit {
    case nanoseconds, microseconds, milliseconds, seconds, minutes, hours, days

    /// The size of the unit in attoseconds.
    public var size: Int128 {
        switch self {
        case .nanoseconds: 1_000_000_000
        case .microseconds: 1_000_000_000_000
        case .milliseconds: 1_000_000_000_000_000
        case .seconds: 1_000_000_000_000_000_000
        // Bound: constants.
        case .minutes: 60 * DurationUnit.seconds.size
        case .hours: 3600 * DurationUnit.seconds.size
        case .days: 86_400 * DurationUnit.seconds.size
        }
    }
}

extension Duration: ConfigQuantity {
    public typealias Unit = DurationUnit

    public static var expectation: String { "a duration of whole attoseconds within its range" }

    public init?(smallestUnits attoseconds: Int128) {
        // Bound: a remainder is below 10^18.
        let second = DurationUnit.seconds.size
        guard let seconds = Int64(exactly: attoseconds / second) else { return nil }
        self.init(
            secondsComponent: seconds,
            attosecondsComponent: Int64(attoseconds % second)
        )
    }

    public var smallestUnits: Int128 {
        // Bound: below 2^63 × 10^18, which has 123 bits.
        Int128(components.seconds) * DurationUnit.seconds.size + Int128(components.attoseconds)
    }
}
