import ConfigDocument
import JSONSchema

// Types requested by keywords of this package, and annotations that affect a value's treatment.

extension Analyser {
    /// The type requested by `x-swift-type`, or by the options for the format.
    mutating func requested(for shape: Shape) -> Use? {
        guard shape.either.isEmpty else { return nil }
        let facts = reader.facts(of: shape)
        guard let name = requestedType(facts) else { return nil }
        return Use(
            type: isSecret(facts) ? .secret(.custom(name)) : .custom(name),
            isNullable: facts.hasType && facts.kinds.contains(.null)
        )
    }

    mutating func requestedType(_ facts: Facts) -> String? {
        for node in facts.nodes {
            guard let value = graph.cursor(of: node)["x-swift-type"], value.string != "Set" else {
                continue
            }
            if let text = value.string, SwiftTypeName.isValid(text) { return text }
            report(
                "x-swift-type is not the name of a Swift type",
                suggestion: "write a name such as Celsius, Geometry.Point or [Celsius]",
                at: value,
                in: node
            )
        }
        return typeOfFormat(facts)
    }

    /// The type that the options assign to strings of a format: `format:semver` → Version.
    private mutating func typeOfFormat(_ facts: Facts) -> String? {
        guard !options.replacements.isEmpty,
            facts.effectiveKinds.subtracting(.null) == .string
        else { return nil }
        for node in facts.nodes {
            guard let format = graph.cursor(of: node)["format"]?.string else { continue }
            let name = "format:\(format)"
            if let type = options.replacements.last(where: { $0.name.text == name }) {
                draft.note(format: name)
                return type.swiftType
            }
        }
        return nil
    }

    func isSecret(_ facts: Facts) -> Bool { facts.nodes.contains(where: graph.marksSecret) }

    /// The content of `deprecated`, and the message that editors show.
    func deprecation(of parts: [Shape.Part]) -> Deprecation? {
        var isDeprecated = false
        var message: String?
        for part in parts {
            let (target, passed, _) = reader.canonical(part.node)
            for node in passed + [target] {
                let cursor = graph.cursor(of: node)
                if cursor["deprecated"]?.bool == true { isDeprecated = true }
                if let text = cursor["deprecationMessage"]?.string, !text.isEmpty {
                    isDeprecated = true
                    message = message ?? text
                }
            }
        }
        return isDeprecated ? Deprecation(message: message) : nil
    }

    /// A number with `x-unit` as the quantity that it means, whether texts with a unit are allowed
    /// beside it or not; other types as they are.
    mutating func measured(_ type: TypeRef, _ facts: Facts) -> TypeRef {
        for node in facts.nodes {
            guard let value = graph.cursor(of: node)["x-unit"] else { continue }
            guard let unit = value.string.flatMap(QuantityUnit.init(named:)) else {
                let known = QuantityUnit.allCases.map(\.rawValue).joined(separator: ", ")
                report(
                    "x-unit is not a known unit",
                    suggestion: "expected one of \(known)",
                    at: value,
                    in: node
                )
                return type
            }
            switch type {
            case .int, .integer, .double, .decimal: return .quantity(unit)
            case .named(let id) where isNumberOrText(id): return .quantity(unit)
            default: return type
            }
        }
        return type
    }

    /// True if a type is the union of a number and any string.
    private func isNumberOrText(_ id: TypeID) -> Bool {
        guard case .union(let union) = draft.types[id].body, union.alternatives.count == 2 else {
            return false
        }
        let types = union.alternatives.map(\.type)
        let hasNumber = types.contains { type in
            switch type {
            case .int, .integer, .double, .decimal: true
            default: false
            }
        }
        return hasNumber && types.contains(.string)
    }

    /// An array with `uniqueItems` as a set, if the options request that.
    func distinct(_ type: TypeRef, _ facts: Facts) -> TypeRef {
        guard case .array(let element) = type, isHashable(element) else { return type }
        let isUnique = facts.nodes.contains { graph.cursor(of: $0)["uniqueItems"]?.bool == true }
        let isAskedFor =
            options.usesSets
            || facts.nodes.contains { graph.cursor(of: $0)["x-swift-type"]?.string == "Set" }
        return isUnique && isAskedFor ? .set(element) : type
    }

    private func isHashable(_ type: TypeRef) -> Bool {
        switch type {
        case .bool, .int, .integer, .double, .decimal, .string, .text: return true
        case .named(let id):
            if case .enumeration = draft.types[id].body { return true }
            return false
        default: return false
        }
    }

    mutating func report(
        _ message: String,
        suggestion: String,
        at value: Cursor,
        in node: SchemaNode
    ) {
        draft.report(
            Finding(
                message: message,
                suggestion: suggestion,
                file: graph.file(of: node),
                position: value.position
            )
        )
    }
}
