import Foundation

/// One tool's figures for one set, in nanoseconds a document.
struct ValidationRow {
    var tool: String
    var set: String
    var documents: Int
    var bytes: Int
    /// Of a document that is parsed already.
    var validate: Double?
    /// From its bytes to the verdict.
    var fromBytes: Double?
    var valid: Int

    static func printHeader() {
        Swift.print("tool\tdataset\tdocuments\tbytes\tvalidate_ns\tbytes_to_verdict_ns\tvalid")
    }

    func print() {
        let figures = [validate, fromBytes].map { $0.map { String(format: "%.1f", $0) } ?? "-" }
        let line = [tool, set, "\(documents)", "\(bytes)", figures[0], figures[1], "\(valid)"]
        Swift.print(line.joined(separator: "\t"))
        fflush(nil)
    }
}

/// The rows of a whole run, and what follows from them.
struct ValidationTable {
    private(set) var rows: [ValidationRow] = []

    mutating func add(_ row: ValidationRow) {
        row.print()
        rows.append(row)
    }

    private var tools: [String] {
        var tools: [String] = []
        for row in rows where !tools.contains(row.tool) { tools.append(row.tool) }
        return tools
    }

    /// Prints a row a tool with its geometric means, over the sets that every tool judged alike.
    func printMeans(whereValidIs expected: (ValidationRow) -> Int) {
        let tools = tools
        let sets = Dictionary(grouping: rows.filter { $0.valid == expected($0) }, by: \.set)
            .filter { $0.value.count == tools.count }
        for tool in tools {
            let own = sets.values.compactMap { $0.first { $0.tool == tool } }
            ValidationRow(
                tool: tool,
                set: "geometric mean of \(own.count)",
                documents: own.reduce(0) { $0 + $1.documents },
                bytes: own.reduce(0) { $0 + $1.bytes },
                validate: Self.mean(own.compactMap(\.validate)),
                fromBytes: Self.mean(own.compactMap(\.fromBytes)),
                valid: own.reduce(0) { $0 + $1.valid }
            ).print()
        }
    }

    /// Our figure and a peer's, set by set, where both judged all documents alike.
    func pairs(
        _ ours: String,
        _ peer: String,
        _ figure: (ValidationRow) -> Double?
    ) -> [(ours: Double, peer: Double, set: String)] {
        rows.filter { $0.tool == ours }.compactMap { row in
            guard let other = rows.first(where: { $0.tool == peer && $0.set == row.set }),
                other.valid == row.valid, let our = figure(row), let theirs = figure(other)
            else { return nil }
            return (our, theirs, row.set)
        }
    }

    static func mean(_ figures: [Double]) -> Double? {
        guard !figures.isEmpty else { return nil }
        return exp(figures.map { log($0) }.reduce(0, +) / Double(figures.count))
    }
}
