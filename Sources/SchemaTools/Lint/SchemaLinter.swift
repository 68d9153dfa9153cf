public import JSONSchema
public import SchemaCompiler

/// Reviews schemas: errors first, then advice.
///
///     let report = SchemaLinter().lint(sources)
///     print(report.errors, report.advice)
public struct SchemaLinter: Sendable {
    /// The findings and the advice about schemas.
    public struct Report: Sendable {
        /// Errors that make a schema unusable.
        public var errors: [Finding] = []
        /// Advice about valid schemas.
        public var advice: [Advice] = []
    }

    /// The options of generated code, whose names are checked as well.
    public var options = CompilerOptions()
    /// Disabled rules.
    public var disabled: Set<LintRule> = []

    /// Creates a linter with all rules enabled.
    public init() {}

    /// Reads the schemas, which may refer to each other.
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
