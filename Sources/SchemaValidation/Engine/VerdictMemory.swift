/// The verdicts of schemas on values, so that recursive alternatives never run one twice.
struct VerdictMemory<Verdict> {
    struct Key: Hashable {
        var block: UInt32
        /// `DynamicScope.number`, which determines the targets of dynamic references.
        var scope: UInt32
        var index: Int
        /// True if the verdict includes evaluations.
        var isTracked = false
        /// True if the verdict was made without collecting its reasons.
        var isSilent = false
    }

    private var verdicts: [Key: Verdict] = [:]

    /// A verdict that took fewer steps is computed as fast as it is looked up.
    static var fewestSteps: Int { 16 }
    /// The number of verdicts, some 40 MB, at which all are forgotten.
    private static var most: Int { 1_000_000 }

    subscript(key: Key) -> Verdict? { verdicts[key] }

    mutating func remember(_ verdict: Verdict, for key: Key) {
        if verdicts.count >= Self.most { verdicts.removeAll() }
        verdicts[key] = verdict
    }
}

/// The evaluations of schemas that accepted a value, for schemas below `unevaluated…`.
struct EvaluationMemory {
    private var marks: [VerdictMemory<Bool>.Key: [UInt64]] = [:]
    private var wordCount = 0

    /// The number of words, 32 MB, at which all are forgotten.
    private static let most = 4_000_000

    subscript(key: VerdictMemory<Bool>.Key) -> [UInt64]? { marks[key] }

    mutating func remember(_ words: [UInt64], for key: VerdictMemory<Bool>.Key) {
        wordCount += words.count + 8
        if wordCount > Self.most { (marks, wordCount) = ([:], words.count + 8) }
        marks[key] = words
    }
}
