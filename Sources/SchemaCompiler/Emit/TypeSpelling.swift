import JSONSchema

/// How types and defaults are spelled at a place in the generated file.
struct TypeSpelling {
    private let types: [TypeDeclaration]
    /// The names that each type declares inside it.
    private var children: [TypeID: Set<String>] = [:]
    /// The types that another file declares.
    private let external: [TypeID: String]

    init(_ model: Model, isDeclared: (TypeID) -> Bool) {
        types = model.types
        external = model.external
        for id in types.indices where isDeclared(id) {
            if let owner = types[id].owner { children[owner, default: []].insert(types[id].name) }
        }
    }

    /// The full name: `HTTPConfig.Server.TLS`.
    func path(_ id: TypeID) -> String {
        if let path = external[id] { return path }
        var names = [types[id].name]
        var current = id
        while let owner = types[current].owner, names.count < types.count {
            names.append(types[owner].name)
            current = owner
        }
        return names.reversed().joined(separator: ".")
    }

    /// A type as it is written in the declaration of `scope`: short where lookup finds it.
    func name(_ id: TypeID, in scope: TypeID, sees siblings: Bool) -> String {
        if let path = external[id] { return path }
        if id == scope, types[id].owner == nil { return types[id].name }
        if types[id].owner == scope { return types[id].name }
        let isSibling = siblings && types[id].owner != nil && types[id].owner == types[scope].owner
        if isSibling, children[scope]?.contains(types[id].name) != true { return types[id].name }
        return path(id)
    }

    func spell(_ type: TypeRef, in scope: TypeID, sees siblings: Bool = true) -> String {
        switch type {
        case .bool: "Bool"
        case .int: "Int"
        case .integer(let type): type.swiftName
        case .double: "Double"
        case .decimal: "ExactDecimal"
        case .string: "String"
        case .text(let format): format.swiftType
        case .quantity(let unit): unit.swiftType
        case .custom(let name): name
        case .value: "ConfigValue"
        case .array(let inner): "[\(spell(inner, in: scope, sees: siblings))]"
        case .set(let inner): "Set<\(spell(inner, in: scope, sees: siblings))>"
        case .map(let inner): "[String: \(spell(inner, in: scope, sees: siblings))]"
        case .optional(let inner): "\(spell(inner, in: scope, sees: siblings))?"
        case .nullable(let inner): "Nullable<\(spell(inner, in: scope, sees: siblings))>"
        case .secret(let inner): "Secret<\(spell(inner, in: scope, sees: siblings))>"
        case .named(let id): name(id, in: scope, sees: siblings)
        }
    }

    /// The value of a type that has no other: what a constant becomes.
    func onlyValue(of type: TypeRef) -> String? {
        guard case .named(let id) = type, case .enumeration(let enumeration) = types[id].body,
            enumeration.cases.count == 1, !enumeration.isOpen
        else { return nil }
        return "." + SwiftText.member(enumeration.cases[0].name)
    }

    /// A default in Swift. Types are written in full, since extensions see less than declarations.
    func spell(_ value: DefaultValue, in scope: TypeID) -> String {
        switch value {
        case .bool(let value): return "\(value)"
        case .int(let value): return "\(value)"
        case .digits(let digits): return digits
        case .double(let value): return SwiftText.literal(value)
        case .decimal(let text): return "ExactDecimal(digits: \(SwiftText.literal(text)))"
        case .string(let text): return SwiftText.literal(text)
        case .none: return "nil"
        case .quantity(let unit, let count): return ".\(unit)(\(count))"
        case .enumCase(let name, let id): return enumCase(name, of: id, in: scope)
        case .unionCase(let name, let value, let id):
            return "\(enumCase(name, of: id, in: scope))(\(spell(value, in: scope)))"
        case .secret(let value): return "Secret(\(spell(value, in: scope)))"
        case .array(let elements):
            return "[" + elements.map { spell($0, in: scope) }.joined(separator: ", ") + "]"
        case .map(let entries):
            if entries.isEmpty { return "[:]" }
            let list = entries.map { "\(SwiftText.literal($0.key)): \(spell($0.value, in: scope))" }
            return "[" + list.joined(separator: ", ") + "]"
        case .structure(let id, let arguments):
            return structure(id, arguments, in: scope)
        }
    }

    private func enumCase(_ name: String, of id: TypeID?, in scope: TypeID) -> String {
        SwiftText.enumCase(name, of: id.map { self.name($0, in: scope, sees: false) })
    }

    /// The initialiser of a large structure takes what is required; the rest is set one by one.
    private func structure(
        _ id: TypeID,
        _ arguments: [(label: String, value: DefaultValue)],
        in scope: TypeID
    ) -> String {
        let later = labelsSetLater(id)
        var list: [String] = []
        var settings = ""
        for (label, value) in arguments {
            let text = spell(value, in: scope)
            if later.contains(label) {
                settings += ".setting(\\.\(SwiftText.member(label)), to: \(text))"
            } else {
                list.append("\(SwiftText.label(label)): \(text)")
            }
        }
        let name = name(id, in: scope, sees: false)
        return "\(name)(\(list.joined(separator: ", ")))\(settings)"
    }

    /// The properties that the initialiser of a structure does not take.
    func labelsSetLater(_ id: TypeID) -> Set<String> {
        guard case .structure(let structure) = types[id].body, structure.isLarge else { return [] }
        let optional = structure.properties.filter { !$0.isRequired }.map(\.name)
        return Set(optional + (structure.additional == nil ? [] : [structure.additionalName]))
    }

    /// The same behind some text, with the list that it may be broken at.
    func argument(_ text: String, _ value: DefaultValue, in scope: TypeID) -> CallText.Argument {
        switch value {
        case .array(let elements):
            return CallText.Argument(text + "[", elements.map { spell($0, in: scope) }, "]")
        case .map(let entries) where !entries.isEmpty:
            let list = entries.map { "\(SwiftText.literal($0.key)): \(spell($0.value, in: scope))" }
            return CallText.Argument(text + "[", list, "]")
        case .unionCase(let name, let content, let id):
            let opening = "\(text)\(enumCase(name, of: id, in: scope))("
            var inner = argument(opening, content, in: scope)
            inner.tail += ")"
            return inner
        default: return CallText.Argument(text + spell(value, in: scope), [], "")
        }
    }
}
