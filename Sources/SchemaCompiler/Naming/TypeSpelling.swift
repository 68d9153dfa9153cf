import JSONSchema

/// The spelling of types and defaults at a place in the generated file.
package struct TypeSpelling {
    private let types: [TypeDeclaration]
    /// The names of the types nested in each type.
    private var children: [TypeID: Set<String>] = [:]
    /// The types that another file declares.
    private let external: [TypeID: String]

    package init(_ model: Model, isDeclared: (TypeID) -> Bool) {
        types = model.types
        external = model.external
        for id in types.indices where isDeclared(id) {
            if let owner = types[id].owner { children[owner, default: []].insert(types[id].name) }
        }
    }

    /// The full name: `HTTPConfig.Server.TLS`.
    package func path(_ id: TypeID) -> String {
        if let path = external[id] { return path }
        var names = [types[id].name]
        var current = id
        while let owner = types[current].owner, names.count < types.count {
            names.append(types[owner].name)
            current = owner
        }
        return names.reversed().joined(separator: ".")
    }

    /// The name of a type in the declaration of `scope`: short if name lookup finds it.
    func name(_ id: TypeID, in scope: TypeID, sees siblings: Bool) -> String {
        if let path = external[id] { return path }
        if id == scope, types[id].owner == nil { return types[id].name }
        if types[id].owner == scope { return types[id].name }
        let isSibling = siblings && types[id].owner != nil && types[id].owner == types[scope].owner
        if isSibling, children[scope]?.contains(types[id].name) != true { return types[id].name }
        return path(id)
    }

    package func spell(_ type: TypeRef, in scope: TypeID, sees siblings: Bool = true) -> String {
        switch type {
        case .bool: "Bool"
        case .int: "Int"
        case .integer(let type): type.swiftName
        case .double: "Double"
        case .decimal: RuntimeName.qualified("ExactDecimal")
        case .string: "String"
        case .text(let format): RuntimeName.qualified(format.swiftType)
        case .quantity(let unit):
            unit.isDuration ? unit.swiftType : RuntimeName.qualified(unit.swiftType)
        case .custom(let name): name
        case .value: RuntimeName.qualified("DocumentValue")
        case .array(let inner): "[\(spell(inner, in: scope, sees: siblings))]"
        case .set(let inner): "Set<\(spell(inner, in: scope, sees: siblings))>"
        case .map(let inner): "[String: \(spell(inner, in: scope, sees: siblings))]"
        case .optional(let inner): "\(spell(inner, in: scope, sees: siblings))?"
        case .nullable(let inner):
            RuntimeName.qualified("Nullable<\(spell(inner, in: scope, sees: siblings))>")
        case .secret(let inner):
            RuntimeName.qualified("Secret<\(spell(inner, in: scope, sees: siblings))>")
        case .named(let id): name(id, in: scope, sees: siblings)
        }
    }

    /// A default in Swift. Types are written in full, because fewer names are visible in extensions
    /// than in declarations.
    func spell(_ value: DefaultValue, in scope: TypeID) -> String {
        argument("", value, in: scope).line
    }

    /// A default after some text, with the places for line breaks.
    func argument(_ text: String, _ value: DefaultValue, in scope: TypeID) -> CallText.Argument {
        switch value {
        case .bool(let value): return "\(text)\(value)"
        case .int(let value): return "\(text)\(SwiftText.grouped("\(value)"))"
        case .digits(let digits): return "\(text)\(SwiftText.grouped(digits))"
        case .double(let value): return "\(text)\(SwiftText.literal(value))"
        case .decimal(let digits):
            return call(
                "\(text)\(RuntimeName.qualified("ExactDecimal"))(",
                ["digits: \(SwiftText.literal(digits))"]
            )
        case .string(let string): return "\(text)\(SwiftText.literal(string))"
        case .none: return "\(text)nil"
        case .quantity(let unit, let count):
            return "\(text).\(unit)(\(SwiftText.grouped("\(count)")))"
        case .enumCase(let name, let id): return "\(text)\(enumCase(name, of: id, in: scope))"
        case .unionCase(let name, let value, let id):
            if isTagAlone(name, of: id) { return "\(text)\(enumCase(name, of: id, in: scope))" }
            return call(
                "\(text)\(enumCase(name, of: id, in: scope))(",
                [argument("", value, in: scope)]
            )
        case .secret(let value):
            return call(
                "\(text)\(RuntimeName.qualified("Secret"))(",
                [argument("", value, in: scope)]
            )
        case .array(let elements):
            return CallText.Argument(
                text + "[",
                elements.map { argument("", $0, in: scope) },
                "]"
            )
        case .map(let entries):
            if entries.isEmpty { return "\(text)[:]" }
            let list = entries.map {
                argument("\(SwiftText.literal($0.key)): ", $0.value, in: scope)
            }
            return CallText.Argument(text + "[", list, "]")
        case .structure(let id, let arguments):
            return structure(id, arguments, in: scope).behind(text)
        }
    }

    private func call(_ opening: String, _ arguments: [CallText.Argument]) -> CallText.Argument {
        CallText.Argument(opening, arguments, ")", .call)
    }

    private func enumCase(_ name: String, of id: TypeID?, in scope: TypeID) -> String {
        SwiftText.enumCase(name, of: id.map { self.name($0, in: scope, sees: false) })
    }

    private func isTagAlone(_ name: String, of id: TypeID?) -> Bool {
        guard let id, case .union(let union) = types[id].body else { return false }
        return union.alternatives.contains { $0.name == name && $0.isTagAlone }
    }

    /// The initialiser of a large structure has parameters for required properties; the others are
    /// set one by one.
    private func structure(
        _ id: TypeID,
        _ arguments: [(label: String, value: DefaultValue)],
        in scope: TypeID
    ) -> CallText.Argument {
        let later = labelsSetLater(id)
        var list: [CallText.Argument] = []
        var settings: [CallText.Argument] = []
        for (label, value) in arguments {
            if later.contains(label) {
                let path: CallText.Argument = "\\.\(SwiftText.member(label))"
                settings.append(call(".setting(", [path, argument("to: ", value, in: scope)]))
            } else {
                list.append(argument("\(SwiftText.label(label)): ", value, in: scope))
            }
        }
        let made = call("\(name(id, in: scope, sees: false))(", list)
        return settings.isEmpty ? made : CallText.Argument("", [made] + settings, "", .chain)
    }

    /// The properties without a parameter in the initialiser of a structure.
    func labelsSetLater(_ id: TypeID) -> Set<String> {
        guard case .structure(let structure) = types[id].body else { return [] }
        var labels = Set([structure.extrasName].compactMap { $0 })
        guard structure.isLarge else { return labels }
        labels.formUnion(structure.properties.filter { !$0.isRequired }.map(\.name))
        if structure.additional != nil { labels.insert(structure.additionalName) }
        return labels
    }
}
