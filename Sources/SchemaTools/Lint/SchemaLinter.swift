public import JSONSchema
public import SchemaCompiler

/// Reviews schemas: errors first, then advice.
///
///     let report = SchemaLinter().lint(sources)
///     print(report.errors, report.advice)
public struct SchemaLinter: Sendable {
    public struct Report: Sendable {
        /// Errors that make a schema unusable.
        public var errors: [Finding] = []
        public var advice: [Advice] = []
    }

    public var options = CompilerOptions()
    /// Disabled rules.
    public var disabled: Set<LintRule> = []

    public init() {}

    public func lint(_ sources: [SchemaSource]) -> Report {
        var report = Report()
        let references = References(sources, options)
        for source in sources {
            let (graph, errors, unused) = references.registry(for: source).examine(
                source.document,
                baseURI: source.uri
            )
            var run = LintRun(graph: graph, source: source)
            run.readSchemas()
            run.advise(.danglingReference, unused)
            var problems = errors
            if errors.isEmpty {
                problems = run.checkValues()
            }
            report.errors += references.located(problems)
            report.advice += run.advice.filter { !disabled.contains($0.rule) }.map { advice in
                var advice = advice
                advice.finding = references.located([advice.finding])[0]
                return advice
            }
        }
        report.errors = report.errors.eachOnce
        var seen: Set<String> = []
        report.advice.removeAll { !seen.insert($0.description).inserted }
        return report
    }
}
