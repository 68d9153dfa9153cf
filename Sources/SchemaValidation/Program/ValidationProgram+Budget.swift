import ECMARegex
internal import Synchronization

extension ValidationProgram {
    /// What one run may cost. Beyond it the document is refused, with a finding that names the limit.
    public struct Budget: Sendable, Equatable {
        /// Schemas applied, one inside the other, at once; 1,000.
        public var maxDepth: Int
        /// Schemas applied in all, and what checks of long values cost besides; 50,000,000, which is
        /// about a second. To explain what is wrong with a value takes a hundred times as long as to
        /// decide that something is, so it is granted a hundredth of these, and some for each value
        /// of the document.
        public var maxSteps: Int
        /// Steps of `pattern` and `patternProperties` in all; 50,000,000. Only back-references and
        /// very large patterns need more than a few.
        public var maxPatternSteps: Int
        /// Findings reported for one document; 1,000. A last one says that there are more.
        public var maxFindings: Int

        /// The budget of this process, `standard`.
        public init() { self = Self.standard }

        private init(maxDepth: Int, maxSteps: Int, maxPatternSteps: Int, maxFindings: Int) {
            self.maxDepth = maxDepth
            self.maxSteps = maxSteps
            self.maxPatternSteps = maxPatternSteps
            self.maxFindings = maxFindings
        }

        /// What programs of this process are granted that nothing else is said of. To be set once,
        /// before the first of them is made.
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
