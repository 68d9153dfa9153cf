import ConfigDocument
package import JSONSchema

/// Turns the schemas of a graph into Swift-shaped types. Every decision about the generated code is
/// taken here and in `Naming/`.
package struct Analyser {
    let graph: SchemaGraph
    let options: CompilerOptions
    let reader: FactsReader
    /// What schemas ask for and cannot have.
    var findings: [Finding] = []
    var model = Model()
    /// The formats that options give a type and that were met: `format:semver`.
    var chosenFormats: Set<String> = []
    private var memo: [Shape: Resolution] = [:]
    /// Types that were asked for while they were being made, and what became of them.
    var aliases: [TypeID: TypeRef] = [:]
    /// How many containers and unions are being made inside each other.
    private var depth = 0
    private static let depthLimit = 200
    /// Whether a limit was met that leaves no types to be made: the schema is refused.
    private var isExhausted = false
    /// Structures whose properties are still to be looked at.
    var pending: [(id: TypeID, shape: Shape)] = []
    var entryPointNumbers: [SchemaNode: Int] = [:]

    /// A type, and whether `null` is allowed besides.
    struct Use {
        var type: TypeRef
        var isNullable = false
    }

    private enum Resolution {
        case done(Use)
        case inProgress(demanded: TypeID?)
    }

    package init(graph: SchemaGraph, options: CompilerOptions = CompilerOptions()) {
        self.graph = graph
        self.options = options
        reader = FactsReader(graph: graph)
    }

    /// The types of a whole document, without names but for those that are asked for.
    ///
    /// - Parameters:
    ///   - rootName: the Swift name of the type of the whole document.
    ///   - demanded: further schemas whose types are to be declared, since other documents refer to
    ///     them.
    package mutating func analyse(rootName: String, demanded: [SchemaNode] = []) -> Model {
        model.types.append(
            TypeDeclaration(body: .structure(Structure()), origin: Origin(swiftName: rootName))
        )
        makeRoot(of: graph.root, named: rootName)
        return analyse(demanded)
    }

    /// The types of those schemas of a document that others refer to.
    ///
    /// - Parameter root: the document's own schema; it has a type where it is among the demanded.
    mutating func analyseLibrary(
        named name: String,
        root: SchemaNode,
        demanded: [SchemaNode]
    ) -> Model {
        model.isLibrary = true
        model.types.append(TypeDeclaration(body: .namespace, origin: Origin(swiftName: name)))
        model.types[0].documentation.text =
            "What \(graph.file(of: root)) declares, for all schemas that refer to it."
        if demanded.contains(root) { makeRoot(of: root, named: name) }
        return analyse(demanded.filter { $0 != root })
    }

    private mutating func analyse(_ demanded: [SchemaNode]) -> Model {
        var uses: [TypeRef] = []
        let places = demanded.first.map { DocumentPlaces(graph.cursor(of: $0).document) }
        for node in demanded {
            let index = graph.cursor(of: node).index
            let pointer = places?.pointer(to: index).description ?? ""
            let origin = Origin(reference: Reference.name("#" + pointer))
            uses.append(use(of: Shape(node), from: origin).type)
        }
        var filled = 0
        while filled < pending.count {
            fill(pending[filled].id, pending[filled].shape)
            filled += 1
        }
        resolveAliases()
        var containment = Containment(model.types)
        containment.breakCycles()
        model.types = containment.types
        applyDefaults()
        model.demanded = uses.compactMap { resolved($0).declaration }
        model.declared = model.neededTypes()
        keepExtras()
        return model
    }

    /// The default of each property, as the schema writes it.
    var defaultSources: [Defaults.Place: DefaultSource] = [:]
    /// The numbers of what defaults have to fit, in the program that they are held to.
    var defaultEntryPoints: [SchemaNode: Int] = [:]
    /// Structures whose objects may have members that no property is declared for.
    var openStructures: Set<TypeID> = []

    private(set) var isRootNullable = false

    private func isPending(_ id: TypeID) -> Bool { pending.contains { $0.id == id } }

    /// The root is declared first, whatever it is; a type that is no declaration is wrapped.
    private mutating func makeRoot(of node: SchemaNode, named name: String) {
        var use = use(of: Shape(node), from: Origin(swiftName: name))
        use.type = use.type.withoutSecret
        var body = TypeDeclaration.Body.wrapper(Wrapper(name: "value", type: use.type))
        let content = use.isNullable ? TypeRef.optional(use.type) : use.type
        switch use.type {
        case .named(let id) where aliases[id] == nil && (!use.isNullable || isPending(id)):
            // An empty file is null, which the extras of a structure can keep.
            isRootNullable = use.isNullable
            aliases[id] = .named(0)
            body = model.types[id].body
            model.types[0].place = model.types[id].place
            model.types[id].place = nil
            model.types[0].documentation = model.types[id].documentation
            model.types[0].origin.title = model.types[id].origin.title
            if openStructures.contains(id) { openStructures.insert(0) }
            for index in pending.indices where pending[index].id == id { pending[index].id = 0 }
            for index in model.types.indices where model.types[index].origin.owner == id {
                model.types[index].origin.owner = 0
            }
        case .array: body = .wrapper(Wrapper(name: "elements", type: content))
        case .map: body = .wrapper(Wrapper(name: "entries", type: content))
        default: body = .wrapper(Wrapper(name: "value", type: content))
        }
        model.types[0].body = body
        if model.types[0].documentation.isEmpty {
            model.types[0].documentation = documentation(of: Shape(node))
        }
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
                ?? declare(.wrapper(Wrapper(name: "value", type: .value(.recursion))), origin)
            model.types[id].isShared = true
            memo[shape] = .inProgress(demanded: id)
            return Use(type: .named(id))
        case nil: break
        }
        // Each schema makes one type, but schemas that are merged in ever new combinations can make
        // more than can be counted.
        guard model.types.count < options.maxTypes, !isExhausted else {
            return refused(
                shape,
                "the schema makes more than \(options.maxTypes) Swift types"
            )
        }
        guard depth < Self.depthLimit else { return tooDeep(shape) }
        memo[shape] = .inProgress(demanded: nil)
        depth += 1
        defer { depth -= 1 }
        let use = requested(for: shape) ?? resolve(shape, origin)
        if case .inProgress(let demanded?) = memo[shape] { fulfil(demanded, with: use) }
        memo[shape] = .done(use)
        notePlace(of: shape, in: use.type.withoutSecret)
        return use
    }

    /// What there are no types for, the first such schema being reported.
    private mutating func refused(_ shape: Shape, _ reason: String) -> Use {
        if let node = shape.parts.first?.node, !isExhausted {
            isExhausted = true
            report(
                reason,
                suggestion: "combine fewer schemas by allOf, anyOf and oneOf, or allow more types "
                    + "with --max-types, or maxTypes in schemac.yaml",
                at: graph.cursor(of: node),
                in: node
            )
        }
        return Use(type: .value(.depth))
    }

    /// What is so deep that it has no type of its own, with a warning.
    private mutating func tooDeep(_ shape: Shape) -> Use {
        if let node = shape.parts.first?.node {
            var warning = Finding(
                message: "\(UntypedReason.depth.rawValue); what is inside has no types of its own",
                file: graph.file(of: node),
                position: graph.cursor(of: node).position
            )
            warning.severity = .warning
            if !model.warnings.contains(warning) { model.warnings.append(warning) }
        }
        return Use(type: .value(.depth))
    }

    /// Remembers what a type was made of, where that is one schema alone.
    private mutating func notePlace(of shape: Shape, in type: TypeRef) {
        guard case .named(let id) = type, model.types[id].place == nil,
            let part = shape.parts.first,
            shape == Shape(part.node)
        else { return }
        model.types[id].place = SchemaPlace(part.node, in: graph)
    }

    /// What a type that contains itself turned out to be.
    private mutating func fulfil(_ id: TypeID, with use: Use) {
        switch use.type {
        case .named(let result) where result != id: aliases[id] = .named(result)
        case .secret(.named(let result)) where result != id: aliases[id] = use.type
        case .array: model.types[id].body = .wrapper(Wrapper(name: "elements", type: use.type))
        case .map: model.types[id].body = .wrapper(Wrapper(name: "entries", type: use.type))
        default: aliases[id] = .value(.recursion)
        }
    }

    mutating func declare(_ body: TypeDeclaration.Body, _ origin: Origin) -> TypeID {
        var declaration = TypeDeclaration(body: body, origin: origin)
        declaration.isShared = origin.reference != nil
        model.types.append(declaration)
        return model.types.count - 1
    }

    private mutating func share(_ type: TypeRef, with owner: TypeID?) {
        guard let id = type.declaration else { return }
        if model.types[id].origin.owner != owner { model.types[id].isShared = true }
    }

    /// Follows references, and drops schemas that say nothing beside others.
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
        // What a `$ref` leads to describes the type better than the place that refers to it.
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

    // MARK: After all types are known

    private mutating func resolveAliases() {
        guard !aliases.isEmpty else { return }
        for id in model.types.indices {
            var body = model.types[id].body
            body.mapTypes { resolved($0) }
            model.types[id].body = body
            if let owner = model.types[id].origin.owner, case .named(let other)? = aliases[owner] {
                model.types[id].origin.owner = other
            }
        }
    }

    private func resolved(_ type: TypeRef) -> TypeRef {
        switch type {
        case .named(let id):
            var type = type
            var steps = 0
            var id = id
            while let next = aliases[id] {
                type = next
                guard case .named(let nextID) = next, steps < aliases.count else { break }
                id = nextID
                steps += 1
            }
            return type
        default: return type.replacingInner(resolved)
        }
    }

    /// What is not read has to be kept: unknown members, and which defaults were left out.
    private mutating func keepExtras() {
        let acceptsAnyKind = model.types.map { type in
            if case .structure(let structure) = type.body {
                structure.acceptsAnyKind
            } else {
                false
            }
        }
        for id in model.types.indices {
            guard case .structure(var structure) = model.types[id].body else { continue }
            for index in structure.properties.indices {
                guard case .optional(.named(let type)) = structure.properties[index].type,
                    acceptsAnyKind[type], !structure.properties[index].isRequired
                else { continue }
                structure.properties[index].mayBeNull = true
            }
            let takesAll = structure.additional != nil && structure.additionalPatterns.isEmpty
            let isOpen = openStructures.contains(id) && !takesAll
            let taken = Set(structure.properties.map(\.name) + [structure.additionalName])
            if isOpen || structure.acceptsAnyKind
                || structure.properties.contains(where: \.isKeptByExtras)
            {
                structure.extrasName = taken.contains("extras") ? "unknownMembers" : "extras"
            }
            for index in structure.properties.indices
            where structure.properties[index].isBoxed
                && structure.properties[index].deprecation != nil
            {
                // What is stored elsewhere has no accessor that an attribute could stand at.
                structure.properties[index].documentation.notes.append("Deprecated.")
            }
            model.types[id].body = .structure(structure)
        }
    }
}

extension Property {
    /// Whether what was read has more to it than the value.
    fileprivate var isKeptByExtras: Bool {
        if case .set = type.withoutOptional { return true }
        return defaultValue != nil || mayBeNull || mayMisfit
    }
}

extension Facts {
    /// Whether the schemas leave every value valid, as far as types can tell.
    var constrainsNothing: Bool {
        saysNothing && required.isEmpty
    }
}

/// The name of what a reference leads to.
enum Reference {
    /// The last token that is a word: `#/definitions/port` → port, `common.json` → common.
    static func name(_ reference: String) -> String? {
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, !parts[1].isEmpty {
            let fragment = parts[1].removingPercents
            guard let pointer = JSONPointer(text: fragment) else { return fragment }
            let keywords: Set<String> = [
                "items", "properties", "additionalProperties", "allOf", "anyOf", "oneOf",
                "definitions", "$defs",
                "then", "else", "if", "not", "patternProperties",
            ]
            return pointer.tokens.last { Int($0) == nil && !keywords.contains($0) }
        }
        guard let file = parts.first?.split(separator: "/").last else { return nil }
        return String(file.split(separator: ".").first ?? file)
    }
}

extension Substring {
    fileprivate var removingPercents: String {
        var bytes: [UInt8] = []
        var rest = utf8
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(Substring(rest.prefix(2)), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
