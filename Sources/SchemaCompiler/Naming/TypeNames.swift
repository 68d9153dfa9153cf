import JSONSchema

/// Names the types of a model: nested in the only type that uses them, or otherwise in the root.
///
/// A name is free if no other type of the same scope has it, and it hides neither a standard type
/// nor an enclosing type.
package struct TypeNames {
    private var model: Model
    private var used: [TypeID: Set<String>] = [:]
    private let declared: Set<TypeID>
    private let avoided: Set<String>
    /// The last words of several definitions of a document, which are not useful as names:
    /// `#/definitions/a/full`.
    private var ambiguous: Set<String> = []

    /// - Parameter avoided: the names of types in other files that a nested type must not hide.
    package static func named(
        _ model: Model,
        rootAs rootName: String,
        avoiding avoided: Set<String> = []
    ) -> Model {
        var names = TypeNames(model, avoiding: avoided)
        names.name(rootAs: rootName)
        return names.model
    }

    private init(_ model: Model, avoiding avoided: Set<String>) {
        self.model = model
        self.avoided = avoided
        declared = Set(model.declared)
        var counts: [[String?]: Int] = [:]
        for id in model.declared {
            let type = model.types[id]
            if let reference = type.origin.reference {
                counts[[reference, type.place?.file], default: 0] += 1
                if counts[[reference, type.place?.file]] == 3 { ambiguous.insert(reference) }
            }
        }
    }

    private mutating func name(rootAs rootName: String) {
        model.types[model.root].name = rootName
        for id in order() {
            let owner = scope(of: id)
            model.types[id].owner = owner
            let name = freeName(for: id, in: owner)
            model.types[id].name = name
            used[owner, default: []].insert(name)
        }
    }

    /// Owners before the types that they own; within a scope, requested names before derived ones.
    private func order() -> [TypeID] {
        var ids: [(depth: Int, rank: Int, id: TypeID)] = []
        for id in model.declared where id != model.root {
            ids.append((depth(of: id), rank(of: model.types[id].origin), id))
        }
        return ids.sorted { ($0.depth, $0.rank, $0.id) < ($1.depth, $1.rank, $1.id) }.map(\.id)
    }

    private func scope(of id: TypeID) -> TypeID {
        guard !model.types[id].isShared, let owner = model.types[id].origin.owner,
            declared.contains(owner)
        else { return model.root }
        return owner
    }

    private func depth(of id: TypeID) -> Int {
        var depth = 0
        var current = id
        while current != model.root, depth <= model.types.count {
            current = scope(of: current)
            depth += 1
        }
        return depth
    }

    private func rank(of origin: Origin) -> Int {
        if origin.swiftName != nil { return 0 }
        if origin.reference != nil { return 1 }
        switch origin.role {
        case .property: return 2
        case .element, .entry: return 3
        case .alternative: return 4
        }
    }

    private func freeName(for id: TypeID, in owner: TypeID) -> String {
        let forbidden = ancestors(of: owner).union(avoided)
        let taken = used[owner] ?? []
        let candidates = candidates(for: id)
        for name in candidates
        where isUsable(name) && !forbidden.contains(name) && !taken.contains(name) {
            return name
        }
        let base = candidates.last { isUsable($0) } ?? "Value"
        var number = 2
        while taken.contains("\(base)\(number)") || forbidden.contains("\(base)\(number)") {
            number += 1
        }
        return "\(base)\(number)"
    }

    private func ancestors(of owner: TypeID) -> Set<String> {
        var names: Set<String> = []
        var current: TypeID? = owner
        while let id = current {
            names.insert(model.types[id].name)
            current = model.types[id].owner
        }
        return names
    }

    private func isUsable(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first else { return false }
        return first.properties.isUppercase && !ReservedNames.types.contains(name)
    }

    private func candidates(for id: TypeID) -> [String] {
        let type = model.types[id]
        let origin = type.origin
        let key = Words(origin.key)
        let spelledKey = key.isEmpty ? Spelled.out(origin.key) : key
        var asked: [String] = []
        if let name = origin.swiftName.map(Identifier.cleaned) { asked.append(name) }
        if let reference = origin.reference { asked.append(Words(reference).upperCamel) }
        var names: [String] = []
        switch origin.role {
        case .property, .alternative: names.append(spelledKey.upperCamel)
        case .element:
            names.append(spelledKey.singular?.upperCamel ?? spelledKey.upperCamel + "Item")
        case .entry:
            names.append(spelledKey.singular?.upperCamel ?? spelledKey.upperCamel + "Entry")
        }
        if let title = origin.title.map({ Words($0) }), (1...4).contains(title.count) {
            // The elements and entries of the document itself have no key to be named after.
            let isUnnamed = origin.key.isEmpty && [.element, .entry].contains(origin.role)
            names.insert(title.upperCamel, at: isUnnamed ? 0 : names.count)
        }
        // The target of a reference is not named after one of the places that refer to it, unless
        // its own name has no meaning, or is taken even with the words around it.
        guard let reference = origin.reference else { return choices(asked + names, type) }
        if ambiguous.contains(reference) { return choices(names + asked, type) }
        return choices(asked, type) + choices(names, type)
    }

    /// The names, then those with the words of enclosing types, then those with a word for the kind
    /// of type.
    private func choices(_ names: [String], _ type: TypeDeclaration) -> [String] {
        let origin = type.origin
        let suffix = Self.suffix(for: type.body)
        let names = names.map { name in
            // A nested type cannot be named `Type`.
            if name == "Type" { return "Kind" }
            // A name without an upper-case letter could also be that of a property.
            let isCapital = name.unicodeScalars.first?.properties.isUppercase ?? true
            return isCapital ? name : suffix + name.drop { $0 == "_" }
        }
        let contexts = contexts(of: origin).flatMap { context in
            // Avoids repetition, such as `HookHook`.
            names.map { $0.hasPrefix(context) ? $0 : context + $0 }
        }
        let isTopLevel = origin.owner == nil || origin.owner == model.root
        return names + (isTopLevel ? names.map { $0 + suffix } : []) + contexts
            + names.map { $0 + suffix } + contexts.map { $0 + suffix }
    }

    /// The enclosing types in words, starting with the nearest one alone: `Cache`, `StoreCache`.
    private func contexts(of origin: Origin) -> [String] {
        var contexts: [String] = []
        var context = ""
        var next = origin.owner
        while let id = next, id != model.root, contexts.count < 4 {
            let owner = model.types[id].origin
            let word = Words(owner.reference ?? owner.key).upperCamel
            if !word.isEmpty {
                context = word + context
                contexts.append(context)
            }
            next = owner.owner
        }
        return contexts
    }

    private static func suffix(for body: TypeDeclaration.Body) -> String {
        switch body {
        case .structure, .tuple: "Settings"
        case .enumeration: "Choice"
        case .union: "Value"
        case .wrapper: "List"
        case .namespace: "Types"
        }
    }
}
