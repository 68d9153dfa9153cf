import ConfigDocument

/// Compiles a graph of schemas to a program: each schema to a block, laid out one after the other.
///
/// A class, since the keywords all add to it; it lives only while one program is compiled.
final class ProgramCompiler {
    let graph: SchemaGraph
    let options: ValidationProgram.Options
    var tables = ProgramTables()
    private(set) var blocks: [BlockDraft] = []
    private var blockOfSchema: [SchemaNode: UInt32] = [:]
    private var pending: [(schema: SchemaNode, block: UInt32)] = []
    private(set) var findings: [Finding] = []
    private var stringIndex: [String: UInt32] = [:]
    private var siteIndex: [ProgramTables.Site: UInt32] = [:]
    private var dynamicAnchors: [String: UInt32] = [:]
    private lazy var places = PlaceIndex(graph: graph)
    /// Whether any reference is dynamic, so that resources have to be entered at run time.
    private(set) var usesDynamicScope = false

    init(graph: SchemaGraph, options: ValidationProgram.Options) {
        self.graph = graph
        self.options = options
        let constants: [Instruction] = [
            Instruction(operation: .end, kinds: .all),
            Instruction(operation: .reject, kinds: .all),
        ]
        for instruction in constants {
            var draft = BlockDraft()
            draft.code = [DraftInstruction(instruction, sites: [])]
            blocks.append(draft)
        }
    }

    func compile(entryPoints: [SchemaNode]) throws(SchemaError) -> ProgramTables {
        usesDynamicScope = graph.targets.keys.contains { $0.keyword != "$ref" }
        let nodes = [graph.root] + entryPoints
        let entries = nodes.map { block(of: $0) }
        while let next = pending.popLast() { compileSchema(next.schema, into: next.block) }
        if findings.isEmpty { findEndlessReferences() }
        guard findings.isEmpty else {
            throw SchemaError(
                findings: findings.sorted {
                    ($0.position?.offset ?? 0) < ($1.position?.offset ?? 0)
                }
            )
        }
        tables.entryPoints = entries
        tables.resourceOfEntryPoint = nodes.map { UInt32(graph.resourceID(of: $0)) }
        var layout = ProgramLayout(blocks: blocks, tables: tables)
        layout.arrange()
        return layout.tables
    }

    // MARK: Blocks

    /// The block of a schema, which is compiled later where it is not yet.
    func block(of schema: SchemaNode) -> UInt32 {
        if let known = blockOfSchema[schema] { return known }
        if let value = graph.cursor(of: schema).bool, value { return Block.accept }
        let block = UInt32(blocks.count)
        blocks.append(BlockDraft())
        blockOfSchema[schema] = block
        pending.append((schema, block))
        return block
    }

    /// A block that no schema stands behind, such as the keywords before `unevaluatedProperties`.
    func addBlock(_ draft: BlockDraft) -> UInt32 {
        blocks.append(draft)
        return UInt32(blocks.count - 1)
    }

    private func compileSchema(_ node: SchemaNode, into block: UInt32) {
        let cursor = graph.cursor(of: node)
        let scope = SchemaScope(compiler: self, node: node, cursor: cursor)
        if cursor.bool == false {
            scope.add(Instruction(operation: .reject, kinds: .all), at: [cursor])
        } else if cursor.isObject {
            scope.compileKeywords()
        } else {
            report(
                "a schema is an object, true or false; this is \(describe(cursor.kind))",
                at: cursor
            )
        }
        blocks[Int(block)] = scope.finish()
    }

    // MARK: Findings

    func report(_ message: String, at cursor: Cursor) {
        var finding = Finding(
            message: message,
            file: cursor.document.name,
            position: cursor.position
        )
        finding.absoluteKeywordLocation =
            "\(cursor.document.name)#\(cursor.document.pointer(to: cursor.index))"
        findings.append(finding)
    }

    /// References that lead back to their own schema without going into the value never end. Beside
    /// other keywords they say nothing, since a value that is valid by those is valid by itself too:
    /// they are left out. Where there is nothing else in the circle, no schema was meant.
    private func findEndlessReferences() {
        var state = [UInt8](repeating: 0, count: blocks.count)
        for start in blocks.indices where state[start] == 0 {
            // Depth first without recursion: schemas may be chained by the thousand.
            var stack: [(block: Int, next: Int)] = [(start, 0)]
            state[start] = 1
            while let (block, next) = stack.last {
                let calls = blocks[block].sureCalls
                guard next < calls.count else {
                    state[block] = 2
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                let target = Int(calls[next].block)
                if state[target] == 1 {
                    let circle = stack.drop { $0.block != target }
                    if circle.allSatisfy({ blocks[$0.block].onlyCalls }) {
                        report(
                            "this reference leads back to itself, and never to a value",
                            at: calls[next].cursor
                        )
                        return
                    }
                    blocks[block].disable(callsOf: calls[next].block)
                }
                if state[target] == 0 {
                    state[target] = 1
                    stack.append((target, 0))
                }
            }
        }
    }

    // MARK: Tables

    func string(_ text: String) -> UInt32 {
        if let known = stringIndex[text], tables.strings[Int(known)].utf8.elementsEqual(text.utf8) {
            return known
        }
        tables.strings.append(text)
        let index = UInt32(tables.strings.count - 1)
        stringIndex[text] = index
        return index
    }

    func site(_ cursor: Cursor, in schema: SchemaNode) -> UInt32 {
        let place = places.place(
            SchemaNode(document: schema.document, index: cursor.index),
            in: self
        )
        let depth =
            places.depth(cursor.index, schema.document)
            - places.depth(schema.index, schema.document)
        let site = ProgramTables.Site(place: place, depth: UInt32(depth), prefix: .max)
        if let known = siteIndex[site] { return known }
        tables.sites.append(site)
        let index = UInt32(tables.sites.count - 1)
        siteIndex[site] = index
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

/// A block before it is laid out.
struct BlockDraft {
    var code: [DraftInstruction] = []
    var annotations: [DraftInstruction] = []
    /// Blocks that this one always applies to the same value, to find endless references.
    var sureCalls: [(block: UInt32, cursor: Cursor)] = []
    var resource = 0

    /// Whether nothing is said but references to be applied to the same value.
    var onlyCalls: Bool {
        code.allSatisfy {
            [.call, .callResource, .end, .endBlock].contains($0.instruction.operation)
        }
    }

    /// Leaves out the calls of a block.
    mutating func disable(callsOf block: UInt32) {
        code.removeAll {
            [.call, .callResource].contains($0.instruction.operation) && $0.instruction.a == block
        }
    }
}

/// An instruction whose operands are still block numbers, and the keywords that it stands for.
struct DraftInstruction {
    var instruction: Instruction
    var sites: [UInt32]

    init(_ instruction: Instruction, sites: [UInt32]) {
        self.instruction = instruction
        self.sites = sites
    }
}
