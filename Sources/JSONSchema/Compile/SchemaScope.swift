import ConfigDocument
import ECMARegex
import SchemaValidation

/// A schema during its compilation: keywords add their parts, and `finish` turns these into
/// instructions, the cheapest and most likely to refuse first.
final class SchemaScope {
    let compiler: ProgramCompiler
    @exclusivity(unchecked) private(set) var node: SchemaNode
    @exclusivity(unchecked) private(set) var cursor: Cursor
    @exclusivity(unchecked) private(set) var dialect: Dialect
    @exclusivity(unchecked) private(set) var code: [DraftInstruction] = []
    @exclusivity(unchecked) private(set) var annotations: [DraftInstruction] = []
    @exclusivity(unchecked) private(set) var sureCalls: [SureCall] = []
    @exclusivity(unchecked) private var keywordSites: [(index: Int, site: UInt32)] = []

    // Keywords that are checked by one instruction.
    @exclusivity(unchecked) var range = RangeDraft()
    @exclusivity(unchecked) var length = CountDraft()
    @exclusivity(unchecked) var members = CountDraft()
    @exclusivity(unchecked) var elements = CountDraft()
    @exclusivity(unchecked) var object = ObjectDraft()
    @exclusivity(unchecked) var unevaluatedProperties: Cursor?
    @exclusivity(unchecked) var unevaluatedItems: Cursor?

    init(compiler: ProgramCompiler) {
        self.compiler = compiler
        node = compiler.graph.root
        cursor = compiler.graph.cursor(of: node)
        dialect = compiler.graph.dialect(of: node)
    }

    /// Starts another schema, and discards the parts of the previous one.
    func begin(_ schema: SchemaNode) {
        node = schema
        cursor = compiler.graph.cursor(of: schema)
        dialect = compiler.graph.dialect(of: schema)
        code.removeAll(keepingCapacity: true)
        annotations.removeAll(keepingCapacity: true)
        sureCalls.removeAll(keepingCapacity: true)
        keywordSites.removeAll(keepingCapacity: true)
        range = RangeDraft()
        length = CountDraft()
        members = CountDraft()
        elements = CountDraft()
        object = ObjectDraft()
        unevaluatedProperties = nil
        unevaluatedItems = nil
    }

    var draft: Draft { dialect.draft }

    // MARK: What keywords call

    /// Adds an instruction for the keyword whose value is at `cursor`.
    func add(_ instruction: Instruction, at cursor: Cursor) {
        let start = compiler.siteLists.count
        compiler.siteLists.append(keywordSite(cursor))
        code.append(DraftInstruction(instruction, sites: start..<start + 1))
    }

    /// Adds an instruction for several keywords, whose values are at `cursors`.
    func add(_ instruction: Instruction, at cursors: [Cursor]) {
        let start = compiler.siteLists.count
        for cursor in cursors { compiler.siteLists.append(keywordSite(cursor)) }
        code.append(DraftInstruction(instruction, sites: start..<compiler.siteLists.count))
    }

    /// - Parameter text: JSON to store instead of the value.
    func annotate(_ kind: AnnotationKind, _ value: Cursor, as text: String? = nil) {
        let instruction = Instruction(
            operation: .annotation,
            kinds: [],
            a: text.map(constant(json:)) ?? constant(value),
            b: UInt32(kind.rawValue)
        )
        let start = compiler.siteLists.count
        compiler.siteLists.append(site(value))
        annotations.append(DraftInstruction(instruction, sites: start..<start + 1))
    }

    /// The site of a value that only one part of the program refers to.
    func site(_ cursor: Cursor) -> UInt32 { compiler.addSite(cursor, in: node) }

    /// The site of a keyword, shared by all its instructions. These are added consecutively, so it
    /// suffices to search the last few sites, however long an `allOf` is.
    private func keywordSite(_ cursor: Cursor) -> UInt32 {
        if let known = keywordSites.suffix(8).last(where: { $0.index == cursor.index }) {
            return known.site
        }
        let site = site(cursor)
        keywordSites.append((cursor.index, site))
        return site
    }

    func report(_ message: String, at cursor: Cursor) { compiler.report(message, at: cursor) }

    /// The block of a nested schema; if that has its own `$id` and the dynamic scope matters, a
    /// block that first enters its resource.
    func block(_ cursor: Cursor) -> UInt32 {
        let child = compiler.graph.node(at: cursor, in: node)
        let block = compiler.block(of: child)
        let resource = compiler.graph.resourceID(of: child)
        guard compiler.usesDynamicScope, resource != compiler.graph.resourceID(of: node) else {
            return block
        }
        let enter = Instruction(
            operation: .callResource,
            kinds: .all,
            a: block,
            b: UInt32(resource)
        )
        return compiler.addBlock([DraftInstruction(enter)])
    }

    /// Adds a call of a block that always applies to the same value.
    func call(_ block: UInt32, resource: Int?, at cursor: Cursor) {
        sureCalls.append(SureCall(block: block, cursor: cursor))
        let enters = resource.map { $0 != compiler.graph.resourceID(of: node) } ?? false
        let instruction =
            enters && compiler.usesDynamicScope
            ? Instruction(operation: .callResource, kinds: .all, a: block, b: UInt32(resource ?? 0))
            : Instruction(operation: .call, kinds: .all, a: block)
        add(instruction, at: cursor)
    }

    func branches(_ cursors: [Cursor]) -> (start: UInt32, count: UInt32) {
        let start = UInt32(compiler.tables.branches.count)
        for cursor in cursors {
            let branch = Branch(block: block(cursor), accepted: [], possible: .all)
            compiler.tables.branches.append(branch)
            compiler.tables.siteOfBranch.append(site(cursor))
        }
        return (start, UInt32(cursors.count))
    }

    func words(_ texts: [UInt32]) -> (start: UInt32, count: UInt32) {
        let start = UInt32(compiler.tables.words.count)
        compiler.tables.words += texts
        return (start, UInt32(texts.count))
    }

    func constant(_ cursor: Cursor) -> UInt32 { constant(json: CompactJSON.text(of: cursor)) }

    private func constant(json: String) -> UInt32 {
        compiler.tables.constants.append(compiler.string(json))
        return UInt32(compiler.tables.constants.count - 1)
    }

    /// Compiles a regular expression, or reports its error.
    func pattern(_ text: UInt32, at cursor: Cursor) -> UInt32? {
        do throws(PatternError) {
            return try compiler.pattern(text)
        } catch {
            let text = compiler.tables.strings[Int(text)]
            report("\(quoted(text)) is not a regular expression: \(error.message)", at: cursor)
            return nil
        }
    }

    // MARK: The result

    func finish() {
        range.finish(self)
        length.finish(self, operation: .length, kinds: .string)
        members.finish(self, operation: .memberCount, kinds: .object)
        elements.finish(self, operation: .elementCount, kinds: .array)
        object.finish(self)
        // Stable, so that instructions of equal cost keep the order of the schema.
        code.sortStably(by: \.instruction.operation.cost)
        if let items = unevaluatedItems { wrap(.unevaluatedItems, items) }
        if let properties = unevaluatedProperties { wrap(.unevaluatedProperties, properties) }
    }

    /// Moves all instructions so far to a separate block, whose evaluations are recorded.
    private func wrap(_ operation: Operation, _ schema: Cursor) {
        let inner = compiler.addBlock(code)
        code.removeAll(keepingCapacity: true)
        add(
            Instruction(operation: operation, kinds: .all, a: inner, b: block(schema)),
            at: schema
        )
    }
}
