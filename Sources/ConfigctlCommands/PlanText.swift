import ConfigDocument
import ConfigVersioning
import SchemaValidation
import ToolReports
import TypedConfig

/// The effects of a migration for people: the added and removed lines, without secrets.
enum PlanText {
    private static let context = 2

    static func lines(_ plan: DiskMigration.Plan) -> [String] {
        let old = shown(plan.oldText, plan)
        let new = shown(plan.newText, plan)
        let partners = LineAlignment.partners(old, new)
        var all: [(mark: Character, text: String)] = []
        var next = 0
        for (index, line) in old.enumerated() {
            guard let partner = partners[index] else {
                all.append(("-", line))
                continue
            }
            while next < partner {
                all.append(("+", new[next]))
                next += 1
            }
            all.append((" ", line))
            next = partner + 1
        }
        while next < new.count {
            all.append(("+", new[next]))
            next += 1
        }
        return trimmed(all)
    }

    /// The changed lines with some context.
    private static func trimmed(_ all: [(mark: Character, text: String)]) -> [String] {
        var lines: [String] = []
        var last = -1
        for index in all.indices {
            let near = max(0, index - context)...min(all.count - 1, index + context)
            guard all[near].contains(where: { $0.mark != " " }) else { continue }
            if last >= 0, index > last + 1 { lines.append("  …") }
            last = index
            lines.append("\(all[index].mark) \(all[index].text)")
        }
        return lines
    }

    /// Warnings about lost values and rewritten parts.
    static func warnings(_ plan: DiskMigration.Plan) -> [String] {
        plan.result.losses.map { "\(shownName(plan.path)): warning: \(singleLine($0)) is dropped" }
            + plan.result.kept.map {
                "\(shownName(plan.path)): note: \(singleLine($0)) is there already, and stays"
            }
            + plan.lostComments.map {
                "note: a comment at \(shownName(plan.path)):\($0.line):\($0.column) is dropped"
            }
            + plan.notes.map { "\(shownName(plan.path)): note: \($0)" }
    }

    // MARK: Secrets

    private static func shown(_ bytes: [UInt8], _ plan: DiskMigration.Plan) -> [String] {
        let document = try? Document(parsing: bytes, as: try DocumentFormat(path: plan.path))
        if document == nil, !plan.secrets.isEmpty {
            return ["<the text cannot be shown without its secrets>"]
        }
        let bytes = document?.text(hiding: plan.secrets) ?? bytes
        return TextDiff.lines(bytes).map { singleLine(String($0), limit: 500) }
    }
}

/// Finds the common lines of two texts.
enum LineAlignment {
    /// For each old line, the equal new one; nil if it is removed.
    static func partners(_ old: [String], _ new: [String]) -> [Int?] {
        var partners = [Int?](repeating: nil, count: old.count)
        var lines = LineMatch(old.map { $0[...] }, new.map { $0[...] })
        lines.match()
        var next = 0
        for index in old.indices where !lines.removed.contains(index) {
            while lines.inserted.contains(next) { next += 1 }
            partners[index] = next
            next += 1
        }
        return partners
    }
}
