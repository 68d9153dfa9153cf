import ConfigDocument
import SchemaValidation

/// `$ref` (Core 2020-12, 8.2.3.1), `$dynamicRef` (8.2.3.2) and `$recursiveRef` (Core 2019-09, 8.2.4.2.1).
extension KeywordCompiler {
    static let reference = KeywordCompiler(.ref) { scope, value in
        guard let target = scope.compiler.graph.target(of: scope.node) else { return }
        let resource = scope.compiler.graph.resourceID(of: target)
        scope.call(scope.compiler.block(of: target), resource: resource, at: value)
    }

    static let dynamicReference = KeywordCompiler(.dynamicRef) {
        scope,
        value in
        let graph = scope.compiler.graph
        guard let target = graph.target(of: scope.node, by: "$dynamicRef") else { return }
        // Without a $dynamicAnchor of that name at the target, it is an ordinary reference.
        let name = value.string?.split(separator: "#", omittingEmptySubsequences: false).last ?? ""
        let isDynamic = graph.resource(of: target).dynamicAnchors[String(name)] == target
        scope.addDynamicCall(to: target, anchor: isDynamic ? String(name) : nil, at: value)
    }

    static let recursiveReference = KeywordCompiler(.recursiveRef) {
        scope,
        value in
        let graph = scope.compiler.graph
        guard let target = graph.target(of: scope.node, by: "$recursiveRef") else { return }
        let isDynamic = graph.resource(of: target).isRecursiveAnchor
        let anchor = isDynamic ? ProgramCompiler.recursiveAnchor : nil
        scope.addDynamicCall(to: target, anchor: anchor, at: value)
    }
}

extension SchemaScope {
    /// Adds a call whose target depends on the dynamic scope, or a plain one without an anchor.
    fileprivate func addDynamicCall(to target: SchemaNode, anchor: String?, at cursor: Cursor) {
        let resource = compiler.graph.resourceID(of: target)
        let block = compiler.block(of: target)
        guard let anchor else { return call(block, resource: resource, at: cursor) }
        let instruction = Instruction(
            operation: .dynamicCall,
            kinds: .all,
            a: block,
            b: compiler.dynamicAnchor(anchor),
            c: UInt32(resource)
        )
        add(instruction, at: cursor)
    }
}
