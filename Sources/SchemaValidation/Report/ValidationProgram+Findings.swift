public import ConfigDocument

extension ValidationProgram {
    /// Everything that is wrong with a document, in document order; empty when it is valid.
    public func findings(in document: Document) -> [Finding] {
        report(on: document).filter { $0.severity == .error }
    }

    /// The findings of a document and its warnings, such as settings that are deprecated.
    public func report(on document: Document) -> [Finding] {
        document.withTape { view in
            let engine = explain(view)
            // To explain takes more steps than to decide: a document that is valid stays so.
            if engine.isExhausted, accepts(view) { return [] }
            if engine.problems.isEmpty { return [] }
            let report = FindingReport(
                document: document,
                program: storage,
                secrets: secrets(in: document)
            )
            return report.findings(engine.problems, isFull: engine.isFull)
        }
    }
}
