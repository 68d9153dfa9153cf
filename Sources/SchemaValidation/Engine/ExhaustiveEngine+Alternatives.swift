import ConfigDocument

extension ExhaustiveEngine {
    /// Applies a schema whose failure does not fail the whole.
    mutating func branch(
        _ block: UInt32,
        _ index: Int,
        _ tracker: Int,
        by site: UInt32
    ) -> (accepts: Bool, problems: [Located]) {
        // Reasons are collected apart.
        spend(4)
        let notes = notedNumbers.count
        let record = tracker >= 0 ? evaluations.push(like: tracker) : tracker
        let result = collecting { $0.apply(block, index, record, by: site) }
        if tracker >= 0 { evaluations.pop(into: result.accepts ? tracker : nil) }
        if !result.accepts { forgetNumbers(since: notes) }
        return result
    }

    mutating func checkAny(_ step: Step, _ index: Int, _ tracker: Int) -> Bool {
        if silence > 0 { return !matches(step, index, tracker, most: 1).isEmpty }
        let results = runThoseThatFit(step, index, tracker)
        guard !results.contains(where: \.accepts) else {
            // Warnings of branches that accept the value count.
            for result in results where result.accepts { add(result.problems) }
            return true
        }
        explain(results, step, index)
        return false
    }

    mutating func checkOne(_ step: Step, _ index: Int, _ tracker: Int) -> Bool {
        if silence > 0 { return matches(step, index, tracker, most: 2).count == 1 }
        let results = runThoseThatFit(step, index, tracker)
        let fitting = results.filter(\.accepts)
        switch fitting.count {
        case 0: explain(results, step, index)
        case 1:
            add(fitting[0].problems)
            return true
        default:
            let keys = fitting.map { requiredAlone(by: $0.branch.block) }
            note(
                .severalAlternatives(
                    fitting.map(\.offset),
                    keys: keys.contains([]) ? [] : keys
                ),
                index,
                at: site(step)
            )
        }
        return false
    }

    /// Runs the branches that accept the value, or all if none does or a trace lists them.
    ///
    /// Most values fit a branch, so that the problems that they have with the others need not be
    /// collected.
    private mutating func runThoseThatFit(_ step: Step, _ index: Int, _ tracker: Int) -> [Outcome] {
        let fitting =
            trace == nil ? matches(step, index, FastEngine.noTracker, most: .max) : []
        let branches = fitting.isEmpty ? Array(0..<Int(step.instruction.b)) : fitting
        // Generated types ignore branches beside other members if they do not fit.
        return isBesideMembers
            ? aside { $0.run(branches, step, index, tracker) }
            : run(branches, step, index, tracker)
    }

    /// The branches that accept a value, up to a number of them; below `unevaluated…`, all.
    private mutating func matches(_ step: Step, _ index: Int, _ tracker: Int, most: Int) -> [Int] {
        let bit: UInt16 = 1 << UInt16(view[index].rawKind)
        var matches: [Int] = []
        spend(fast: Int(step.instruction.b) >> 2)
        for offset in 0..<Int(step.instruction.b) {
            let number = Int(step.instruction.a) + offset
            let branch = program.tables.branches[number]
            if branch.possible.rawValue & bit == 0 { continue }
            let site = program.tables.siteOfBranch[number]
            guard judge(branch.block, index, tracker, by: site) else { continue }
            matches.append(offset)
            if tracker < 0, matches.count == most { break }
        }
        return matches
    }

    private struct Outcome {
        var offset: Int
        var accepts: Bool
        var problems: [Located]
        var branch: Branch
    }

    private mutating func run(_ branches: [Int], _ step: Step, _ index: Int, _ tracker: Int)
        -> [Outcome]
    {
        branches.map { offset in
            let number = Int(step.instruction.a) + offset
            let site = program.tables.siteOfBranch[number]
            let result = branch(program.tables.branches[number].block, index, tracker, by: site)
            return Outcome(
                offset: offset,
                accepts: result.accepts,
                problems: result.problems,
                branch: program.tables.branches[number]
            )
        }
    }

    /// Explains why no branch fits: by the kinds that would, or by the closest branch.
    private mutating func explain(_ results: [Outcome], _ step: Step, _ index: Int) {
        let bit = KindSet(rawValue: 1 << UInt16(view[index].rawKind))
        let possible = results.indices.filter { !results[$0].branch.possible.isDisjoint(with: bit) }
        let errors = results.map { $0.problems.filter { !$0.isWarning } }
        if possible.isEmpty {
            let kinds = results.reduce(into: KindSet()) { $0.formUnion($1.branch.possible) }
            let values = allowedValues(errors)
            note(
                values.isEmpty ? .wrongKind(expected: kinds) : .notEqual(values),
                index,
                at: site(step)
            )
            return
        }
        if possible.count == 1 {
            let others = results.indices.filter { $0 != possible[0] }
                .reduce(into: KindSet()) { $0.formUnion(results[$1].branch.possible) }
            // The value is a number, or a quoted word where a different string is expected.
            if isMisquoted(index, others) {
                note(.wrongKind(expected: others), index, at: site(step))
            } else {
                add(errors[possible[0]])
            }
            return
        }
        // Combines several lists of allowed values: of the value itself, or of its tag.
        let listed = possible.map { errors[$0] }.compactMap(Self.listedValues)
        if listed.count == possible.count, let first = listed.first,
            listed.allSatisfy({ $0.index == first.index })
        {
            let values = joined(listed.map(\.values), by: step)
            note(.notListed(values), first.index, at: site(step))
            return
        }
        let names = possible.map { declaredNames(results[$0].branch.block) }
        let scale = BranchScale(
            view: view,
            value: index,
            problems: possible.map { errors[$0] },
            names: names
        )
        spend(scale.steps)
        let scores = possible.enumerated().map { position, branch in
            (branch: branch, score: scale.score(of: position, errors[branch]))
        }
        let missing = possible.map { missingKeys(errors[$0], index) }
        if missing.allSatisfy({ !$0.isEmpty }), scores.allSatisfy({ $0.score.fit == 0 }) {
            return note(.missingAlternative(missing), index, at: site(step))
        }
        guard let closest = scores.min(by: { $0.score < $1.score }) else { return }
        // If only one branch has the right shape, it must be the intended one.
        let isPlain = closest.score.shape == 0 && scores.filter { $0.score.shape == 0 }.count == 1
        // If alternatives recurse, the innermost one explains all.
        let site = site(step)
        let recurs = errors[closest.branch].contains { located in
            switch located.problem {
            case .noAlternative, .missingAlternative: located.site == site
            default: false
            }
        }
        if !isPlain, !recurs {
            note(
                .noAlternative(
                    count: results.count,
                    closest: closest.branch,
                    name: scale.mark(of: possible.firstIndex(of: closest.branch) ?? 0)
                ),
                index,
                at: site
            )
        }
        add(errors[closest.branch])
    }

    /// The members that a value lacks, if a branch has no other problem with it.
    private func missingKeys(_ problems: [Located], _ index: Int) -> [String] {
        let keys = problems.compactMap { located -> String? in
            guard located.index == index, case .missing(let key, _) = located.problem else {
                return nil
            }
            return key
        }
        return keys.count == problems.count ? keys : []
    }

    /// The names of the members that a branch declares.
    private mutating func declaredNames(_ block: UInt32) -> BranchNames {
        if let known = branchNames[block] { return known }
        var names: [String] = []
        for part in program.tables.closure(of: [block]) {
            for instruction in program.tables.instructions(of: part)
            where instruction.operation == .object {
                names += known(by: program.tables.objects[Int(instruction.a)])
            }
        }
        let declared = BranchNames(names)
        branchNames[block] = declared
        return declared
    }

    /// True if a string reads as a value of a kind that other branches accept.
    private func isMisquoted(_ index: Int, _ kinds: KindSet) -> Bool {
        guard view[index].kind == .string else { return false }
        let text = String(decoding: view.text(view[index]), as: UTF8.self)
        if !kinds.isDisjoint(with: .number), Double(text) != nil { return true }
        return !kinds.isDisjoint(with: .boolean) && ["true", "false"].contains(text)
    }

    /// The values that branches allow, if each of them has a list of values.
    private func allowedValues(_ errors: [[Located]]) -> [String] {
        var values: [String] = []
        for problems in errors {
            guard problems.count == 1, case .notEqual(let some) = problems[0].problem else {
                return []
            }
            values += some
        }
        return values
    }

    /// Long lists are joined once, and not for each value that they refuse.
    private mutating func joined(_ lists: [[String]], by step: Step) -> [String] {
        if let known = branchTexts[step.position], known.lists == lists { return known.joined }
        let joined = lists.flatMap { $0 }
        branchTexts[step.position] = (lists, joined)
        return joined
    }

    private static func listedValues(
        _ problems: [Located]
    ) -> (index: Int, values: [String])? {
        guard problems.count == 1, case .notListed(let values) = problems[0].problem else {
            return nil
        }
        return (problems[0].index, values)
    }
}
