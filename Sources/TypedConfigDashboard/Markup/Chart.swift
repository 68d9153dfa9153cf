import ConfigMonitoring
import TypedConfig

/// A line chart over time as SVG, with a description in words.
struct Chart {
    var title: String
    /// Nil values were not measured.
    var values: [Double?]
    var format: (Double) -> String
    /// The value at the upper edge; nil for the largest.
    var top: Double?
    var isSmall = false
    /// The times of the first and the last value.
    var times: ClosedRange<Timestamp>?

    private var known: [Double] { values.compactMap { $0 } }

    /// `now 87.5 %, between 80 % and 100 %`
    var words: String {
        guard let last = known.last, let low = known.min(), let high = known.max() else {
            return "nothing measured yet"
        }
        let now = "now \(format(last))"
        return low == high ? now : "\(now), between \(format(low)) and \(format(high))"
    }

    var svg: Markup {
        let (width, height) = isSmall ? (140.0, 36.0) : (600.0, 120.0)
        // A single value does not make a line.
        let paths = known.count < 2 ? [] : runs(width: width, height: height, upper: upper)
        return """
            <svg class="chart" viewBox="0 0 \(number(width)) \(number(height))" role="img" \
            preserveAspectRatio="none"><title>\(title): \(words)</title>\(paths)</svg>
            """
    }

    /// The value at the upper edge; the lower edge is 0.
    private var upper: Double {
        let upper = max(top ?? 0, known.max() ?? 0)
        return upper == 0 ? 1 : upper
    }

    /// The scale of values, and the time span from left to right.
    var axes: Markup {
        guard known.count > 1, let times else { return "" }
        return """
            <div class="axis quiet"><span>0 to \(format(upper))</span>\
            \(Sections.time(times.lowerBound))\(Sections.time(times.upperBound))</div>
            """
    }

    /// A line for each stretch without a gap; a short one for an isolated point.
    private func runs(width: Double, height: Double, upper: Double) -> [Markup] {
        let step = values.count > 1 ? width / Double(values.count - 1) : width
        var runs: [[(x: Double, y: Double)]] = [[]]
        for (index, value) in values.enumerated() {
            guard let value else {
                runs.append([])
                continue
            }
            let x = values.count > 1 ? Double(index) * step : width
            let y = height - 2 - min(max(value / upper, 0), 1) * (height - 4)
            runs[runs.count - 1].append((x, y))
        }
        return runs.filter { !$0.isEmpty }.map { points in
            var line = points
            if points.count == 1 {
                let (x, y) = points[0]
                line = [(max(0, x - width / 80), y), (min(width, x + width / 80), y)]
            }
            let texts = line.map { "\(number($0.x)),\(number($0.y))" }
            return "<polyline class=\"line\" points=\"\(texts.joined(separator: " "))\"/>"
        }
    }

    private func number(_ value: Double) -> String { FigureText.decimal(value, places: 1) }
}

extension Chart {
    /// The charts of a monitor's samples in reports and the dashboard.
    static func all(_ samples: [MonitorSample], isSmall: Bool = false) -> [Chart] {
        let shown = thinned(samples, to: isSmall ? 60 : 300)
        let times = samples.first.flatMap { first in
            samples.last.flatMap { first.time <= $0.time ? first.time...$0.time : nil }
        }
        func chart(
            _ title: String,
            top: Double? = nil,
            _ format: @escaping (Double) -> String,
            _ value: (MonitorSample) -> Double?
        ) -> Chart {
            Chart(
                title: title,
                values: shown.map(value),
                format: format,
                top: top,
                isSmall: isSmall,
                times: times
            )
        }
        let count: (Double) -> String = { FigureText.decimal($0, places: 0) }
        return [
            chart("Hit ratio", top: 1, FigureText.percent) { $0.hitRatio },
            chart("Longest load", FigureText.time) { $0.loads == 0 ? nil : $0.slowestLoadSeconds },
            chart("Reloads", count) { Double($0.reloads) },
            chart("Refused", count) { Double($0.refusedReloads + $0.refusedLoads) },
            chart("Alerts", count) { Double($0.alerts) },
            chart("Cache", FigureText.bytes) { Double($0.cacheBytes) },
            chart("Processors", top: 1, FigureText.percent) { $0.cpu },
            chart("Memory", top: 1, FigureText.percent) { $0.memory },
            chart("Disk", top: 1, FigureText.percent) { $0.disk },
        ]
    }

    /// Joins adjacent samples, so that a day is not drawn second by second.
    private static func thinned(_ samples: [MonitorSample], to most: Int) -> [MonitorSample] {
        guard samples.count > most else { return samples }
        let size = (samples.count + most - 1) / most
        return stride(from: 0, to: samples.count, by: size).map { start in
            MonitorSample(joining: samples[start..<min(start + size, samples.count)])
        }
    }
}
