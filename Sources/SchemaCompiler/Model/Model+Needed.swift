extension Model {
    /// The types that the root requires, in the order of their declaration.
    func neededTypes() -> [TypeID] {
        var needed = Set([root] + demanded)
        var open = Array(needed)
        while let id = open.popLast() {
            types[id].body.withoutTagsAlone.forEachType { other in
                if external[other] == nil, needed.insert(other).inserted { open.append(other) }
            }
        }
        return needed.sorted()
    }

    /// The types of secrets: the names of their cases may be made from values that nothing shows.
    package func secretTypes() -> Set<TypeID> {
        var found: Set<TypeID> = []
        var open: [TypeID] = []
        for type in types {
            var body = type.body
            body.mapTypes { type in
                if type.holdsSecret, let id = type.declaration, found.insert(id).inserted {
                    open.append(id)
                }
                return type
            }
        }
        while let id = open.popLast() {
            types[id].body.forEachType { if found.insert($0).inserted { open.append($0) } }
        }
        return found
    }
}

extension TypeRef {
    /// True if it is a secret, or an array, a map or an optional of one.
    fileprivate var holdsSecret: Bool {
        if case .secret = self { true } else { inner?.holdsSecret ?? false }
    }
}

extension TypeDeclaration.Body {
    /// The body without alternatives whose type is not used.
    fileprivate var withoutTagsAlone: TypeDeclaration.Body {
        guard case .union(var union) = self else { return self }
        union.alternatives.removeAll(where: \.isTagAlone)
        return .union(union)
    }

    /// Calls the closure with the declared types that the declaration refers to.
    func forEachType(_ visit: (TypeID) -> Void) {
        var body = self
        body.mapTypes { type in
            if let id = type.declaration { visit(id) }
            return type
        }
    }

    /// Replaces every type that the declaration refers to.
    mutating func mapTypes(_ transform: (TypeRef) -> TypeRef) {
        switch self {
        case .structure(var structure):
            for index in structure.properties.indices {
                structure.properties[index].type = transform(structure.properties[index].type)
            }
            structure.additional = structure.additional.map(transform)
            self = .structure(structure)
        case .tuple(var tuple):
            for index in tuple.elements.indices {
                tuple.elements[index].type = transform(tuple.elements[index].type)
            }
            tuple.rest = tuple.rest.map(transform)
            self = .tuple(tuple)
        case .union(var union):
            for index in union.alternatives.indices {
                union.alternatives[index].type = transform(union.alternatives[index].type)
            }
            self = .union(union)
        case .wrapper(var wrapper):
            wrapper.type = transform(wrapper.type)
            self = .wrapper(wrapper)
        case .enumeration, .namespace: break
        }
    }
}
