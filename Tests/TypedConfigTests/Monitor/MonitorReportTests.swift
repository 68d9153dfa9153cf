import Foundation
import Testing

@testable import ConfigFiles
@testable import ConfigMonitoring
@testable import ConfigTypes
@testable import TypedConfig
@testable import TypedConfigDashboard

/// Reports and their charts.
struct MonitorReportTests {
    private let machine = FakeMachine()

    private func monitor() throws -> ConfigMonitor {
        let source = EditableSource(["pair.json": Pair.json(1)])
        let system = try ConfigSystem(layers: [.files(source)], types: [Pair.self], logger: .silent)
        let monitor = ConfigMonitor(system, on: machine)
        for number in 1...5 {
            for _ in 0..<number { _ = try system.load(Pair.self) }
            machine.set { $0.cpu = Double(number) / 10 }
            machine.pass(60)
            monitor.look()
        }
        source.write("{", to: "pair.json")
        #expect(throws: ConfigError.self) { try system.reload() }
        machine.pass(60)
        monitor.look()
        return monitor
    }

    @Test func theTextHasStateFiguresAndChanges() throws {
        let text = MonitorReport(try monitor()).formatted(.text)
        #expect(text.hasPrefix("degraded since 2025-06-15T15:12:40.000Z\n"))
        let lines = text.split(separator: "\n").map { line in
            line.split(separator: " ").joined(separator: " ")
        }
        #expect(lines.contains("samples 6 over 5 min"))
        #expect(lines.contains("loads from memory 14"))
        #expect(lines.contains("processors, most 50 %"))
        #expect(text.contains("medium alert reload-refused, firing since"))
        #expect(text.contains("  reload-refused\n    config/pair.json:1:2: error:"))
    }

    @Test func jsonIsOneDocument() throws {
        let text = MonitorReport(try monitor()).formatted(.json)
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect(value?.keys.sorted() == ["events", "health", "performance"])
        let performance = value?["performance"] as? [String: Any]
        #expect((performance?["samples"] as? [Any])?.count == 6)
        #expect((performance?["total"] as? [String: Any])?["hits"] as? Int == 14)
    }

    @Test func markdownKeepsItsTablesWhateverIsInThem() throws {
        let text = MonitorReport(try monitor()).formatted(.markdown)
        #expect(text.hasPrefix("# Configuration: degraded\n"))
        #expect(text.contains("| Processors | ▁") || text.contains("| Processors | "))
        for line in text.split(separator: "\n") where line.hasPrefix("|") {
            #expect(line.hasSuffix("|"))
        }
    }

    @Test func htmlIsOneFileThatAsksForNothing() throws {
        let html = MonitorReport(try monitor()).formatted(.html)
        #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        #expect(!html.contains("<script") && !html.contains("src=") && !html.contains("href="))
        #expect(html.contains("<main>\n<h1>"))
        #expect(html.contains("<title>Processors: now 50 %, between 10 % and 50 %</title>"))
        #expect(html.contains("<polyline class=\"line\" points=\""))
    }

    @Test func chartsFollowTheirValues() {
        func points(_ values: [Double?], top: Double? = nil) -> String {
            let chart = Chart(
                title: "a",
                values: values,
                format: { "\($0)" },
                top: top,
                isSmall: true
            )
            let parts = chart.svg.html.components(separatedBy: "points=\"").dropFirst()
            return parts.map { $0.prefix { $0 != "\"" } }.joined(separator: " | ")
        }
        #expect(points([0, 1], top: 1) == "0,34 140,2")
        #expect(points([0, 5, 10]) == "0,34 70,18 140,2")
        #expect(points([0, nil, 1], top: 1) == "0,34 1.8,34 | 138.3,2 140,2")
        #expect(points([]) == "" && points([nil]) == "" && points([nil, 1]) == "")
        #expect(points([0, 0]) == "0,34 140,34")
        let chart = Chart(title: "a", values: [nil, 0.5], format: FigureText.percent, top: 1)
        #expect(chart.words == "now 50 %" && chart.bars == " ▅")
    }

    /// Four parts of an hour, and the events in it.
    @Test func aTimeAxisHasTicksAndEvents() throws {
        let start = 1_700_000_000_000
        let moments = [0, 900_000, 3_600_000].map { Timestamp(milliseconds: start + $0) }
        var chart = Chart(title: "a", values: [0, 1, 0], format: { "\($0)" })
        chart.times = moments[0]...moments[2]
        chart.moments = moments
        chart.marks = [
            ChartMark(time: moments[1], text: "reload http", isBad: false),
            ChartMark(time: Timestamp(milliseconds: start - 1), text: "before", isBad: true),
        ]
        let svg = chart.svg.html
        // A value is where its time is.
        #expect(svg.contains("points=\"0,118 150,2 600,118\""), "\(svg)")
        #expect(svg.components(separatedBy: "class=\"grid\"").count == 5)
        #expect(svg.contains("class=\"mark-good\" x1=\"150\""))
        #expect(svg.contains("<title>reload http</title>") && !svg.contains("before"))
        let clocks = chart.axes.html.components(separatedBy: "\">").dropFirst(2)
            .prefix(5).map { $0.prefix(5) }
        #expect(clocks == ["22:13", "22:28", "22:43", "22:58", "23:13"])
    }

    /// The middle of a scale of events is a whole number of them.
    @Test(arguments: [
        ([0, 1, 0], "0 to 2; the line is at 1"), ([0, 3, 5], "0 to 6; the line is at 3"),
    ])
    func countsHaveWholeNumbersOnTheirAxis(values: [Double], text: String) {
        let format: (Double) -> String = { FigureText.decimal($0, places: 0) }
        var chart = Chart(title: "a", values: values, format: format)
        chart.isCount = true
        chart.times = Timestamp(milliseconds: 0)...Timestamp(milliseconds: 60_000)
        #expect(chart.axes.html.contains("<span>\(text)</span>"))
        chart.values = [nil, 1]
        #expect(!chart.hasLine && chart.axes.html.isEmpty)
    }

    @Test(arguments: [
        (0.0000005, "0 µs"), (0.00025, "250 µs"), (0.0125, "12.5 ms"), (2, "2 s"), (300, "5 min"),
        (7200, "2 h"), (200_000, "2 days"),
    ])
    func timesAreReadable(seconds: Double, text: String) {
        #expect(FigureText.time(seconds) == text || seconds < 0.000001)
    }
}
