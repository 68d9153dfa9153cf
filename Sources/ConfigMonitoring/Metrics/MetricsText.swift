import ConfigDocument
public import TypedConfig

/// The metrics of a system in text form, for Prometheus and other scrapers.
///
/// These are the figures that also go to swift-metrics, for applications without a metrics system.
public struct MetricsText: Sendable {
    /// The formats that scrapers read.
    public enum Format: String, Sendable, CaseIterable {
        /// OpenMetrics 1.0.
        case openMetrics
        /// Prometheus text format 0.0.4.
        case prometheus

        /// The value of the HTTP header `Content-Type`.
        public var contentType: String {
            switch self {
            case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
            case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
            }
        }

        /// The format that a client's `Accept` header requests.
        public init(accept: String?) {
            self =
                accept?.contains("application/openmetrics-text") == true
                ? .openMetrics : .prometheus
        }
    }

    private let figures: ConfigFigures
    private let format: Format

    init(_ figures: ConfigFigures, _ format: Format) {
        self.figures = figures
        self.format = format
    }

    /// The metrics in this format, one per line.
    public var text: String {
        var lines: [String] = []
        for label in ConfigMetrics.Label.allCases { add(label, to: &lines) }
        if format == .openMetrics { lines.append("# EOF") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func add(_ label: ConfigMetrics.Label, to lines: inout [String]) {
        let name = label.rawValue
        let counts = figures.counts.filter { $0.key.label == label }.ordered
        let levels = figures.levels.filter { $0.key.label == label }.ordered
        let times = figures.times.filter { $0.key.label == label }.ordered
        if counts.isEmpty, levels.isEmpty, times.isEmpty { return }
        let kind = !counts.isEmpty ? "counter" : !levels.isEmpty ? "gauge" : "histogram"
        let isCounter = format == .openMetrics && kind == "counter" && name.hasSuffix("_total")
        let family = isCounter ? String(name.dropLast("_total".count)) : name
        lines.append("# HELP \(family) \(label.help)")
        lines.append("# TYPE \(family) \(kind)")
        if format == .openMetrics, let unit = label.unit {
            lines.append("# UNIT \(family) \(unit)")
        }
        lines += counts.map { "\(name)\(labels($0)) \($1)" }
        lines += levels.map { "\(name)\(labels($0)) \(number($1))" }
        for (key, time) in times { add(time, name, key, to: &lines) }
    }

    private func add(
        _ time: TimeDistribution,
        _ name: String,
        _ key: ConfigFigures.Key,
        to lines: inout [String]
    ) {
        var sum = 0
        for (bound, count) in zip(TimeDistribution.bounds, time.counts) {
            sum += count
            lines.append("\(name)_bucket\(labels(key, le: number(bound))) \(sum)")
        }
        lines.append("\(name)_bucket\(labels(key, le: "+Inf")) \(time.count)")
        lines.append("\(name)_sum\(labels(key)) \(number(time.seconds))")
        lines.append("\(name)_count\(labels(key)) \(time.count)")
    }

    private func labels(_ key: ConfigFigures.Key, le bound: String? = nil) -> String {
        var pairs = zip(key.names, key.values).map { "\($0)=\"\(escaped($1))\"" }
        if let bound { pairs.append("le=\"\(bound)\"") }
        return pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}"
    }

    private func escaped(_ text: String) -> String {
        var result = ""
        for character in printable(text).unicodeScalars {
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    private func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 && format == .prometheus
            ? "\(Int(value))" : "\(value)"
    }
}

extension ConfigMetrics.Label {
    /// The base unit that the metric's name ends with.
    fileprivate var unit: String? {
        switch self {
        case .loadDuration, .lastReloadTime, .fleetConfirmedTime, .fleetApplyDuration: "seconds"
        case .cacheBytes: "bytes"
        case .cacheCompression: "ratio"
        default: nil
        }
    }
}

extension Dictionary where Key == ConfigFigures.Key {
    /// Sorted by the values of the dimensions.
    fileprivate var ordered: [(key: Key, value: Value)] {
        sorted { $0.key.values.lexicographicallyPrecedes($1.key.values) }
    }
}

extension ConfigSystem {
    /// The current metrics of the system.
    public func metricsText(_ format: MetricsText.Format = .openMetrics) -> String {
        _ = cacheStatistics
        return MetricsText(telemetry.metrics.figures, format).text
    }
}
