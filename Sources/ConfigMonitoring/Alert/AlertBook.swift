import TypedConfig

/// The alerts of a monitor: which are pending, firing and resolved, and who was told what.
///
/// Works on times that are handed in, and so the same in tests.
struct AlertBook: Sendable {
    /// How many of the resolved alerts are remembered, and for how long.
    static let maxResolved = 500
    static let longestMemory = Duration.seconds(24 * 3600)

    private struct Entry: Sendable {
        var alert: Alert
        var since: Duration
        /// From when on its condition is gone; nil while it is there.
        var goneSince: Duration?
        var toldAt = Duration.zero
    }

    private var entries: [String: Entry] = [:]
    private var old: [(alert: Alert, at: Duration)] = []
    private var occurrences: [String: Int] = [:]
    private var nextID = 1

    /// Firing ones first, worst first; then pending ones; then the resolved, newest first.
    var alerts: [Alert] {
        let active = entries.values.map(\.alert).sorted { left, right in
            if (left.state == .firing) != (right.state == .firing) { return left.state == .firing }
            return (right.severity, left.id) < (left.severity, right.id)
        }
        // Bound: arrays.
        return active + old.reversed().map(\.alert)
    }

    /// Those that fire now or have since a moment.
    func alerts(since moment: Duration) -> [Alert] {
        let forgotten = Set(old.filter { $0.at < moment }.map(\.alert.id))
        return alerts.filter { !forgotten.contains($0.id) }
    }

    var firing: [Alert] { alerts.filter { $0.state == .firing } }

    /// Takes what is wrong now.
    ///
    /// - Parameters:
    ///   - now: by a clock that only goes forward.
    ///   - time: the same moment, for people.
    /// - Returns: what is to be told.
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
        // Bound: the smaller one is taken away.
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
            // Subjects are few, but nothing of this grows for ever.
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

    /// The condition of an alert is not there.
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
        // One that has not fired was never told, so its end is not, either.
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
