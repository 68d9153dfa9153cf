import ConfigDocument

/// Scores the problems that a value has with the branches of `anyOf` or `oneOf`, to find the
/// intended branch: the value's own shape identifies it, so problems deep inside hardly count.
struct BranchScale {
    private let index: Int
    /// The value's members with their keys, or its elements.
    private let inside: Set<Int>

    struct Score: Comparable {
        /// The score of problems that speak against the branch itself.
        var shape = 0
        var problems = 0

        static func < (left: Score, right: Score) -> Bool {
            (left.shape, left.problems) < (right.shape, right.problems)
        }
    }

    init(view: TapeView, value: Int) {
        index = value
        var inside: Set<Int> = []
        let entry = view[value]
        if entry.kind == .object || entry.kind == .array {
            var next = value + 1
            while next < entry.endIndex {
                inside.insert(next)
                if entry.kind == .object {
                    next += 1
                    inside.insert(next)
                }
                next = view.next(after: next)
            }
        }
        self.inside = inside
    }

    func score(_ problems: [ExhaustiveEngine.Located]) -> Score {
        problems.reduce(into: Score()) { score, located in
            score.problems += 1
            score.shape += shape(located)
        }
    }

    private func shape(_ located: ExhaustiveEngine.Located) -> Int {
        let isOwn = located.index == index
        switch located.problem {
        case .wrongKind, .falseSchema: return isOwn ? 100 : 0
        // Most unions are distinguished by a constant member.
        case .notListed, .notEqual: return isOwn ? 100 : inside.contains(located.index) ? 10 : 0
        case .missing, .missingDependency: return isOwn ? 3 : 0
        case .unknownKey, .unknownKeyPattern, .unevaluatedMember:
            return inside.contains(located.index) ? 2 : 0
        case .forbidden: return isOwn ? 3 : 0
        default: return 0
        }
    }
}
