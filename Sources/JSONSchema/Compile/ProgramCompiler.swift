import ConfigDocument
import ECMARegex
import SchemaValidation

/// Compiles a graph of schemas to a program: each schema to a block, laid out one after the other.
///
/// A class, since the keywords all add to it; it lives only while one program is compiled.
final class ProgramCompiler {
    let graph: SchemaGraph
    let options: ValidationProgram.Options
    /// Keywords add to it one at a time, all day long: no need to check each time.
    @exclusivity(unchecked) var tables = ProgramTables()
    @exclusivity(unchecked) private var blocks: [BlockDraft] = []
    /// The instructions of all blocks, each block's one after the other.
    @exclusivity(unchecked) private var instructions: [DraftInstruction] = []
    @exclusivity(unchecked) private var sureCalls: [SureCall] = []
    /// Per document and tape index: the block of the schema there, or `noBlock`.
    @exclusivity(unchecked) private var blockOfSchema: [[UInt32]]
    @exclusivity(unchecked) private var pending: [(schema: SchemaNode, block: UInt32)] = []
    @exclusivity(unchecked) private var faults = SchemaFaults()
    @exclusivity(unchecked) private(set) var sites: SiteDrafts
    /// The sites of all instructions, in the order in which these were added.
    @exclusivity(unchecked) var siteLists: [UInt32] = []
    /// The patterns of `tables`, ready to run.
    @exclusivity(unchecked) private(set) var compiledPatterns: [Pattern] = []
    @exclusivity(unchecked) private var patternIndex: [UInt32: UInt32] = [:]
    @exclusivity(unchecked) private var dynamicAnchors: [String: UInt32] = [:]
    /// Whether any reference is dynamic, so that resources have to be entered at run time.
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

    /// What is wrong with the keywords of a graph, some of whose references may lead nowhere.
    func keywordFaults() -> SchemaFaults {
        let entries = [block(of: graph.root)]
        compilePending()
        if faults.isEmpty { findEndlessReferences(from: entries) }
        return faults
    }

    // MARK: Blocks

    private static let noBlock = UInt32.max

    /// The block of a schema, which is compiled later where it is not yet.
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

    /// A block that no schema stands behind, such as the keywords before `unevaluatedProperties`.
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
        // One for all schemas, for the memory that it has by then.
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

    /// References that lead back to their own schema without going into the value never end. Where
    /// every document would meet such a circle the schema is of no use; one in a branch that may
    /// never be taken is left to the run, which refuses the documents that do take it.
    private func findEndlessReferences(from entries: [UInt32]) {
        var state = [UInt8](repeating: 0, count: blocks.count)
        for start in entries.map(Int.init) where state[start] == 0 {
            // Depth first without recursion: schemas may be chained by the thousand.
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
                        "this reference leads back to itself, and never to a value",
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

    /// The number of the text of a key, whose hash is on the tape.
    func string(key entry: TapeEntry, in view: TapeView) -> UInt32 {
        tables.strings.add(view.text(entry), hash: entry.body)
    }

    /// The number of the text of a string.
    func string(_ entry: TapeEntry, in view: TapeView) -> UInt32 {
        let text = view.text(entry)
        let hash = KeyHash.hash(padded: view.textStart(entry), length: text.count)
        return tables.strings.add(text, hash: hash)
    }

    /// The number of the site of a value; asked once for each.
    func addSite(_ cursor: Cursor, in schema: SchemaNode) -> UInt32 {
        sites.add(cursor, in: schema)
    }

    /// The number of a regular expression, which is compiled where it is met first.
    func pattern(_ string: UInt32) throws(PatternError) -> UInt32 {
        if let known = patternIndex[string] { return known }
        // Schemas in the field are full of needless escapes, and no validator refuses them.
        compiledPatterns.append(try Pattern(tables.strings[Int(string)], leniency: .annexB))
        tables.patterns.append(string)
        let index = UInt32(tables.patterns.count - 1)
        patternIndex[string] = index
        return index
    }

    /// The number of a dynamic anchor, with the blocks that it may lead to.
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

    /// `$recursiveAnchor` has no name; no `$dynamicAnchor` can have this one.
    static let recursiveAnchor = "\0"
}

/// A block before it is laid out: where its parts are in the compiler's lists.
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

/// An instruction whose operands are still block numbers, and the keywords that it stands for.
struct DraftInstruction {
    var instruction: Instruction
    /// Where its sites are in the compiler's `siteLists`.
    var sites: Range<Int>

    init(_ instruction: Instruction, sites: Range<Int> = 0..<0) {
        self.instruction = instruction
        self.sites = sites
    }
}
