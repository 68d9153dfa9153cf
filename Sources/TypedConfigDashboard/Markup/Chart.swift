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
    /// True if values are whole numbers, and so must be the middle of the scale.
    var isCount = false
    /// The times of the first and the last value.
    var times: ClosedRange<Timestamp>?
    /// The time of each value; empty if they are evenly spaced.
    var moments: [Timestamp] = []
    var marks: [ChartMark] = []

    private var known: [Double] { values.compactMap { $0 } }

    /// A single value does not make a line.
    var hasLine: Bool { known.count > 1 }

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
        let paths = hasLine ? runs(width: width, height: height, upper: upper) : []
        return """
            <svg class="chart" viewBox="0 0 \(number(width)) \(number(height))" role="img" \
            preserveAspectRatio="none"><title>\(title): \(words)</title>\
            \(grid(width, height))\(paths)</svg>
            """
    }

    /// Lines at the ticks of both axes, and at the marks.
    private func grid(_ width: Double, _ height: Double) -> [Markup] {
        guard !isSmall, hasLine, let times else { return [] }
        let columns: [Markup] = (1..<Self.ticks).map { tick in
            let x = number(width * Double(tick) / Double(Self.ticks))
            return
                "<line class=\"grid\" x1=\"\(x)\" x2=\"\(x)\" y1=\"0\" y2=\"\(number(height))\"/>"
        }
        let middle = number(height / 2)
        let row: Markup =
            "<line class=\"grid\" x1=\"0\" x2=\"\(number(width))\" y1=\"\(middle)\" y2=\"\(middle)\"/>"
        let lines: [Markup] = marks.filter { times.contains($0.time) }.map { mark in
            let x = number(width * fraction(of: mark.time, in: times))
            return """
                <line class="\(mark.isBad ? "mark-bad" : "mark-good")" x1="\(x)" x2="\(x)" y1="0" \
                y2="\(number(height))"><title>\(mark.text)</title></line>
                """
        }
        return columns + [row] + lines
    }

    /// The number of parts that the time axis is divided into.
    private static let ticks = 4

    private func fraction(of time: Timestamp, in times: ClosedRange<Timestamp>) -> Double {
        let length = times.upperBound.seconds - times.lowerBound.seconds
        return length > 0 ? (time.seconds - times.lowerBound.seconds) / length : 1
    }

    /// The value at the upper edge; the lower edge is 0.
    private var upper: Double {
        let upper = max(top ?? 0, known.max() ?? 0)
        if isCount { return max(2, (upper / 2).rounded(.up) * 2) }
        return upper == 0 ? 1 : upper
    }

    /// The scale of values, and the time span from left to right.
    var axes: Markup {
        guard hasLine, let times else { return "" }
        let length = times.upperBound.milliseconds - times.lowerBound.milliseconds
        let ticks: [Markup] = (0...Self.ticks).map { tick in
            // Bound: times within the history of a monitor.
            let milliseconds = times.lowerBound.milliseconds + length * tick / Self.ticks
            let text = Timestamp(milliseconds: milliseconds).description
            let clock = text.dropFirst(11).prefix(length < 600_000 ? 8 : 5)
            return "<time datetime=\"\(text)\">\(clock)</time>"
        }
        return """
            <div class="axis quiet">\(ticks)</div>
            <div class="axis quiet"><span>0 to \(format(upper)); the line is at \(format(upper / 2))</span>\
            <span>from \(Sections.time(times.lowerBound))</span></div>
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
            let isTimed = moments.count == values.count && values.count > 1
            let x =
                isTimed
                ? times.map { width * fraction(of: moments[index], in: $0) } ?? width
                : values.count > 1 ? Double(index) * step : width
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
    static func all(
        _ samples: [MonitorSample],
        isSmall: Bool = false,
        marks: [ChartMark] = []
    ) -> [Chart] {
        let shown = thinned(samples, to: isSmall ? 60 : 300)
        let times = samples.first.flatMap { first in
            samples.last.flatMap { first.time <= $0.time ? first.time...$0.time : nil }
        }
        func chart(
            _ title: String,
            top: Double? = nil,
            isCount: Bool = false,
            _ format: @escaping (Double) -> String,
            _ value: (MonitorSample) -> Double?
        ) -> Chart {
            Chart(
                title: title,
                values: shown.map(value),
                format: format,
                top: top,
                isSmall: isSmall,
                isCount: isCount,
                times: times,
                moments: times == nil ? [] : shown.map(\.time),
                marks: marks
            )
        }
        let count: (Double) -> String = { FigureText.decimal($0, places: 0) }
        return [
            chart("Hit ratio", top: 1, FigureText.percent) { $0.hitRatio },
            chart("Longest load", FigureText.time) { $0.loads == 0 ? nil : $0.slowestLoadSeconds },
            chart("Reloads", isCount: true, count) { Double($0.reloads) },
            chart("Refused", isCount: true, count) { Double($0.refusedReloads + $0.refusedLoads) },
            chart("Alerts", isCount: true, count) { Double($0.alerts) },
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
