package import ConfigDocument

/// A run over a document with all that it did, for outputs that show every keyword.
package struct TracedRun {
    /// The limit that ended the run, in words; nil where the trace is whole.
    package let exhaustion: String?
    package let isValid: Bool
    /// The schema that the run started from.
    package let root: Trace.Node?
    /// The tape indices of values that must not be shown.
    package let secrets: Set<Int>
    private let report: FindingReport

    /// A problem in words, with the repair where one is known.
    package func message(_ problem: Problem, at index: Int) -> String {
        report.message(problem, at: index)
    }

    fileprivate init(_ engine: ExhaustiveEngine, isValid: Bool, report: FindingReport) {
        exhaustion = engine.exhaustion.map { report.message($0.problem, at: $0.index) }
        root = engine.trace?.root
        secrets = report.secrets
        self.isValid = isValid
        self.report = report
    }
}

extension ValidationProgram {
    package func trace(_ document: Document) -> TracedRun {
        document.withTape { view in
            var engine = ExhaustiveEngine(
                program: storage,
                view: view,
                budget: budget,
                trace: Trace()
            )
            engine.run(entryPoint: 0)
            let report = FindingReport(
                document: document,
                program: storage,
                secrets: secrets(in: document)
            )
            // A trace takes more steps than to decide: a document that is valid stays so.
            let isValid = engine.exhaustion == nil ? engine.problems.isEmpty : accepts(view)
            return TracedRun(engine, isValid: isValid, report: report)
        }
    }
}
