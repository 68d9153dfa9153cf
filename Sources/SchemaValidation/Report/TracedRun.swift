package import ConfigDocument

/// A run over a document with its trace, for outputs that list every keyword.
package struct TracedRun {
    /// The limit that ended the run, in words; nil if the trace is complete.
    package let exhaustion: String?
    package let isValid: Bool
    /// The schema that the run started from.
    package let root: Trace.Node?
    /// The tape indexes of values that must not be shown.
    package let secrets: Set<Int>
    private let report: FindingReport

    /// The message of a problem, with a repair if one is known.
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
            // A trace may exceed the budget when a verdict does not: a valid document stays valid.
            let isValid = engine.exhaustion == nil ? engine.problems.isEmpty : accepts(view)
            return TracedRun(engine, isValid: isValid, report: report)
        }
    }
}
