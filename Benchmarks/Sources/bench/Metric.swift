import Foundation

/// A figure beside the peer or limit that it is held against.
struct Metric {
    var name: String
    var value: Double
    var unit: String
    var peer: String
    var peerValue: Double
    /// The ratio to stay below, or above where `largerIsBetter`.
    var bar: Double
    var largerIsBetter = false

    var ratio: Double { value / peerValue }
    var isMet: Bool { largerIsBetter ? ratio >= bar : ratio <= bar }

    static func printHeader() {
        Swift.print("name\tvalue\tunit\tpeer\tpeer_value\tratio\tbar\tverdict")
    }

    func print() {
        let figures = [value, peerValue].map { String(format: $0 < 100 ? "%.3f" : "%.1f", $0) }
        let ratios = [ratio, bar].map { String(format: "%.3f", $0) }
        let line = [
            name, figures[0], unit, peer, figures[1], ratios[0], ratios[1], isMet ? "ok" : "short",
        ]
        Swift.print(line.joined(separator: "\t"))
        fflush(nil)
    }
}

extension [Metric] {
    /// Prints all metrics, and returns whether one falls short.
    func printAll() -> Bool {
        for metric in self { metric.print() }
        return contains { !$0.isMet }
    }
}
