public import ConfigDocument

extension ValidationProgram {
    /// True if a document is valid. Stops at the first failure.
    public func accepts(_ document: Document) -> Bool { accepts(document.root) }

    /// True if a value in a document is valid according to the schema at an entry point.
    public func accepts(_ cursor: Cursor, entryPoint: Int = 0) -> Bool {
        // Avoids a closure, because its call would be noticeable for small documents.
        defer { withExtendedLifetime(cursor) {} }
        return accepts(cursor.document.storage.view, at: cursor.index, entryPoint: entryPoint)
    }

    /// True if a value in memory owned by a `JSONReader` is valid.
    package func accepts(_ view: TapeView, at index: Int = 0, entryPoint: Int = 0) -> Bool {
        guard storage.tables.entryPoints.indices.contains(entryPoint) else { return false }
        return FastEngine.outcome(
            index,
            in: view,
            program: storage,
            entryPoint: entryPoint,
            budget: budget
        )
        .accepts
    }

    /// Runs the exhaustive engine over a document.
    ///
    /// - Parameter isBrief: the verdict has already exhausted the budget.
    func explain(_ view: TapeView, isBrief: Bool = false) -> ExhaustiveEngine {
        var budget = budget
        if isBrief {
            budget.maxSteps = min(budget.maxSteps, max(1_000, budget.maxSteps / 1_000))
            budget.maxPatternSteps /= 16
        }
        var shallow = budget
        shallow.maxDepth = min(budget.maxDepth, DeepStack.exhaustiveLevels)
        var engine = ExhaustiveEngine(
            program: storage,
            view: view,
            budget: shallow,
            isBrief: isBrief
        )
        engine.run(entryPoint: 0)
        guard engine.isTooDeep, budget.maxDepth > shallow.maxDepth else { return engine }
        let deep = DeepStack.run(levels: budget.maxDepth) {
            var engine = ExhaustiveEngine(
                program: storage,
                view: view,
                budget: budget,
                isBrief: isBrief
            )
            engine.run(entryPoint: 0)
            return engine
        }
        return deep ?? engine
    }
}
