public import JSONSchema
public import SchemaCompiler

/// Reads schemas as a careful colleague would: errors first, then advice.
///
///     let report = SchemaLinter().lint(sources)
///     print(report.errors, report.advice)
public struct SchemaLinter: Sendable {
    public struct Report: Sendable {
        /// What makes a schema unusable.
        public var errors: [Finding] = []
        public var advice: [Advice] = []
    }

    public var options = CompilerOptions()
    /// The rules that are not applied.
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
