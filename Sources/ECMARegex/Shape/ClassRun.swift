/// A bounded number of consecutive code points of one set.
struct ClassRun: Sendable {
    let set: ScalarSet
    let minimum: Int
    let maximum: Int

    private init(set: ScalarSet, minimum: Int, maximum: Int) {
        self.set = set
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Nil if the node is anything else: `[a-z]+`, `(?:a|b){2}` and `\d\d*` are runs.
    init?(_ node: PatternNode) {
        var whole: ClassRun?
        for term in node.flattenedTerms {
            guard let part = Self.run(ofTerm: term) else { return nil }
            guard let before = whole else {
                whole = part
                continue
            }
            guard before.set == part.set else { return nil }
            let (sum, overflow) = before.maximum.addingReportingOverflow(part.maximum)
            whole = ClassRun(
                set: part.set,
                minimum: before.minimum + part.minimum,
                maximum: overflow ? .max : sum
            )
        }
        guard let whole else { return nil }
        self = whole
    }

    private static func run(ofTerm term: PatternNode) -> ClassRun? {
        if let set = term.asSet { return ClassRun(set: set, minimum: 1, maximum: 1) }
        guard case .repetition(let body, let count) = term, let inner = ClassRun(body),
            inner.minimum == 1, inner.maximum == 1
        else { return nil }
        return ClassRun(set: inner.set, minimum: count.minimum, maximum: count.maximum ?? .max)
    }
}
