import ConfigDocument

/// Runs a program for everything that is wrong: goes on after a failure, and notes for each where
/// the value and the keyword stand. It walks the same instructions as `FastEngine`.
struct ExhaustiveEngine {
    let program: ProgramStorage
    let view: TapeView
    private var steps: Int
    private var depth: Int
    private(set) var isExhausted = false
    var scope = DynamicScope()
    var evaluations = EvaluationStack()
    /// The sites of the keywords that led to the block being run.
    var path: [UInt32] = []
    private(set) var problems: [Located] = []
    /// Values that some schema marks as secret: nothing of them or inside them is shown.
    private(set) var secrets: Set<Int> = []

    /// A problem with its places.
    struct Located {
        var problem: Problem
        /// The tape index of the value, or of the key of a member that should not be there.
        var index: Int
        var site: UInt32
        /// The sites that led to the block, and `site` last.
        var path: [UInt32]
        var isWarning = false
    }

    init(program: ProgramStorage, view: TapeView, budget: ValidationProgram.Budget) {
        self.program = program
        self.view = view
        steps = budget.maxSteps
        depth = budget.maxDepth
    }

    mutating func run(entryPoint: Int) {
        if program.usesDynamicScope { scope.push(program.tables.resourceOfEntryPoint[entryPoint]) }
        let block = program.tables.entryPoints[entryPoint]
        _ = apply(block, 0, FastEngine.noTracker, by: nil)
        if isExhausted {
            problems = [Located(problem: .budget, index: 0, site: .max, path: [])]
        }
    }

    /// Applies a block to a value, by way of the keyword at a site.
    mutating func apply(_ block: UInt32, _ index: Int, _ tracker: Int, by site: UInt32?) -> Bool {
        steps -= 1
        guard steps >= 0, depth > 0 else {
            isExhausted = true
            return false
        }
        depth -= 1
        if let site { path.append(site) }
        defer {
            depth += 1
            if site != nil { path.removeLast() }
        }
        noteSecrets(block, index)
        let before = problems.count
        var accepts = true
        let bit: UInt16 = 1 << UInt16(view[index].rawKind)
        var position = Int(block)
        while true {
            let instruction = program.tables.code[position]
            if instruction.operation == .end || instruction.operation == .endBlock { break }
            if instruction.kinds.rawValue & bit != 0 {
                let step = Step(instruction: instruction, firstSite: program.tables.siteOfInstruction[position])
                if !check(step, index, tracker) { accepts = false }
            }
            // The block that refuses everything has one instruction and no end.
            if block == Block.reject { break }
            position += 1
        }
        if accepts, problems.count == before || problems[before...].allSatisfy(\.isWarning) {
            noteDeprecation(block, index)
        }
        return accepts
    }

    /// An instruction and where its sites start.
    struct Step {
        let instruction: Instruction
        let firstSite: UInt32
    }

    func site(_ step: Step, _ offset: Int = 0) -> UInt32 {
        let index = Int(step.firstSite) + offset
        return index < program.tables.instructionSites.count ? program.tables.instructionSites[index] : .max
    }

    mutating func note(_ problem: Problem, _ index: Int, at site: UInt32) {
        problems.append(Located(problem: problem, index: index, site: site, path: path + [site]))
    }

    // MARK: Branches whose problems may not count

    /// Runs with a list of problems of its own, and returns it.
    mutating func collecting(_ body: (inout Self) -> Bool) -> (accepts: Bool, problems: [Located]) {
        let outer = problems
        problems = []
        let accepts = body(&self)
        let inner = problems
        problems = outer
        return (accepts, inner)
    }

    mutating func add(_ located: [Located]) { problems += located }

    // MARK: Annotations

    private func forEachAnnotation(_ block: UInt32, _ body: (AnnotationKind, Int) -> Void) {
        guard block != Block.accept, block != Block.reject else { return }
        var position = Int(block)
        while program.tables.code[position].operation != .end { position += 1 }
        position += 1
        while program.tables.code[position].operation == .annotation {
            if let kind = AnnotationKind(rawValue: UInt8(truncatingIfNeeded: program.tables.code[position].b)) {
                body(kind, position)
            }
            position += 1
        }
    }

    private mutating func noteSecrets(_ block: UInt32, _ index: Int) {
        var isSecret = false
        forEachAnnotation(block) { kind, _ in if kind == .secret { isSecret = true } }
        if isSecret { secrets.insert(index) }
    }

    private mutating func noteDeprecation(_ block: UInt32, _ index: Int) {
        var found: (reason: String?, site: UInt32)?
        forEachAnnotation(block) { kind, position in
            guard kind == .deprecated else { return }
            let constant = program.view.constantView[program.view.constants[Int(program.tables.code[position].a)]]
            let reason =
                constant.kind == .string
                ? String(decoding: program.view.constantView.text(constant), as: UTF8.self) : nil
            found = (reason, program.tables.instructionSites[Int(program.tables.siteOfInstruction[position])])
        }
        guard let found else { return }
        problems.append(
            Located(
                problem: .deprecated(found.reason),
                index: index,
                site: found.site,
                path: path + [found.site],
                isWarning: true
            )
        )
    }
}
