import ConfigDocument
import JSONSchema

/// Converts the schemas of a graph to Swift-shaped types. All decisions about the generated code
/// are made here and in `Naming/`.
package struct Analyser {
    let graph: SchemaGraph
    let options: CompilerOptions
    let reader: FactsReader
    var draft: TypeDraft
    /// True if `null` is a valid document.
    private(set) var isRootNullable = false
    private var memo: [Shape: Resolution] = [:]
    /// The current nesting of containers and unions.
    private var depth = 0
    private static let depthLimit = 200
    /// True if a limit was reached beyond which no types can be created: the schema is refused.
    private var isExhausted = false

    /// A type, and whether `null` is allowed in addition.
    struct Use {
        var type: TypeRef
        var isNullable = false
    }

    private enum Resolution {
        case done(Use)
        case inProgress(demanded: TypeID?)
    }

    /// - Parameter root: the declaration of the whole document's type.
    init(_ graph: SchemaGraph, _ options: CompilerOptions, root: TypeDeclaration) {
        let isLibrary = if case .namespace = root.body { true } else { false }
        self.graph = graph
        self.options = options
        reader = FactsReader(graph: graph, isLibrary: isLibrary)
        draft = TypeDraft(root: root)
    }

    /// Declares the root first, whatever its type; a type that is not a declaration is wrapped.
    mutating func makeRoot(of node: SchemaNode, named name: String) {
        var use = use(of: Shape(node), from: Origin(swiftName: name))
        use.type = use.type.withoutSecret
        let content = use.isNullable ? TypeRef.optional(use.type) : use.type
        switch use.type {
        case .named(let id)
        where draft.aliases[id] == nil && (!use.isNullable || draft.isPending(id)):
            // An empty file is null, which a structure can keep in its extras.
            isRootNullable = use.isNullable
            draft.moveToRoot(id)
        case .array: draft.types[0].body = .wrapper(Wrapper(name: "elements", type: content))
        case .map: draft.types[0].body = .wrapper(Wrapper(name: "entries", type: content))
        default: draft.types[0].body = .wrapper(Wrapper(name: "value", type: content))
        }
        if draft.types[0].documentation.isEmpty {
            draft.types[0].documentation = documentation(of: Shape(node))
            draft.types[0].documentation.defaultText = nil
        }
    }

    /// Creates the types of further schemas, and of everything that the types so far refer to.
    ///
    /// - Returns: the types of these schemas.
    mutating func makeTypes(of demanded: [SchemaNode]) -> [TypeRef] {
        var uses: [TypeRef] = []
        let places = demanded.first.map { DocumentPlaces(graph.cursor(of: $0).document) }
        for node in demanded {
            let index = graph.cursor(of: node).index
            let pointer = places?.path(to: index).pointer ?? ""
            let origin = Origin(reference: Reference.name("#" + pointer))
            uses.append(use(of: Shape(node), from: origin).type)
        }
        while let (id, shape) = draft.nextPending() { fill(id, shape) }
        return uses
    }

    // MARK: From shapes to types

    mutating func use(of shape: Shape, from origin: Origin) -> Use {
        var origin = origin
        let shape = canonical(shape, &origin)
        switch memo[shape] {
        case .done(let use):
            share(use.type, with: origin.owner)
            return use
        case .inProgress(let demanded):
            let id =
                demanded
                ?? draft.declare(.wrapper(Wrapper(name: "value", type: .value(.recursion))), origin)
            draft.types[id].isShared = true
            memo[shape] = .inProgress(demanded: id)
            return Use(type: .named(id))
        case nil: break
        }
        // Each schema becomes one type, but schemas merged in new combinations can produce an
        // unlimited number.
        guard draft.types.count < options.maxTypes, !isExhausted else {
            return refused(
                shape,
                "the schema needs more than \(options.maxTypes) Swift types"
            )
        }
        guard depth < Self.depthLimit else { return tooDeep(shape) }
        memo[shape] = .inProgress(demanded: nil)
        depth += 1
        defer { depth -= 1 }
        var use = requested(for: shape) ?? resolve(shape, origin)
        if case .inProgress(let demanded?) = memo[shape] { fulfil(demanded, with: &use) }
        memo[shape] = .done(use)
        notePlace(of: shape, in: use.type.withoutSecret)
        return use
    }

    /// The result for schemas without a possible type, the first of which is reported.
    private mutating func refused(_ shape: Shape, _ reason: String) -> Use {
        if let node = shape.parts.first?.node, !isExhausted {
            isExhausted = true
            report(
                reason,
                suggestion:
                    "combine fewer schemas with allOf, anyOf and oneOf, or allow more types "
                    + "with --max-types, or maxTypes in schemac.yaml",
                at: graph.cursor(of: node),
                in: node
            )
        }
        return Use(type: .value(.depth))
    }

    /// The result beyond the maximum depth, without a type of its own and with a warning.
    private mutating func tooDeep(_ shape: Shape) -> Use {
        if let node = shape.parts.first?.node {
            var warning = Finding(
                message: "\(UntypedReason.depth.rawValue); its content has no types of its own",
                file: graph.file(of: node),
                position: graph.cursor(of: node).position
            )
            warning.severity = .warning
            draft.warn(warning)
        }
        return Use(type: .value(.depth))
    }

    /// Records the schema of a type, if there is exactly one.
    private mutating func notePlace(of shape: Shape, in type: TypeRef) {
        guard case .named(let id) = type, draft.types[id].place == nil,
            let part = shape.parts.first,
            shape == Shape(part.node)
        else { return }
        draft.types[id].place = SchemaPlace(part.node, in: graph)
    }

    /// Completes a type that contains itself. An array or map of itself is the same type where it
    /// is used.
    private mutating func fulfil(_ id: TypeID, with use: inout Use) {
        switch use.type {
        case .named(let result) where result != id, .secret(.named(let result)) where result != id:
            draft.alias(id, to: use.isNullable ? .optional(use.type) : use.type)
        case .array, .map:
            let name = if case .array = use.type { "elements" } else { "entries" }
            let body = TypeDeclaration.Body.wrapper(Wrapper(name: name, type: use.type))
            guard use.isNullable else {
                draft.types[id].body = body
                use.type = .named(id)
                return
            }
            // The uses within did not know that it may be null.
            let own = draft.declare(body, draft.types[id].origin)
            draft.types[own].isShared = true
            use.type = .named(own)
            draft.alias(id, to: .optional(use.type))
        default: draft.alias(id, to: .value(.recursion))
        }
    }

    private mutating func share(_ type: TypeRef, with owner: TypeID?) {
        guard let id = type.declaration else { return }
        if draft.types[id].origin.owner != owner { draft.types[id].isShared = true }
    }

    /// Follows references, and drops schemas that add nothing to others.
    private func canonical(_ shape: Shape, _ origin: inout Origin) -> Shape {
        var shape = shape
        var parts: [Shape.Part] = []
        for part in shape.parts {
            let (node, passed, reference) = reader.canonical(part.node)
            let isAlone = shape.parts.count == 1
            for passedNode in passed where isAlone { note(passedNode, in: &origin) }
            if isAlone {
                if let reference { origin.reference = Reference.name(reference) }
                note(node, in: &origin)
            }
            let next = Shape.Part(
                node: node,
                withoutBranches: part.withoutBranches && passed.isEmpty
            )
            if let index = parts.firstIndex(where: { $0.node == node }) {
                if !next.withoutBranches { parts[index] = next }
            } else {
                parts.append(next)
            }
        }
        if parts.count > 1 {
            let telling = parts.filter { !reader.facts(of: Shape([$0])).constrainsNothing }
            parts = telling.isEmpty ? Array(parts.prefix(1)) : telling
            if parts.count == 1, shape.parts.count > 1 {
                var inner = Shape(parts, either: shape.either, kinds: shape.kinds)
                if parts[0].withoutBranches { return inner }
                inner = canonical(inner, &origin)
                return inner
            }
        }
        shape.parts = parts
        return shape
    }

    private func note(_ node: SchemaNode, in origin: inout Origin) {
        let cursor = graph.cursor(of: node)
        if origin.title == nil { origin.title = cursor["title"]?.string }
        // The target of a `$ref` describes the type better than the place that refers to it.
        if let text = cursor["description"]?.string { origin.description = text }
        if let name = cursor["x-swift-name"]?.string,
            name.unicodeScalars.first?.properties.isUppercase == true
        {
            origin.swiftName = name
        }
    }

    private mutating func resolve(_ shape: Shape, _ origin: Origin) -> Use {
        let facts = reader.facts(of: shape)
        if facts.isNever || facts.kinds.isEmpty { return Use(type: .value(.never)) }
        if facts.saysNothing, shape.either.isEmpty, shape.kinds == .all {
            return Use(type: .value(.anything))
        }
        if reader.isObjectWithMembers(facts) {
            let isNullable = reader.knownKinds(facts)?.contains(.null) ?? false
            let rest = reader.meantKinds(facts).subtracting(.null)
            if rest == .object {
                let type = structure(shape, facts, origin)
                return Use(
                    type: isSecret(facts) ? .secret(type) : type,
                    isNullable: isNullable
                )
            }
        }
        var atoms = Atoms(reader: reader, limit: max(options.maxTypes, CompilerOptions().maxTypes))
        if let only = atoms.onlyBranch(of: shape, facts) {
            var use = use(of: only.shape, from: origin)
            if isSecret(facts) { use.type = .secret(use.type.withoutSecret) }
            if only.isNullable { use.isNullable = true }
            return use
        }
        atoms.collect(shape)
        if let reason = atoms.exhaustion { return refused(shape, reason) }
        guard isSecret(facts) else { return union(of: atoms, origin, isSecret: false) }
        var use = union(of: atoms, origin, isSecret: true)
        use.type = .secret(use.type.withoutSecret)
        return use
    }
}
