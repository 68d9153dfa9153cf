import ConfigDocument

extension ExhaustiveEngine {
    /// Applies a schema whose failure is no failure of the whole.
    mutating func branch(
        _ block: UInt32, _ index: Int, _ tracker: Int, by site: UInt32
    ) -> (accepts: Bool, problems: [Located]) {
        guard tracker >= 0 else {
            return collecting { $0.apply(block, index, tracker, by: site) }
        }
        let record = evaluations.push(like: tracker)
        let result = collecting { $0.apply(block, index, record, by: site) }
        evaluations.pop(into: result.accepts ? tracker : nil)
        return result
    }

    mutating func checkAny(_ step: Step, _ index: Int, _ tracker: Int) -> Bool {
        let results = runAll(step, index, tracker)
        guard !results.contains(where: \.accepts) else {
            // Warnings of a branch that applies are warnings of the whole.
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

    /// Says why no branch fits: by the kinds that would, or by the branch that came closest.
    private mutating func explain(_ results: [Outcome], _ step: Step, _ index: Int) {
        let bit = KindMask(rawValue: 1 << UInt16(view[index].rawKind))
        let possible = results.indices.filter { !results[$0].branch.possible.isDisjoint(with: bit) }
        let errors = results.map { $0.problems.filter { !$0.isWarning } }
        if possible.isEmpty {
            let kinds = results.reduce(into: KindMask()) { $0.formUnion($1.branch.possible) }
            let values = allowedValues(errors)
            note(
                values.isEmpty ? .wrongKind(expected: kinds) : .notEqual(values),
                index,
                at: site(step)
            )
            return
        }
        if possible.count == 1 {
            add(errors[possible[0]])
            return
        }
        // Several lists of values make one.
        let listed = possible.map { errors[$0] }.compactMap(Self.listedValues)
        if listed.count == possible.count {
            note(.notListed(listed.flatMap { $0 }), index, at: site(step))
            return
        }
        let closest = possible.min { score(errors[$0], index) < score(errors[$1], index) }
        note(.noAlternative(count: results.count, closest: closest), index, at: site(step))
        if let closest { add(errors[closest]) }
    }

    /// The values that branches allow, where all of them are lists of values.
    private func allowedValues(_ errors: [[Located]]) -> [String] {
        var values: [String] = []
        for problems in errors {
            guard problems.count == 1, case .notEqual(let some) = problems[0].problem else { return [] }
            values += some
        }
        return values
    }

    private static func listedValues(_ problems: [Located]) -> [String]? {
        guard problems.count == 1, case .notListed(let values) = problems[0].problem else { return nil }
        return values
    }

    /// How far a branch is from fitting: first, whether it fails at the value that tells branches
    /// apart; then how many problems it has, where those deep inside weigh less.
    private func score(_ problems: [Located], _ index: Int) -> (Int, Int, Int) {
        var mismatches = 0
        var shallow = 0
        for located in problems {
            switch located.problem {
            case .wrongKind, .falseSchema: mismatches += located.index == index ? 2 : 1
            case .notListed, .notEqual: mismatches += 1
            case .missing, .unknownKey: shallow += 1
            default: break
            }
        }
        return (mismatches, shallow, problems.count)
    }
}
