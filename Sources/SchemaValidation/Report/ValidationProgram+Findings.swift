public import ConfigDocument

extension ValidationProgram {
    /// All errors in a document, in document order; empty if it is valid.
    public func findings(in document: Document) -> [Finding] {
        report(on: document).filter { $0.severity == .error }
    }

    /// The errors and warnings in a document, such as deprecated settings.
    public func report(on document: Document) -> [Finding] { report(on: document, showing: [:]) }

    /// - Parameter texts: what messages show instead of some values, by their places.
    func report(on document: Document, showing texts: [Int: String]) -> [Finding] {
        document.withTape { view in
            let engine = explain(view)
            // An explanation may exceed the budget when a verdict does not: a valid document stays
            // valid.
            if engine.isExhausted, accepts(view) { return [] }
            var problems = engine.problems
            // A verdict may exceed the budget when its explanation does not: no refusal is without
            // a finding.
            if problems.allSatisfy(\.isWarning), !accepts(view) {
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
