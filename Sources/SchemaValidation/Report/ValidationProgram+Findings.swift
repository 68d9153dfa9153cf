public import ConfigDocument

extension ValidationProgram {
    /// All errors in a document, in document order; empty if it is valid.
    public func findings(in document: Document) -> [Finding] {
        report(on: document).filter { $0.severity == .error }
    }

    /// True if the engine that explains refusals finds nothing to explain: the verdict of the other
    /// engine, reached in another way.
    package func hasNothingToExplain(in document: Document) -> Bool {
        document.withTape { view in
            let engine = explain(view)
            return engine.isExhausted ? accepts(view) : engine.problems.allSatisfy(\.isWarning)
        }
    }

    /// The errors and warnings in a document, such as deprecated settings.
    public func report(on document: Document) -> [Finding] { report(on: document, showing: [:]) }

    /// - Parameter texts: what messages show instead of some values, by their places.
    func report(on document: Document, showing texts: [Int: String]) -> [Finding] {
        document.withTape { view in
            // The verdict decides: an explanation takes longer, and may exceed the budget when the
            // verdict does not.
            let outcome = FastEngine.outcome(
                0,
                in: view,
                program: storage,
                entryPoint: 0,
                budget: budget
            )
            if outcome.accepts, !storage.hasWarnings { return [] }
            let engine = explain(view, isBrief: outcome.isExhausted && !outcome.isTooDeep)
            if outcome.accepts, engine.isExhausted { return [] }
            var problems = engine.problems
            // No refusal is without a finding.
            if !outcome.accepts, problems.allSatisfy(\.isWarning) {
                problems.append(.tooManySteps)
            }
            if problems.isEmpty { return [] }
            var report = FindingReport(
                document: document,
                program: storage,
                secrets: secrets(in: document)
            )
            report.shownTexts = texts
            return report.findings(problems, isFull: engine.isFull)
        }
    }
}
