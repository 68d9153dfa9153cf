import ECMARegex
internal import Synchronization

extension ValidationProgram {
    /// The limits of one run. A document that exceeds one is refused, with a finding that names it.
    public struct Budget: Sendable, Equatable {
        /// The maximum nesting of applied schemas; 1,000.
        public var maxDepth: Int
        /// The maximum number of applied schemas, plus the cost of what they look at: members,
        /// elements, patterns, constants and long values; 50,000,000, which is about a second. Explaining a refusal takes a hundred times as long
        /// as deciding, so it is limited to a hundredth of these steps, plus some for each value of
        /// the document.
        public var maxSteps: Int
        /// The maximum number of steps for `pattern` and `patternProperties`; 50,000,000. Only
        /// back-references and very large patterns need more than a few.
        public var maxPatternSteps: Int
        /// The maximum number of findings for a document; 1,000. A last finding reports that there
        /// are more.
        public var maxFindings: Int

        /// The process-wide budget, `standard`.
        public init() { self = Self.standard }

        private init(maxDepth: Int, maxSteps: Int, maxPatternSteps: Int, maxFindings: Int) {
            self.maxDepth = maxDepth
            self.maxSteps = maxSteps
            self.maxPatternSteps = maxPatternSteps
            self.maxFindings = maxFindings
        }

        /// The default budget for programs of this process. Set it once, before the first program
        /// is created.
        public static var standard: Budget {
            get { current.withLock { $0 } }
            set { current.withLock { $0 = newValue } }
        }

        private static let current = Mutex(
            Budget(
                maxDepth: 1_000,
                maxSteps: 50_000_000,
                maxPatternSteps: Pattern.maxSteps,
                maxFindings: 1_000
            )
        )
    }
}
