import TypedConfig

/// The pending, firing and resolved alerts of a monitor, and when each was last reported.
///
/// The caller passes all times in, so tests need no clock.
struct AlertBook: Sendable {
    /// The number of resolved alerts that are kept, and for how long.
    static let maxResolved = 500
    static let longestMemory = Duration.seconds(24 * 3600)

    private struct Entry: Sendable {
        var alert: Alert
        var since: Duration
        /// When the condition disappeared; nil while it holds.
        var goneSince: Duration?
        var toldAt = Duration.zero
    }

    private var entries: [String: Entry] = [:]
    private var old: [(alert: Alert, at: Duration)] = []
    private var occurrences: [String: Int] = [:]
    private var nextID = 1

    /// Firing alerts first, the most severe first; then pending ones; then resolved ones, newest
    /// first.
    var alerts: [Alert] {
        let active = entries.values.map(\.alert).sorted { left, right in
            if (left.state == .firing) != (right.state == .firing) { return left.state == .firing }
            return (right.severity, left.id) < (left.severity, right.id)
        }
        // Bound: arrays.
        return active + old.reversed().map(\.alert)
    }

    /// The alerts that are firing, pending, or were resolved after `moment`.
    func alerts(since moment: Duration) -> [Alert] {
        let forgotten = Set(old.filter { $0.at < moment }.map(\.alert.id))
        return alerts.filter { !forgotten.contains($0.id) }
    }

    var firing: [Alert] { alerts.filter { $0.state == .firing } }

    /// Compares the current conditions with the alerts.
    ///
    /// - Parameters:
    ///   - now: monotonic time.
    ///   - time: the same moment as a date.
    /// - Returns: the updates to report.
    mutating func update(
        _ conditions: [AlertCondition],
        _ timing: MonitorConfig.Alerts,
        now: Duration,
        time: Timestamp
    ) -> [AlertUpdate] {
        var updates: [AlertUpdate] = []
        var present: Set<String> = []
        for condition in conditions where present.insert(condition.fingerprint).inserted {
            note(condition, timing, now: now, time: time, &updates)
        }
        for fingerprint in entries.keys.sorted() where !present.contains(fingerprint) {
            miss(fingerprint, timing, now: now, time: time, &updates)
        }
        // Bound: times of one clock.
        old.removeAll { now - $0.at > Self.longestMemory }
        // Bound: subtracts the smaller number.
        if old.count > Self.maxResolved { old.removeFirst(old.count - Self.maxResolved) }
        return updates
    }

    private mutating func note(
        _ condition: AlertCondition,
        _ timing: MonitorConfig.Alerts,
        now: Duration,
        time: Timestamp,
        _ updates: inout [AlertUpdate]
    ) {
        var entry = entries[condition.fingerprint] ?? begun(condition, now: now, time: time)
        entry.goneSince = nil
        // Bound: one a look.
        entry.alert.count += 1
        entry.alert.message = condition.message
        let hold = condition.rule.isImmediate ? Duration.zero : timing.hold
        // Bound: times of one clock; one a look.
        if entry.alert.state == .pending, now - entry.since >= hold {
            let occurrence = occurrences[condition.fingerprint, default: 0] + 1
            // Keeps the dictionary bounded even if there are very many subjects.
            if occurrences.count > 10_000 { occurrences = [:] }
            occurrences[condition.fingerprint] = occurrence
            entry.alert.occurrence = occurrence
            entry.alert.state = .firing
            entry.alert.fired = time
            entry.toldAt = now
            updates.append(AlertUpdate(kind: .fired, alert: entry.alert))
        } else if entry.alert.state == .firing, now - entry.toldAt >= timing.repeatAfter {
            entry.toldAt = now
            updates.append(AlertUpdate(kind: .repeated, alert: entry.alert))
        }
        entries[condition.fingerprint] = entry
    }

    private mutating func begun(
        _ condition: AlertCondition,
        now: Duration,
        time: Timestamp
    ) -> Entry {
        // Bound: one an alert.
        defer { nextID += 1 }
        let alert = Alert(
            id: nextID,
            fingerprint: condition.fingerprint,
            rule: condition.rule,
            subject: condition.subject,
            message: condition.message,
            severity: condition.rule.severity,
            began: time,
            count: 0
        )
        return Entry(alert: alert, since: now)
    }

    /// Handles an alert whose condition no longer holds.
    private mutating func miss(
        _ fingerprint: String,
        _ timing: MonitorConfig.Alerts,
        now: Duration,
        time: Timestamp,
        _ updates: inout [AlertUpdate]
    ) {
        guard var entry = entries[fingerprint] else { return }
        let gone = entry.goneSince ?? now
        entry.goneSince = gone
        entries[fingerprint] = entry
        let clear = entry.alert.rule.isImmediate ? Duration.zero : timing.clearAfter
        // An alert that never fired was never reported, so its end is not reported either.
        guard entry.alert.state == .firing else {
            entries[fingerprint] = nil
            return
        }
        // Bound: times of one clock.
        guard now - gone >= clear else { return }
        entries[fingerprint] = nil
        entry.alert.state = .resolved
        entry.alert.resolved = time
        old.append((entry.alert, now))
        updates.append(AlertUpdate(kind: .resolved, alert: entry.alert))
    }
}
