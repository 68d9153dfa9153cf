import JSONSchema

/// Determines whether two units created the same type from a schema, including nested types: the
/// same members with the same names and types, and alternatives identified in the same way.
struct TypeMatch {
    private let left: SchemaUnit
    private let right: SchemaUnit
    /// The corresponding types, if they match.
    private(set) var pairs: [TypeID: TypeID] = [:]
    private var open: [(TypeID, TypeID)] = []

    init(_ left: SchemaUnit, _ right: SchemaUnit) {
        self.left = left
        self.right = right
    }

    mutating func holds(of type: TypeID, _ other: TypeID) -> Bool {
        guard pair(type, other) else { return false }
        while let (type, other) = open.popLast() {
            guard isSame(left.model.types[type].body, right.model.types[other].body) else {
                return false
            }
        }
        return true
    }

    /// Types that are already being compared count as equal, so that the comparison of cyclic types
    /// ends.
    private mutating func pair(_ type: TypeID, _ other: TypeID) -> Bool {
        if let known = pairs[type] { return known == other }
        pairs[type] = other
        open.append((type, other))
        return true
    }

    private mutating func isSame(
        _ body: TypeDeclaration.Body,
        _ other: TypeDeclaration.Body
    ) -> Bool {
        switch (body, other) {
        case (.structure(let first), .structure(let second)): isSame(first, second)
        case (.tuple(let first), .tuple(let second)): isSame(first, second)
        case (.union(let first), .union(let second)): isSame(first, second)
        case (.enumeration(let first), .enumeration(let second)): first.isSame(as: second)
        case (.wrapper(let first), .wrapper(let second)):
            first.name == second.name && isSame(first.type, second.type)
        default: false
        }
    }

    private mutating func isSame(_ first: Structure, _ second: Structure) -> Bool {
        guard first.properties.count == second.properties.count,
            first.additionalName == second.additionalName,
            first.additionalPatterns == second.additionalPatterns,
            first.acceptsAnyKind == second.acceptsAnyKind,
            first.extrasName == second.extrasName,
            first.hasExtraMembers == second.hasExtraMembers,
            isSame(first.additional, second.additional)
        else { return false }
        for (one, other) in zip(first.properties, second.properties) {
            guard one.isDeclaredLike(other), isSame(one.type, other.type) else { return false }
        }
        return true
    }

    private mutating func isSame(_ first: Tuple, _ second: Tuple) -> Bool {
        guard first.elements.count == second.elements.count, first.restName == second.restName,
            isSame(first.rest, second.rest)
        else { return false }
        for (one, other) in zip(first.elements, second.elements) {
            guard one.name == other.name, one.isRequired == other.isRequired,
                one.isBoxed == other.isBoxed, isSame(one.type, other.type)
            else { return false }
        }
        return true
    }

    private mutating func isSame(_ first: Union, _ second: Union) -> Bool {
        guard first.alternatives.count == second.alternatives.count,
            first.discriminator == second.discriminator, first.fallback == second.fallback,
            first.isIndirect == second.isIndirect
        else { return false }
        for (one, other) in zip(first.alternatives, second.alternatives) {
            guard one.name == other.name, one.kinds == other.kinds, one.tags == other.tags,
                one.isTagAlone == other.isTagAlone,
                one.entryPoints.map({ $0.map(left.place(ofEntryPoint:)) })
                    == other.entryPoints.map({ $0.map(right.place(ofEntryPoint:)) }),
                isSame(one.type, other.type)
            else { return false }
        }
        return true
    }

    private mutating func isSame(_ type: TypeRef?, _ other: TypeRef?) -> Bool {
        guard type?.outline == other?.outline else { return false }
        guard let inner = type?.declaration, let otherInner = other?.declaration else {
            return true
        }
        return pair(inner, otherInner)
    }
}

extension Enumeration {
    fileprivate func isSame(as other: Enumeration) -> Bool {
        rawType == other.rawType && isOpen == other.isOpen
            && cases.map(\.name) == other.cases.map(\.name)
            && cases.map(\.raw) == other.cases.map(\.raw)
    }
}

extension Property {
    fileprivate func isDeclaredLike(_ other: Property) -> Bool {
        ExactText(key) == ExactText(other.key) && name == other.name
            && isRequired == other.isRequired && isBoxed == other.isBoxed
            && mayMisfit == other.mayMisfit && mayBeNull == other.mayBeNull
            && variable == other.variable
            && (defaultValue == nil) == (other.defaultValue == nil)
            && (deprecation == nil) == (other.deprecation == nil)
    }
}
