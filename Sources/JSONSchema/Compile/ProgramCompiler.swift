import ConfigDocument
import ECMARegex
import SchemaValidation

/// Compiles a graph of schemas to a program: each schema to a block, one after the other.
///
/// A class, because all keywords modify it; it exists only while one program is compiled.
final class ProgramCompiler {
    let graph: SchemaGraph
    let options: ValidationProgram.Options
    /// Modified so often that exclusivity checks would be noticeable.
    @exclusivity(unchecked) var tables = ProgramTables()
    @exclusivity(unchecked) private var blocks: [BlockDraft] = []
    /// The instructions of all blocks, grouped by block.
    @exclusivity(unchecked) private var instructions: [DraftInstruction] = []
    @exclusivity(unchecked) private var sureCalls: [SureCall] = []
    /// The block of the schema at each tape index of each document, or `noBlock`.
    @exclusivity(unchecked) private var blockOfSchema: [[UInt32]]
    @exclusivity(unchecked) private var pending: [(schema: SchemaNode, block: UInt32)] = []
    @exclusivity(unchecked) private var faults = SchemaFaults()
    @exclusivity(unchecked) private(set) var sites: SiteDrafts
    /// The sites of all instructions, in the order of their addition.
    @exclusivity(unchecked) var siteLists: [UInt32] = []
    /// The compiled patterns of `tables`.
    @exclusivity(unchecked) private(set) var compiledPatterns: [Pattern] = []
    @exclusivity(unchecked) private var patternIndex: [UInt32: UInt32] = [:]
    @exclusivity(unchecked) private var dynamicAnchors: [String: UInt32] = [:]
    /// The places that rules across settings name, read for the first of these.
    private(set) lazy var places = SettingPlaces(graph)
    /// True if any reference is dynamic, so that resources must be entered at run time.
    @exclusivity(unchecked) private(set) var usesDynamicScope = false

    init(graph: SchemaGraph, options: ValidationProgram.Options) {
        self.graph = graph
        self.options = options
        sites = SiteDrafts(graph: graph)
        blockOfSchema = graph.documents.map { document in
            Array(repeating: Self.noBlock, count: document.storage.view.next(after: 0))
        }
        _ = addBlock([DraftInstruction(Instruction(operation: .end, kinds: .all))])
        _ = addBlock([DraftInstruction(Instruction(operation: .reject, kinds: .all))])
    }

    func compile(entryPoints: [SchemaNode]) throws(SchemaError) -> ProgramTables {
        usesDynamicScope = !graph.dynamicTargets.isEmpty
        let nodes = [graph.root] + entryPoints
        let entries = nodes.map { block(of: $0) }
        compilePending()
        if faults.isEmpty { findEndlessReferences(from: entries) }
        guard faults.isEmpty else { throw faults.error(documents: graph.documents) }
        tables.entryPoints = entries
        tables.resourceOfEntryPoint = nodes.map { UInt32(graph.resourceID(of: $0)) }
        var layout = ProgramLayout(
            blocks: blocks,
            instructions: instructions,
            siteLists: siteLists,
            tables: tables
        )
        tables = ProgramTables()
        layout.arrange()
        return layout.tables
    }

    /// The faults in the keywords of a graph, whose references need not all be resolved.
    func keywordFaults() -> SchemaFaults {
        let entries = [block(of: graph.root)]
        compilePending()
        if faults.isEmpty { findEndlessReferences(from: entries) }
        return faults
    }

    // MARK: Blocks

    private static let noBlock = UInt32.max

    /// The block of a schema, which is compiled later if necessary.
    func block(of schema: SchemaNode) -> UInt32 {
        let known = blockOfSchema[schema.document][schema.index]
        if known != Self.noBlock { return known }
        if let value = graph.cursor(of: schema).bool, value { return Block.accept }
        let block = UInt32(blocks.count)
        blocks.append(BlockDraft())
        blockOfSchema[schema.document][schema.index] = block
        pending.append((schema, block))
        return block
    }

    /// Adds a block without a schema of its own, such as the keywords before
    /// `unevaluatedProperties`.
    func addBlock(_ code: [DraftInstruction]) -> UInt32 {
        blocks.append(draft(code, annotations: [], sureCalls: []))
        return UInt32(blocks.count - 1)
    }

    private func draft(
        _ code: [DraftInstruction],
        annotations: [DraftInstruction],
        sureCalls calls: [SureCall]
    ) -> BlockDraft {
        let start = instructions.count
        instructions += code
        instructions += annotations
        sureCalls += calls
        return BlockDraft(
            code: start..<start + code.count,
            annotations: start + code.count..<instructions.count,
            sureCalls: sureCalls.count - calls.count..<sureCalls.count
        )
    }

    private func compilePending() {
        // Shared by all schemas to reuse its memory.
        let scope = SchemaScope(compiler: self)
        while let next = pending.popLast() {
            scope.begin(next.schema)
            compileSchema(scope)
            scope.finish()
            blocks[Int(next.block)] = draft(
                scope.code,
                annotations: scope.annotations,
                sureCalls: scope.sureCalls
            )
        }
    }

    private func compileSchema(_ scope: SchemaScope) {
        let cursor = scope.cursor
        if cursor.bool == false {
            scope.add(Instruction(operation: .reject, kinds: .all), at: cursor)
        } else if cursor.isObject {
            scope.compileKeywords()
            scope.noteUntyped()
        } else {
            let isTuple =
                cursor.isArray && scope.draft == .draft2020 && cursor.index > 0
                && Cursor(document: cursor.document, index: cursor.index - 1).text == "items"
            report(
                "a schema is an object, true or false; this is \(describe(cursor.kind))"
                    + (isTuple ? ": since 2020-12 an array of schemas is called prefixItems" : ""),
                at: cursor
            )
        }
    }

    // MARK: Findings

    func report(_ message: String, at cursor: Cursor) { faults.report(message, at: cursor) }

    /// Finds references that lead back to their own schema without descending into the value. If
    /// every document would enter such a circle, the schema is refused; one in a branch that may
    /// never be taken is left to the run, which refuses the documents that take it.
    private func findEndlessReferences(from entries: [UInt32]) {
        var state = [UInt8](repeating: 0, count: blocks.count)
        for start in entries.map(Int.init) where state[start] == 0 {
            // Depth first without recursion, since chains of schemas may be thousands long.
            var stack: [(block: Int, next: Int)] = [(start, 0)]
            state[start] = 1
            while let (block, next) = stack.last {
                let calls = sureCalls[blocks[block].sureCalls]
                guard next < calls.count else {
                    state[block] = 2
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                let call = calls[calls.startIndex + next]
                let target = Int(call.block)
                if state[target] == 1 {
                    report(
                        "this reference leads back to itself and never reaches a value",
                        at: call.cursor
                    )
                    return
                }
                if state[target] == 0 {
                    state[target] = 1
                    stack.append((target, 0))
                }
            }
        }
    }

    // MARK: Tables

    func string(_ text: String) -> UInt32 { tables.strings.add(text) }

    /// The index of a key's string, whose hash is on the tape.
    func string(key entry: TapeEntry, in view: TapeView) -> UInt32 {
        tables.strings.add(view.text(entry), hash: entry.body)
    }

    /// The index of a string.
    func string(_ entry: TapeEntry, in view: TapeView) -> UInt32 {
        let text = view.text(entry)
        let hash = KeyHash.hash(padded: view.textStart(entry), length: text.count)
        return tables.strings.add(text, hash: hash)
    }

    /// The index of a value's site. Call it once for each value.
    func addSite(_ cursor: Cursor, in schema: SchemaNode) -> UInt32 {
        sites.add(cursor, in: schema)
    }

    /// The index of a regular expression, which is compiled on first use.
    func pattern(_ string: UInt32) throws(PatternError) -> UInt32 {
        if let known = patternIndex[string] { return known }
        // Lenient, since real schemas are full of needless escapes that no validator refuses.
        compiledPatterns.append(try Pattern(tables.strings[Int(string)], leniency: .annexB))
        tables.patterns.append(string)
        let index = UInt32(tables.patterns.count - 1)
        patternIndex[string] = index
        return index
    }

    /// The index of a dynamic anchor, with the blocks that it may lead to.
    func dynamicAnchor(_ name: String) -> UInt32 {
        if let known = dynamicAnchors[name] { return known }
        var pairs: [UInt32] = []
        for (number, resource) in graph.resources.enumerated() {
            let isRecursion = name == Self.recursiveAnchor
            let target =
                isRecursion
                ? (resource.isRecursiveAnchor ? resource.root : nil) : resource.dynamicAnchors[name]
            if let target { pairs += [UInt32(number), block(of: target)] }
        }
        let start = UInt32(tables.words.count)
        tables.words += pairs
        tables.dynamicAnchors.append(
            ProgramTables.DynamicAnchor(start: start, count: UInt32(pairs.count / 2))
        )
        dynamicAnchors[name] = UInt32(tables.dynamicAnchors.count - 1)
        return UInt32(tables.dynamicAnchors.count - 1)
    }

    /// The anchor of `$recursiveAnchor`, which has no name; no `$dynamicAnchor` can have this one.
    static let recursiveAnchor = "\0"
}

/// A block before layout: the ranges of its parts in the compiler's arrays.
struct BlockDraft {
    var code = 0..<0
    var annotations = 0..<0
    var sureCalls = 0..<0
}

/// A block that another one always applies to the same value, to find endless references.
struct SureCall {
    var block: UInt32
    var cursor: Cursor
}

/// An instruction whose operands are still block numbers, with the sites of its keywords.
struct DraftInstruction {
    var instruction: Instruction
    /// The range of its sites in the compiler's `siteLists`.
    var sites: Range<Int>

    init(_ instruction: Instruction, sites: Range<Int> = 0..<0) {
        self.instruction = instruction
        self.sites = sites
    }
}
