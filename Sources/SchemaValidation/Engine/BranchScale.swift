import ConfigDocument

/// Weighs the problems that a value has with the branches of `anyOf` or `oneOf`, to find the branch
/// that was meant: what tells branches apart is the value's own shape, so what is wrong deep inside
/// hardly counts.
struct BranchScale {
    private let index: Int
    /// The value's members and their keys, or its elements.
    private let inside: Set<Int>

    struct Score: Comparable {
        /// What speaks against the branch itself.
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
        // A constant of a member is what most unions are told apart by.
        case .notListed, .notEqual: return isOwn ? 100 : inside.contains(located.index) ? 10 : 0
        case .missing, .missingDependency: return isOwn ? 3 : 0
        case .unknownKey, .unknownKeyPattern, .unevaluatedMember:
            return inside.contains(located.index) ? 2 : 0
        case .forbidden: return isOwn ? 3 : 0
        default: return 0
        }
    }
}
