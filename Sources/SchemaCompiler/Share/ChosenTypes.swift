import ConfigDocument
import JSONSchema

/// Applies the options that exclude or replace types of a model by name.
struct ChosenTypes {
    private let options: CompilerOptions
    private(set) var model: Model
    /// The names in the options that matched.
    private(set) var used: Set<String> = []
    /// The schemas of excluded types.
    private(set) var untyped: [SchemaPlace] = []

    init(_ model: Model, _ options: CompilerOptions) {
        self.model = model
        self.options = options
        apply()
    }

    private mutating func apply() {
        guard !options.exclude.isEmpty || !options.replacements.isEmpty else { return }
        let spelling = TypeSpelling(model) { _ in true }
        var taken: [TypeID: TypeRef] = [:]
        for id in model.declared + model.external.keys.sorted() where id != model.root {
            guard let type = choice(for: spelling.path(id)) else { continue }
            taken[id] = type
            if type.isValue, let place = model.types[id].place { untyped.append(place) }
        }
        for id in model.declared {
            replaceProperties(of: id, named: spelling.path(id))
            replaceTypes(of: id, by: taken)
        }
        model.demanded.removeAll { taken[$0] != nil }
        model.declared = needed()
        // A namespace without types.
        if case .namespace = model.types[model.root].body, model.declared == [model.root] {
            model.declared = []
        }
    }

    private mutating func choice(for path: String) -> TypeRef? {
        if options.exclude.contains(where: { $0.text == path }) {
            used.insert(path)
            return .value(.leftOut)
        }
        let replacement = options.replacements.last { $0.name.text == path }
        guard let replacement else { return nil }
        used.insert(path)
        return .custom(replacement.swiftType)
    }

    private mutating func replaceProperties(of id: TypeID, named path: String) {
        guard case .structure(var structure) = model.types[id].body else { return }
        for index in structure.properties.indices {
            let property = structure.properties[index]
            guard let type = choice(for: "\(path).\(property.name)") else { continue }
            set(type, &structure.properties[index])
            note(property, type, in: id)
            if type.isValue, let place = property.place {
                untyped.append(SchemaPlace(file: place.document.name, index: place.index))
            }
        }
        model.types[id].body = .structure(structure)
    }

    private mutating func replaceTypes(of id: TypeID, by taken: [TypeID: TypeRef]) {
        guard !taken.isEmpty else { return }
        if case .structure(var structure) = model.types[id].body {
            for index in structure.properties.indices {
                let property = structure.properties[index]
                guard let other = property.type.declaration, taken[other] != nil else { continue }
                let type = Self.replaced(property.type, by: taken)
                set(type.withoutOptional, &structure.properties[index])
                note(property, type, in: id)
            }
            model.types[id].body = .structure(structure)
        }
        model.types[id].body.mapTypes { Self.replaced($0, by: taken) }
    }

    private static func replaced(_ type: TypeRef, by taken: [TypeID: TypeRef]) -> TypeRef {
        if case .named(let id) = type { return taken[id] ?? type }
        return type.replacingInner { replaced($0, by: taken) }
    }

    /// Changes the type of a property, and removes the default, which belonged to the old type.
    private func set(_ type: TypeRef, _ property: inout Property) {
        let hadDefault = property.defaultValue != nil
        property.defaultValue = nil
        property.isBoxed = false
        switch property.type {
        case .nullable where !type.isValue: property.type = .nullable(type)
        case .optional, .nullable: property.type = .optional(type)
        default: property.type = hadDefault && !property.isRequired ? .optional(type) : type
        }
        property.mayBeNull = property.mayBeNull || (type.isValue && !property.isRequired)
    }

    private mutating func note(_ property: Property, _ type: TypeRef, in id: TypeID) {
        guard let reason = type.untypedReason else { return }
        model.untyped.append(UntypedProperty(type: id, key: property.key, reason: reason))
    }

    /// The types that are still used, in the order of their declaration.
    private func needed() -> [TypeID] {
        owners(of: Set(model.neededTypes())).sorted()
    }

    /// The types with those that enclose them, which must be declared as well.
    private func owners(of ids: Set<TypeID>) -> Set<TypeID> {
        var all = ids
        for id in ids {
            var current = id
            while let owner = model.types[current].owner, all.insert(owner).inserted {
                current = owner
            }
        }
        return all
    }
}
