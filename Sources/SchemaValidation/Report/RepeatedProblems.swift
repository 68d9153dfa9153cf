/// The problems that other ones explain, so that one mistake is a single finding.
struct RepeatedProblems {
    /// The values whose allowed values, or kinds, are named.
    private var listed: Set<Int> = []
    private var misshapen: Set<Int> = []
    private let repairs: KeyRepairs

    init(_ problems: [ExhaustiveEngine.Located], _ repairs: KeyRepairs) {
        self.repairs = repairs
        for located in problems where !located.isWarning {
            switch located.problem {
            case .notListed, .notEqual, .noneMet: listed.insert(located.index)
            case .wrongKind: misshapen.insert(located.index)
            default: break
            }
        }
    }

    func contains(_ located: ExhaustiveEngine.Located) -> Bool {
        if located.isWarning || located.problem.isLimit { return false }
        let meant = repairs.meantNames[located.index] ?? []
        switch located.problem {
        case .wrongKind, .fraction:
            return listed.contains(located.index) || repairs.emptyMembers.contains(located.index)
        case .notListed, .notEqual, .noneMet, .brokenRule: return false
        case .missing(let key, _), .missingDependency(let key, _):
            if meant.contains(key) { return true }
        case .missingAlternative(let groups):
            if groups.contains(where: { Set($0).isSubset(of: meant) }) { return true }
        default: break
        }
        return misshapen.contains(located.index)
    }
}
