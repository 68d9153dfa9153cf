/// What schemas said of values, so that recursion through alternatives judges none of them again.
struct VerdictMemory<Verdict> {
    struct Key: Hashable {
        var block: UInt32
        /// `DynamicScope.number`: what dynamic references lead to.
        var scope: UInt32
        var index: Int
        /// Whether what was evaluated is part of it.
        var isTracked = false
    }

    private var verdicts: [Key: Verdict] = [:]

    /// A verdict that took fewer steps is found again as fast as it is looked up.
    static var fewestSteps: Int { 16 }
    /// Beyond so many all are forgotten: some 40 MB.
    private static var most: Int { 1_000_000 }

    subscript(key: Key) -> Verdict? { verdicts[key] }

    mutating func remember(_ verdict: Verdict, for key: Key) {
        if verdicts.count >= Self.most { verdicts.removeAll() }
        verdicts[key] = verdict
    }
}

/// What schemas that accepted values have evaluated of them, for those below `unevaluated…`.
struct EvaluationMemory {
    private var marks: [VerdictMemory<Bool>.Key: [UInt64]] = [:]
    private var wordCount = 0

    /// Beyond so many words all are forgotten: 32 MB.
    private static let most = 4_000_000

    subscript(key: VerdictMemory<Bool>.Key) -> [UInt64]? { marks[key] }

    mutating func remember(_ words: [UInt64], for key: VerdictMemory<Bool>.Key) {
        wordCount += words.count + 8
        if wordCount > Self.most { (marks, wordCount) = ([:], words.count + 8) }
        marks[key] = words
    }
}
