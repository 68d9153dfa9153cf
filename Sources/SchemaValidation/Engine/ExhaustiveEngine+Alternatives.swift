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
            // Every value that is not an object has all keys that are required of objects.
            let keys =
                view[index].kind == .object
                ? fitting.map { requiredAlone(by: $0.branch.block) } : []
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

    /// Explains why no branch fits: by the kinds that would, by the values that tags may have, or by
    /// the intended branch.
    private mutating func explain(_ results: [Outcome], _ step: Step, _ index: Int) {
        let bit = KindSet(rawValue: 1 << UInt16(view[index].rawKind))
        let errors = results.map { $0.problems.filter { !$0.isWarning } }
        let kinds = results.indices.map { possibleKinds(results[$0], errors[$0], index) }
        let possible = results.indices.filter { !kinds[$0].isDisjoint(with: bit) }
        if possible.isEmpty {
            let values = allowedValues(errors)
            let expected = kinds.reduce(into: KindSet()) { $0.formUnion($1) }
            note(
                values.isEmpty ? .wrongKind(expected: expected) : .notEqual(values),
                index,
                at: site(step)
            )
            return
        }
        let others = results.indices.filter { kinds[$0].isDisjoint(with: bit) }
            .reduce(into: KindSet()) { $0.formUnion(kinds[$1]) }
        // The value is a number, or a quoted word where a different string is expected.
        if possible.count == 1, isMisquoted(index, others) {
            return note(.wrongKind(expected: others), index, at: site(step))
        }
        let unmet = unmetExpectations(possible.map { errors[$0] }, index)
        if !unmet.isEmpty, unmet.count + (others.isEmpty ? 0 : 1) > 1 {
            let kinds = others.isEmpty ? [] : [Problem.wrongKind(expected: others)]
            return note(.noneMet(kinds + unmet), index, at: site(step))
        }
        if possible.count == 1 { return add(errors[possible[0]]) }
        // Combines several lists of allowed values: of the value itself, or of its tag.
        let listed = possible.compactMap { branch -> Located? in
            errors[branch].count == 1 && errors[branch][0].problem.isList ? errors[branch][0] : nil
        }
        if listed.count == possible.count, let first = listed.first,
            listed.allSatisfy({ $0.index == first.index })
        {
            return note(joined(listed.map(\.problem), by: step), first.index, at: site(step))
        }
        explain(possible.map { results[$0] }, possible.map { errors[$0] }, of: results, step, index)
    }

    /// Explains a value by the branch that its tags or keys identify among those for its kind.
    private mutating func explain(
        _ branches: [Outcome],
        _ errors: [[Located]],
        of results: [Outcome],
        _ step: Step,
        _ index: Int
    ) {
        let scale = BranchScale(
            view: view,
            value: index,
            problems: errors,
            names: branches.map { declaredNames($0.branch.block) }
        )
        spend(scale.steps)
        let site = site(step)
        let tagged = scale.branchesWithTheirTags()
        if let tag = scale.wrongTag(in: tagged) {
            return note(joined(tag.lists, by: step), tag.place, at: site)
        }
        if noteMissingTags(of: tagged.map { branches[$0] }, tagged.map { errors[$0] }, index, site)
        {
            return
        }
        let scores = branches.indices.map { scale.score(of: $0) }
        let missing = errors.map { missingKeys($0, index) }
        if missing.allSatisfy({ !$0.isEmpty }), scores.allSatisfy({ $0.fit == 0 }) {
            return note(.missingAlternative(missing), index, at: site)
        }
        guard let closest = tagged.min(by: { scores[$0] < scores[$1] }) else { return }
        // If only one branch has the right shape, it must be the intended one.
        let isPlain = scores[closest].shape == 0 && scores.filter { $0.shape == 0 }.count == 1
        // If alternatives recurse, the innermost one explains all.
        let recurs = errors[closest].contains { located in
            switch located.problem {
            case .noAlternative, .missingAlternative: located.site == site
            default: false
            }
        }
        let mark = scale.mark(of: closest)
        let isRecognized =
            tagged.count < branches.count
            || mark?.key != nil && scale.refusesKeysOfOthers(closest)
        if !isPlain, !recurs, !isRecognized {
            note(
                .noAlternative(
                    count: results.count,
                    closest: branches[closest].offset,
                    name: mark?.name
                ),
                index,
                at: site
            )
        }
        add(
            errors[closest].map { located in
                guard let key = mark?.key, let unknown = located.problem.unknown,
                    scale.isKeyOfOther(located, than: closest)
                else { return located }
                var located = located
                located.problem = .notBeside(key, unknown)
                return located
            }
        )
    }

    /// The kinds of values that a branch accepts at all, including those that the unions in it name.
    private func possibleKinds(_ result: Outcome, _ errors: [Located], _ index: Int) -> KindSet {
        errors.reduce(into: result.branch.possible) { kinds, located in
            guard located.index == index, case .wrongKind(let expected) = located.problem else {
                return
            }
            kinds.formIntersection(expected)
        }
    }

    /// What each branch expects of the value, if that is a single thing for each, and a pattern or
    /// format among them.
    private func unmetExpectations(_ errors: [[Located]], _ index: Int) -> [Problem] {
        var unmet: [Problem] = []
        var areLists = true
        for problems in errors {
            guard problems.count == 1, problems[0].index == index else { return [] }
            switch problems[0].problem {
            case .pattern, .format:
                areLists = false
                unmet.append(problems[0].problem)
            case .noneMet(let some):
                areLists = false
                unmet += some
            case .notListed, .notEqual: unmet.append(problems[0].problem)
            default: return []
            }
        }
        return areLists ? [] : unmet
    }

    /// Notes the keys that all branches require with values of their own; false if there are none.
    private mutating func noteMissingTags(
        of branches: [Outcome],
        _ errors: [[Located]],
        _ index: Int,
        _ site: UInt32
    ) -> Bool {
        guard branches.count > 1 else { return false }
        let missing = errors.map { problems in
            problems.compactMap { $0.index == index ? $0.problem.missingKey : nil }
        }
        var isNoted = false
        for key in missing[0] where missing.allSatisfy({ $0.contains(key) }) {
            let lists = branches.compactMap { tagValues(of: key, in: $0.branch.block) }
            guard lists.count == branches.count, Set(lists).count == lists.count else { continue }
            note(.missingTag(key: key, values: lists.flatMap { $0 }), index, at: site)
            isNoted = true
        }
        return isNoted
    }

    /// The values of a branch's member, if the branch lists them.
    private mutating func tagValues(of key: String, in block: UInt32) -> [String]? {
        for part in program.tables.closure(of: [block]) {
            for instruction in program.tables.instructions(of: part)
            where instruction.operation == .object {
                let table = program.tables.objects[Int(instruction.a)]
                guard let slot = program.slot(of: key, in: table) else { continue }
                let values = listedValues(of: program.tables.slots[slot].block)
                if !values.isEmpty { return values }
            }
        }
        return nil
    }

    /// The members that a value lacks, if a branch has no other problem with it.
    private func missingKeys(_ problems: [Located], _ index: Int) -> [String] {
        let keys = problems.compactMap { located in
            located.index == index ? located.problem.missingKey : nil
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

    /// Several lists of allowed values as one. Long lists are joined once, and not for each value
    /// that they refuse.
    private mutating func joined(_ lists: [Problem], by step: Step) -> Problem {
        if let known = joinedLists[step.position], known.lists == lists { return known.joined }
        let areStrings = lists.allSatisfy { if case .notListed = $0 { true } else { false } }
        var seen: Set<String> = []
        let values = lists.flatMap { list -> [String] in
            switch list {
            case .notListed(let values): areStrings ? values : values.map { quoted($0) }
            case .notEqual(let values): values
            default: []
            }
        }
        .filter { seen.insert($0).inserted }
        let joined: Problem = areStrings ? .notListed(values) : .notEqual(values)
        joinedLists[step.position] = (lists, joined)
        return joined
    }
}
