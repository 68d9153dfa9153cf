public import ConfigDocument
import Synchronization
public import TypedConfig

/// The activity of a system over some hours, from the samples of its monitor.
public struct PerformanceReport: Sendable {
    /// The time span requested.
    public var hours: Double
    /// The time from the first sample to the last: less than requested if the monitor is younger.
    public var covered: Duration
    /// The time of the report.
    public var time: Timestamp
    /// All samples combined.
    public var total: MonitorSample?
    /// The samples for charts, oldest first.
    public var samples: [MonitorSample]
    /// The alerts that fired within the time, newest last.
    public var alerts: [Alert]
    /// The 50th, 95th and 99th percentiles of load times, in seconds, since the system was created.
    /// They are bounds of a histogram, so rounded up; nil if there were no loads or the bound is
    /// above 10 s.
    public var loadQuantiles: [Double: Double?]
}

extension PerformanceReport {
    /// The name and value of each metric, shared by all formats.
    package var rows: [(name: String, value: String)] {
        guard let total else { return [("samples", "none yet")] }
        var rows: [(String, String)] = [
            ("samples", "\(samples.count) over \(FigureText.time(covered.inSeconds))"),
            ("loads of files", "\(total.loads)"),
            ("loads refused", "\(total.refusedLoads)"),
            ("mean load", total.meanLoadSeconds.map(FigureText.time) ?? "–"),
            ("longest load", total.loads == 0 ? "–" : FigureText.time(total.slowestLoadSeconds)),
        ]
        for (part, bound) in loadQuantiles.sorted(by: { $0.key < $1.key }) {
            let text = bound.map { "at most \(FigureText.time($0))" } ?? "more than 10 s"
            rows.append(("\(FigureText.percent(part)) of loads since the start", text))
        }
        rows += [
            ("loads from memory", "\(total.hits)"),
            ("hit ratio", total.hitRatio.map(FigureText.percent) ?? "–"),
            ("evictions", "\(total.evictions)"),
            (
                "cache",
                "\(FigureText.count(total.cacheEntries, "document")), "
                    + FigureText.bytes(Double(total.cacheBytes))
            ),
            ("saved by compression", total.saved.map(FigureText.percent) ?? "–"),
            ("reloads", "\(total.reloads)"),
            ("reloads refused", "\(total.refusedReloads)"),
            ("saves that failed", "\(total.saveFailures)"),
            ("migrations", "\(total.migrations)"),
            ("migrations failed", "\(total.failedMigrations)"),
            ("processors, most", total.cpu.map(FigureText.percent) ?? "–"),
            ("memory, most", total.memory.map(FigureText.percent) ?? "–"),
            ("disk, most", total.disk.map(FigureText.percent) ?? "–"),
            ("alerts", "\(alerts.count)"),
        ]
        return rows
    }

    /// The report as JSON.
    public var json: DocumentValue {
        var object = DocumentObject()
        object["time"] = .string(time.description)
        object["hours"] = .double(hours)
        object["coveredSeconds"] = .double(covered.inSeconds)
        object["total"] = total?.json ?? .null
        var quantiles = DocumentObject()
        for (part, bound) in loadQuantiles.sorted(by: { $0.key < $1.key }) {
            quantiles["\(part)"] = bound.map(DocumentValue.double) ?? .null
        }
        object["loadSecondsSinceStart"] = .object(quantiles)
        object["samples"] = .array(samples.map(\.json))
        object["alerts"] = .array(alerts.map(\.json))
        return .object(object)
    }
}

extension PerformanceReport: CustomStringConvertible {
    public var description: String {
        let width = rows.map(\.name.count).max() ?? 0
        let lines = rows.map { name, value in
            name + String(repeating: " ", count: width - name.count + 2) + value
        }
        return (lines + alerts.map(\.description)).joined(separator: "\n")
    }
}

extension MonitorSample {
    package var json: DocumentValue {
        var object = DocumentObject()
        object["time"] = .string(time.description)
        for (name, count) in [
            ("loads", loads), ("refusedLoads", refusedLoads), ("hits", hits), ("misses", misses),
            ("evictions", evictions), ("reloads", reloads), ("refusedReloads", refusedReloads),
            ("saveFailures", saveFailures), ("migrations", migrations),
            ("failedMigrations", failedMigrations), ("alerts", alerts),
            ("cacheEntries", cacheEntries), ("cacheBytes", cacheBytes),
        ] {
            object[name] = .int(count)
        }
        object["loadSeconds"] = .double(loadSeconds)
        object["slowestLoadSeconds"] = .double(slowestLoadSeconds)
        for (name, ratio) in [
            ("hitRatio", hitRatio), ("saved", saved), ("cpu", cpu), ("memory", memory),
            ("disk", disk),
        ] {
            object[name] = ratio.map(DocumentValue.double)
        }
        return .object(object)
    }
}
