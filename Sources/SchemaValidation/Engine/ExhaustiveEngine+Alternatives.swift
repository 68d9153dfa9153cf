import ConfigDocument

extension ExhaustiveEngine {
    /// Applies a schema whose failure does not fail the whole.
    mutating func branch(
        _ block: UInt32,
        _ index: Int,
        _ tracker: Int,
        by site: UInt32
    ) -> (accepts: Bool, problems: [Located]) {
        let notes = notedNumbers.count
        let record = tracker >= 0 ? evaluations.push(like: tracker) : tracker
        let result = collecting { $0.apply(block, index, record, by: site) }
        if tracker >= 0 { evaluations.pop(into: result.accepts ? tracker : nil) }
        if !result.accepts { forgetNumbers(since: notes) }
        return result
    }

    mutating func checkAny(_ step: Step, _ index: Int, _ tracker: Int) -> Bool {
        let results = runAll(step, index, tracker)
        guard !results.contains(where: \.accepts) else {
            // Warnings of branches that accept the value count.
            for result in results where result.accepts { add(result.problems) }
            return true
        }
        explain(results, step, index)
        return false
    }

    mutating func checkOne(_ step: Step, _ index: Int, _ tracker: Int) -> Bool {
        let results = runAll(step, index, tracker)
        let matches = results.indices.filter { results[$0].accepts }
        switch matches.count {
        case 0: explain(results, step, index)
        case 1:
            add(results[matches[0]].problems)
            return true
        default: note(.severalAlternatives(matches), index, at: site(step))
        }
        return false
    }

    private struct Outcome {
        var accepts: Bool
        var problems: [Located]
        var branch: Branch
    }

    private mutating func runAll(_ step: Step, _ index: Int, _ tracker: Int) -> [Outcome] {
        // Generated types ignore branches beside other members if they do not fit.
        isBesideMembers
            ? aside { $0.runEach(step, index, tracker) } : runEach(step, index, tracker)
    }

    private mutating func runEach(_ step: Step, _ index: Int, _ tracker: Int) -> [Outcome] {
        (0..<Int(step.instruction.b)).map { offset in
            let number = Int(step.instruction.a) + offset
            let site = program.tables.siteOfBranch[number]
            let result = branch(program.tables.branches[number].block, index, tracker, by: site)
            return Outcome(
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
        // Combines several lists of allowed values.
        let listed = possible.map { errors[$0] }.compactMap(Self.listedValues)
        if listed.count == possible.count {
            note(.notListed(listed.flatMap { $0 }), index, at: site(step))
            return
        }
        let scale = BranchScale(view: view, value: index)
        let scores = possible.map { (branch: $0, score: scale.score(errors[$0])) }
        guard let closest = scores.min(by: { $0.score < $1.score }) else { return }
        // If only one branch has the right shape, it must be the intended one.
        let isPlain = closest.score.shape == 0 && scores.filter { $0.score.shape == 0 }.count == 1
        // If alternatives recurse, the innermost one explains all.
        let site = site(step)
        let recurs = errors[closest.branch].contains { located in
            if case .noAlternative = located.problem { located.site == site } else { false }
        }
        if !isPlain, !recurs {
            note(
                .noAlternative(count: results.count, closest: closest.branch),
                index,
                at: site
            )
        }
        add(errors[closest.branch])
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

    private static func listedValues(_ problems: [Located]) -> [String]? {
        guard problems.count == 1, case .notListed(let values) = problems[0].problem else {
            return nil
        }
        return values
    }
}
