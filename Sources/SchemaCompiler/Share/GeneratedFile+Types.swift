import JSONSchema

extension GeneratedFile {
    /// - Parameter libraries: the types of other documents that the file declares besides.
    init(
        _ source: SchemaSource,
        _ types: NamedTypes,
        _ libraries: [NamedTypes],
        text: String
    ) {
        name = Self.name(for: source.name)
        self.text = text
        schemaPath = source.path
        schemaName = source.name
        version = source.version
        rootType = types.model.rootName
        let all = [types] + libraries
        propertyCount = all.reduce(0) { $0 + $1.model.ownPropertyCount }
        self.types = all.flatMap { $0.model.declaredPaths }
        untyped = all.flatMap { $0.model.untypedProperties }
        names = all.flatMap(\.names)
        chosenNames = all.reduce(into: []) { $0.formUnion($1.chosenNames) }
    }

    static func names(in model: Model) -> [String] {
        let spelling = TypeSpelling(model) { _ in true }
        return model.declared.flatMap { id -> [String] in
            let path = spelling.path(id)
            guard case .structure(let structure) = model.types[id].body else { return [path] }
            return [path] + structure.properties.map { "\(path).\($0.name)" }
        }
    }
}

extension Model {
    fileprivate var declaredPaths: [String] {
        declared.map(TypeSpelling(self) { _ in true }.path)
    }

    /// Without those of types that another file declares.
    fileprivate var ownPropertyCount: Int {
        external.keys.reduce(propertyCount) { count, id in
            guard case .structure(let structure) = types[id].body else { return count }
            return count - structure.properties.count
        }
    }

    fileprivate var untypedProperties: [GeneratedFile.UntypedProperty] {
        let spelling = TypeSpelling(self) { _ in true }
        return untyped.filter { external[$0.type] == nil }.map {
            GeneratedFile.UntypedProperty(
                path: "\(spelling.path($0.type)).\($0.key)",
                reason: $0.reason.rawValue
            )
        }
    }
}
