import TypedConfig

/// Figures formatted for people.
package enum FigureText {
    /// `87.5 %`
    package static func percent(_ ratio: Double) -> String {
        decimal(ratio * 100, places: 1) + " %"
    }

    /// `3.2 ms`, `2.5 s`, `4 min`, `2 h`
    package static func time(_ seconds: Double) -> String {
        switch seconds {
        case ..<0.001: decimal(seconds * 1e6, places: 0) + " µs"
        case ..<1: decimal(seconds * 1e3, places: 1) + " ms"
        case ..<120: decimal(seconds, places: 1) + " s"
        case ..<7200: decimal(seconds / 60, places: 0) + " min"
        case ..<172_800: decimal(seconds / 3600, places: 0) + " h"
        default: decimal(seconds / 86_400, places: 0) + " days"
        }
    }

    /// `1.5 MiB`
    package static func bytes(_ count: Double) -> String {
        switch count {
        case ..<1024: decimal(count, places: 0) + " bytes"
        case ..<1_048_576: decimal(count / 1024, places: 1) + " KiB"
        case ..<1_073_741_824: decimal(count / 1_048_576, places: 1) + " MiB"
        default: decimal(count / 1_073_741_824, places: 1) + " GiB"
        }
    }

    /// A rounded number without trailing zeros.
    package static func decimal(_ number: Double, places: Int) -> String {
        let factor = [1.0, 10, 100, 1000][min(max(places, 0), 3)]
        guard number.isFinite, abs(number) < 1e15 else { return "\(number)" }
        let rounded = (number * factor).rounded() / factor
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }

    /// `1 file`, `2 files`
    package static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
