import ECMARegex
import Foundation
import Testing

/// Compares with the verdicts of another engine, on demand: `PATTERN_ORACLE` names a file with one
/// JSON object a line, `{"pattern": …, "isLegal": …, "cases": [[text, verdict], …]}`.
struct PatternOracleTests {
    private static let path = ProcessInfo.processInfo.environment["PATTERN_ORACLE"]

    private struct Entry: Decodable {
        let pattern: String
        let isLegal: Bool
        let cases: [Case]
        var leniency: String?
    }

    private struct Case: Decodable {
        let text: String
        let verdict: Bool

        init(from decoder: any Decoder) throws {
            var values = try decoder.unkeyedContainer()
            text = try values.decode(String.self)
            verdict = try values.decode(Bool.self)
        }
    }

    @Test(.enabled(if: path != nil))
    func agreesWithAnotherEngine() throws {
        let path = try #require(Self.path)
        var strategies: [Pattern.Strategy: Int] = [:]
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            let entry = try JSONDecoder().decode(Entry.self, from: Data(line.utf8))
            let leniency: PatternLeniency = entry.leniency == "annexB" ? .annexB : .strict
            guard let pattern = compiled(entry, leniency) else { continue }
            strategies[pattern.strategy, default: 0] += 1
            for test in entry.cases {
                let verdict = try? pattern.matches(test.text)
                if verdict == test.verdict || verdict == nil { continue }
                Issue.record(
                    "\(entry.pattern) on \(test.text.debugDescription): not \(test.verdict)"
                )
            }
        }
        print("strategies:", strategies.map { "\($0.key) \($0.value)" }.sorted())
    }

    private func compiled(_ entry: Entry, _ leniency: PatternLeniency) -> Pattern? {
        do {
            let pattern = try Pattern(entry.pattern, leniency: leniency)
            if !entry.isLegal { Issue.record("accepted: \(entry.pattern)") }
            return entry.isLegal ? pattern : nil
        } catch {
            if entry.isLegal { Issue.record("refused: \(entry.pattern) \(error)") }
            return nil
        }
    }
}
