import Foundation

/// One tool's figures for one set, in nanoseconds a document.
struct ValidationRow {
    var tool: String
    var set: String
    var documents: Int
    var bytes: Int
    /// Of a document that is parsed already.
    var validate: Double
    /// From its bytes to the verdict.
    var fromBytes: Double
    var valid: Int

    static func printHeader() {
        Swift.print("tool\tdataset\tdocuments\tbytes\tvalidate_ns\tbytes_to_verdict_ns\tvalid")
    }

    func print() {
        let figures = [validate, fromBytes].map { String(format: "%.1f", $0) }
        let line = [tool, set, "\(documents)", "\(bytes)", figures[0], figures[1], "\(valid)"]
        Swift.print(line.joined(separator: "\t"))
        fflush(nil)
    }

    static func geometricMean(of rows: [ValidationRow]) -> ValidationRow {
        func mean(_ figure: (ValidationRow) -> Double) -> Double {
            exp(rows.map { log(figure($0)) }.reduce(0, +) / Double(max(1, rows.count)))
        }
        return ValidationRow(
            tool: rows.first?.tool ?? "",
            set: "geometric mean",
            documents: rows.reduce(0) { $0 + $1.documents },
            bytes: rows.reduce(0) { $0 + $1.bytes },
            validate: mean(\.validate),
            fromBytes: mean(\.fromBytes),
            valid: rows.reduce(0) { $0 + $1.valid }
        )
    }
}
