/// So and so many code points of one set in a row.
struct ClassRun: Sendable {
    var set: ScalarSet
    var minimum: Int
    var maximum: Int

    var isFixed: Bool { minimum == maximum }

    /// The node as runs one after the other; nil where it is more than that, or they are many.
    static func runs(of node: PatternNode) -> [ClassRun]? {
        var runs: [ClassRun] = []
        for term in node.flattenedTerms {
            guard let more = runsOfTerm(term), runs.count + more.count <= 64 else { return nil }
            runs.append(contentsOf: more)
        }
        return merged(runs)
    }

    private static func runsOfTerm(_ term: PatternNode) -> [ClassRun]? {
        if let set = term.asSet { return [ClassRun(set: set, minimum: 1, maximum: 1)] }
        guard case .repetition(let body, let count) = term, let inner = runs(of: body) else {
            return nil
        }
        if inner.count == 1, inner[0].minimum == 1, inner[0].maximum == 1 {
            let maximum = count.maximum ?? .max
            return [ClassRun(set: inner[0].set, minimum: count.minimum, maximum: maximum)]
        }
        guard count.maximum == count.minimum, count.minimum <= 16 else { return nil }
        return Array(repeatElement(inner, count: count.minimum).joined())
    }

    private static func merged(_ runs: [ClassRun]) -> [ClassRun] {
        var result: [ClassRun] = []
        for run in runs {
            if let last = result.last, last.set == run.set {
                result[result.count - 1].minimum += run.minimum
                let (sum, overflow) = last.maximum.addingReportingOverflow(run.maximum)
                result[result.count - 1].maximum = overflow ? .max : sum
            } else {
                result.append(run)
            }
        }
        return result
    }

    /// The only text that the runs match, in UTF-8; nil where there are several.
    static func literal(_ runs: [ClassRun]) -> [UInt8]? {
        var text = String.UnicodeScalarView()
        for run in runs {
            guard run.isFixed, let value = run.set.single, let scalar = Unicode.Scalar(value),
                run.minimum <= 4_096
            else { return nil }
            text.append(contentsOf: repeatElement(scalar, count: run.minimum))
        }
        return Array(String(text).utf8)
    }
}
