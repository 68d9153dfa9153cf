/// The shapes of types as texts, equal for types that differ only in their origin: small
/// enumerations, unions of distinct kinds, and small structures, including what they contain.
struct TypeShapes {
    private let types: [TypeDeclaration]
    private var known: [TypeID: Entry] = [:]
    private var open: Set<TypeID> = []

    /// A shape, with the number of declared types nested in each other.
    struct Entry {
        var text: String
        var height: Int
    }

    init(_ types: [TypeDeclaration]) { self.types = types }

    private static let mostProperties = 8
    private static let mostCases = 64

    /// Nil for types that are large, contain themselves, or depend on the program of their schema.
    mutating func shape(of id: TypeID) -> Entry? {
        if let entry = known[id] { return entry }
        guard open.insert(id).inserted else { return nil }
        defer { open.remove(id) }
        var parts: [String] = []
        var height = 0
        guard describe(types[id].body, &parts, &height) else { return nil }
        let entry = Entry(text: parts.joined(separator: "\n"), height: height)
        known[id] = entry
        return entry
    }

    private mutating func describe(
        _ body: TypeDeclaration.Body,
        _ parts: inout [String],
        _ height: inout Int
    ) -> Bool {
        switch body {
        case .enumeration(let enumeration):
            guard enumeration.cases.count <= Self.mostCases else { return false }
            let cases = enumeration.cases.sorted {
                $0.raw.utf8.lexicographicallyPrecedes($1.raw.utf8)
            }
            parts += ["enum \(enumeration.rawType) \(enumeration.isOpen)"]
            parts += cases.map { "\($0.name) \($0.raw.debugDescription) \($0.documentation)" }
            return true
        case .union(let union): return describe(union, &parts, &height)
        case .structure(let structure): return describe(structure, &parts, &height)
        case .tuple, .wrapper, .namespace: return false
        }
    }

    private mutating func describe(
        _ union: Union,
        _ parts: inout [String],
        _ height: inout Int
    ) -> Bool {
        var cases: [String] = []
        for alternative in union.alternatives {
            guard alternative.entryPoints.isEmpty, alternative.tags.isEmpty,
                let type = text(of: alternative.type, &height)
            else { return false }
            cases.append(
                "\(alternative.name) \(alternative.kinds) \(type) \(alternative.documentation)"
            )
        }
        parts += ["union \(union.isIndirect)"] + cases.sorted()
        return true
    }

    private mutating func describe(
        _ structure: Structure,
        _ parts: inout [String],
        _ height: inout Int
    ) -> Bool {
        guard !structure.properties.isEmpty, structure.properties.count <= Self.mostProperties
        else { return false }
        parts.append(
            "struct \(structure.acceptsAnyKind) \(structure.extrasName ?? "-") "
                + "\(structure.hasExtraMembers) "
                + "\(structure.additionalName) \(structure.additionalPatterns)"
        )
        if let additional = structure.additional {
            guard let type = text(of: additional, &height) else { return false }
            parts.append(type)
        }
        for property in structure.properties {
            guard let type = text(of: property.type, &height) else { return false }
            parts.append(
                "\(property.key.debugDescription) \(property.name) \(type) \(property.isRequired) "
                    + "\(property.isBoxed) \(property.mayMisfit) \(property.mayBeNull) "
                    + "\(property.variable.map { "\($0)" } ?? "-") "
                    + "\(property.deprecation.map { $0.message ?? "deprecated" } ?? "-") "
                    + "\(property.documentation) "
                    + (property.defaultValue.map(Self.text) ?? "-")
            )
        }
        return true
    }

    private mutating func text(of type: TypeRef, _ height: inout Int) -> String? {
        guard let id = type.declaration else { return "\(type)" }
        let outline = "\(type.outline)"
        // A type with a name of its own is itself.
        guard types[id].isInline else { return "\(outline) \(id)" }
        guard let entry = shape(of: id) else { return nil }
        // Bound: at most the number of types.
        height = max(height, entry.height + 1)
        return "\(outline) {\(entry.text)}"
    }

    /// A default without the types that it names, which are those of its property.
    private static func text(_ value: DefaultValue) -> String {
        switch value {
        case .enumCase(let name, _): "case \(name)"
        case .unionCase(let name, let value, _): "case \(name) \(text(value))"
        case .secret(let value): "secret \(text(value))"
        case .array(let elements): "\(elements.map(text))"
        case .map(let entries): "\(entries.map { [$0.key, text($0.value)] })"
        case .structure(_, let arguments): "\(arguments.map { [$0.label, text($0.value)] })"
        default: "\(value)"
        }
    }
}

extension TypeDeclaration {
    /// True if neither the schema nor a reference names the type.
    var isInline: Bool { origin.reference == nil && origin.swiftName == nil }
}

extension TypeRef {
    /// The type with all declared types replaced by the same one.
    var outline: TypeRef {
        if case .named = self { return .named(0) }
        return replacingInner(\.outline)
    }
}
