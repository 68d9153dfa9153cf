import ConfigDocument
import JSONSchema

/// The types of one schema during their creation, with information collected on the way.
///
/// A type may be requested before it is known. Some types are replaced by others in the end.
struct TypeDraft {
    /// The types, beginning with that of the whole document.
    var types: [TypeDeclaration]
    /// Types that were requested during their creation, with their replacements.
    private(set) var aliases: [TypeID: TypeRef] = [:]
    /// Structures whose objects may have undeclared members.
    private(set) var openStructures: Set<TypeID> = []
    /// The default of each property, as written in the schema.
    private(set) var defaults: [Defaults.Place: DefaultSource] = [:]
    /// Schemas that generated code uses at run time to choose alternatives of unions.
    private(set) var entryPoints: [SchemaNode] = []
    private(set) var propertyCount = 0
    private(set) var untyped: [UntypedProperty] = []
    /// Findings about requests in the schema that cannot be met.
    private(set) var findings: [Finding] = []
    private(set) var warnings: [Finding] = []
    /// The formats with a type in the options that occur in the schema: `format:semver`.
    private(set) var chosenFormats: Set<String> = []
    /// Structures whose properties have not been created yet.
    private var pending: [(id: TypeID, shape: Shape)] = []
    private var filled = 0
    private var entryPointNumbers: [SchemaNode: Int] = [:]

    init(root: TypeDeclaration) { types = [root] }

    // MARK: Types

    mutating func declare(_ body: TypeDeclaration.Body, _ origin: Origin) -> TypeID {
        var declaration = TypeDeclaration(body: body, origin: origin)
        declaration.isShared = origin.reference != nil
        types.append(declaration)
        return types.count - 1
    }

    /// Replaces one type by another; its declaration is then unused.
    mutating func alias(_ id: TypeID, to type: TypeRef) { aliases[id] = type }

    /// Makes a type that was declared before the root of the document.
    mutating func moveToRoot(_ id: TypeID) {
        aliases[id] = .named(0)
        types[0].body = types[id].body
        types[0].place = types[id].place
        types[id].place = nil
        types[0].documentation = types[id].documentation
        types[0].origin.title = types[id].origin.title
        if openStructures.contains(id) { openStructures.insert(0) }
        for index in pending.indices where pending[index].id == id { pending[index].id = 0 }
        for index in types.indices where types[index].origin.owner == id {
            types[index].origin.owner = 0
        }
    }

    mutating func open(_ structure: TypeID) { openStructures.insert(structure) }

    // MARK: Structures without properties

    mutating func postpone(_ id: TypeID, _ shape: Shape) { pending.append((id, shape)) }

    func isPending(_ id: TypeID) -> Bool { pending.contains { $0.id == id } }

    /// The next structure to fill, in the order of their declaration.
    mutating func nextPending() -> (id: TypeID, shape: Shape)? {
        guard filled < pending.count else { return nil }
        defer { filled += 1 }
        return pending[filled]
    }

    // MARK: What was met

    mutating func count(_ property: Property, of id: TypeID, as type: TypeRef) {
        propertyCount += 1
        if let reason = type.untypedReason {
            untyped.append(UntypedProperty(type: id, key: property.key, reason: reason))
        }
    }

    mutating func note(_ source: DefaultSource, at place: Defaults.Place) {
        defaults[place] = source
    }

    mutating func note(format name: String) { chosenFormats.insert(name) }

    /// The number of a schema in the program.
    mutating func entryPoint(of node: SchemaNode) -> Int {
        if let known = entryPointNumbers[node] { return known }
        entryPoints.append(node)
        entryPointNumbers[node] = entryPoints.count
        return entryPoints.count
    }

    /// A referenced schema may be visited more than once.
    mutating func report(_ finding: Finding) {
        let isKnown = findings.contains {
            $0.file == finding.file && $0.position == finding.position
                && $0.message == finding.message
        }
        if !isKnown { findings.append(finding) }
    }

    mutating func warn(_ warning: Finding) {
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    // MARK: The types in the end

    /// The types, without references to replaced ones.
    func resolvedTypes() -> [TypeDeclaration] {
        guard !aliases.isEmpty else { return types }
        return types.map { type in
            var type = type
            type.body.mapTypes { resolved($0) }
            if let owner = type.origin.owner, case .named(let other)? = aliases[owner] {
                type.origin.owner = other
            }
            return type
        }
    }

    func resolved(_ type: TypeRef) -> TypeRef {
        guard case .named(var id) = type else {
            let inner = type.replacingInner(resolved)
            return switch inner {
            case .optional(.optional(let content)): .optional(content)
            case .nullable(.optional(let content)): .nullable(content)
            default: inner
            }
        }
        var type = type
        var steps = 0
        while let next = aliases[id] {
            type = next
            guard case .named(let nextID) = next, steps < aliases.count else { break }
            id = nextID
            steps += 1
        }
        if case .named = type { return type }
        return type.replacingInner(resolved)
    }
}
