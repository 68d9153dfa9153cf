import ConfigMonitoring
import TypedConfig

/// An event in a chart: a change that was served, or one that was refused.
struct ChartMark {
    var time: Timestamp
    var text: String
    var isBad: Bool

    /// The changes and refusals among events.
    static func all(_ events: [ConfigEvent]) -> [ChartMark] {
        events.compactMap { event in
            let isBad: Bool
            switch event.kind {
            case .reload, .save, .migration, .rollback, .restored, .release, .releaseRestored:
                isBad = false
            case .reloadRefused, .loadRefused, .saveRefused, .migrationRefused, .tampering,
                .releaseRefused:
                isBad = true
            case .load, .watchOverflow, .auditStart: return nil
            }
            let text = "\(event.kind.rawValue) \(event.name), \(event.time)"
            return ChartMark(time: event.time, text: text, isBad: isBad)
        }
    }
}
