import ConfigDocument

/// Scores the problems that a value has with the branches of `anyOf` or `oneOf`, to find the
/// intended branch: the value's own shape identifies it, so problems deep inside hardly count.
struct BranchScale {
    private let index: Int
    /// The problems of each branch.
    private let problems: [[ExhaustiveEngine.Located]]
    /// The value's members with their keys, or its elements.
    private var inside: Set<Int> = []
    /// The first keys of an object, with the places of their values.
    private var keys: [(name: String, value: Int)] = []
    private var present: Set<KeyText> = []
    /// The places where a branch expects a single other value.
    private var tags: Set<Int> = []
    /// The members that each branch declares.
    private let names: [BranchNames]
    /// True if there are few enough names to look for similar ones.
    private let comparesNames: Bool
    /// The cost of the scores of all branches.
    let steps: Int

    struct Score: Comparable {
        /// The score of problems that speak against the branch itself.
        var shape = 0
        /// The score of keys and tags that speak for it.
        var fit = 0
        var problems = 0

        static func < (left: Score, right: Score) -> Bool {
            (left.shape - left.fit, left.problems) < (right.shape - right.fit, right.problems)
        }
    }

    private static let keyLimit = 64
    private static let comparisonLimit = 2_000

    /// - Parameters:
    ///   - problems: those of each branch.
    ///   - names: the members that each branch declares.
    init(
        view: TapeView,
        value: Int,
        problems: [[ExhaustiveEngine.Located]],
        names: [BranchNames]
    ) {
        index = value
        self.problems = problems
        self.names = names
        let entry = view[value]
        if entry.kind == .object || entry.kind == .array {
            var next = value + 1
            while next < entry.endIndex {
                inside.insert(next)
                if entry.kind == .object {
                    if keys.count < Self.keyLimit {
                        let name = String(decoding: view.text(view[next]), as: UTF8.self)
                        keys.append((name, next + 1))
                    }
                    next += 1
                    inside.insert(next)
                }
                next = view.next(after: next)
            }
        }
        present = Set(keys.map { KeyText($0.name) })
        // Bound: at most 64 keys, and the names of one program.
        let comparisons = keys.count * names.reduce(0) { $0 + $1.list.count }
        comparesNames = comparisons <= Self.comparisonLimit
        steps = keys.count * names.count + (comparesNames ? 8 * comparisons : 0)
        for located in problems.joined() where inside.contains(located.index) {
            switch located.problem {
            case .notListed(let values) where values.count == 1: tags.insert(located.index)
            case .notEqual(let values) where values.count == 1: tags.insert(located.index)
            default: break
            }
        }
    }

    /// The branches that accept the most tags of the value; all of them if they accept none.
    func branchesWithTheirTags() -> [Int] {
        guard !tags.isEmpty else { return Array(names.indices) }
        let places = keys.filter { tags.contains($0.value) }
        let accepted = names.indices.map { branch in
            let refused = Set(problems[branch].map(\.index))
            return places.count { name, value in
                names[branch].set.contains(KeyText(name)) && !refused.contains(value)
            }
        }
        let most = accepted.max() ?? 0
        return names.indices.filter { accepted[$0] == most }
    }

    /// A tag that none of several branches accepts, with their lists of values for it.
    func wrongTag(in branches: [Int]) -> (place: Int, lists: [Problem])? {
        guard branches.count > 1 else { return nil }
        for (_, value) in keys where tags.contains(value) {
            let lists = branches.compactMap { branch in
                problems[branch].first { $0.index == value && $0.problem.isList }?.problem
            }
            if lists.count == branches.count, lists.contains(where: { $0 != lists[0] }) {
                return (value, lists)
            }
        }
        return nil
    }

    /// True if a problem is a key of the value that another branch declares.
    func isKeyOfOther(_ located: ExhaustiveEngine.Located, than branch: Int) -> Bool {
        switch located.problem {
        case .unknownKey, .unevaluatedMember: break
        default: return false
        }
        guard let key = keys.first(where: { $0.value == located.index + 1 }) else { return false }
        return names.indices.contains { other in
            other != branch && names[other].set.contains(KeyText(key.name))
        }
    }

    func score(of branch: Int) -> Score {
        let problems = problems[branch]
        var score = problems.reduce(into: Score()) { score, located in
            score.problems += 1
            score.shape += shape(located)
        }
        let refused = Set(problems.map(\.index))
        let declared = names[branch]
        let missing =
            comparesNames ? declared.list.filter { !present.contains(KeyText($0)) } : []
        for (name, value) in keys {
            if declared.set.contains(KeyText(name)) {
                score.fit += tags.contains(value) && !refused.contains(value) ? 30 : 3
            } else if Suggestion.closest(to: name, in: missing) != nil {
                score.fit += 2
            }
        }
        return score
    }

    /// A name by which a reader recognises one of several branches, because no other one declares
    /// it, and the value's key that is this name or resembles it.
    func mark(of branch: Int) -> (name: String, key: String?)? {
        let others = names.indices.filter { $0 != branch }.map { names[$0].set }
        func isOwn(_ name: String) -> Bool {
            !others.contains { $0.contains(KeyText(name)) }
        }
        let declared = names[branch]
        let key = keys.first { declared.set.contains(KeyText($0.name)) && isOwn($0.name) }
        if let key { return (key.name, key.name) }
        guard comparesNames else { return nil }
        let own = declared.list.filter(isOwn)
        for (name, _) in keys where !others.contains(where: { $0.contains(KeyText(name)) }) {
            if let similar = Suggestion.closest(to: name, in: own) { return (similar, name) }
        }
        return own.first.map { ($0, nil) }
    }

    /// True if a branch refuses all keys of the value that only others declare.
    func refusesKeysOfOthers(_ branch: Int) -> Bool {
        let refused = Set(
            problems[branch].lazy.filter { isKeyOfOther($0, than: branch) }.map(\.index)
        )
        return keys.allSatisfy { name, value in
            names[branch].set.contains(KeyText(name)) || refused.contains(value - 1)
                || !names.contains { $0.set.contains(KeyText(name)) }
        }
    }

    private func shape(_ located: ExhaustiveEngine.Located) -> Int {
        let isOwn = located.index == index
        switch located.problem {
        case .wrongKind, .falseSchema: return isOwn ? 100 : 0
        // Most unions are distinguished by a constant member.
        case .notListed, .notEqual: return isOwn ? 100 : inside.contains(located.index) ? 10 : 0
        case .missing, .missingDependency: return isOwn ? 3 : 0
        case .unknownKey, .unevaluatedMember:
            return inside.contains(located.index) ? 2 : 0
        case .forbidden: return isOwn ? 3 : 0
        default: return 0
        }
    }
}

/// The names of the members that a branch declares.
struct BranchNames {
    let list: [String]
    let set: Set<KeyText>

    init(_ names: [String]) { (list, set) = (names, Set(names.map(KeyText.init))) }
}
