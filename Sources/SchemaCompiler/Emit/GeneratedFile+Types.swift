import JSONSchema

extension GeneratedFile {
    init(_ file: SwiftFile, _ texts: [String]) {
        name = Self.name(for: file.source.name)
        text = texts[0]
        parts = texts.dropFirst().enumerated().map { index, text in
            Part(name: FileParts.name(index + 2, of: file.source.name), text: text)
        }
        schemaPath = file.source.path
        schemaName = file.source.name
        version = file.source.version
        rootType = file.types.model.rootName
        let models = ([file.types] + file.libraries).map(\.model)
        propertyCount = models.reduce(0) { $0 + $1.ownPropertyCount }
        types = models.flatMap(\.declaredPaths)
        untyped = models.flatMap(\.untypedProperties)
        references = file.references
        warnings = file.warnings
    }
}

extension Model {
    fileprivate var declaredPaths: [String] {
        declared.map(TypeSpelling(self) { _ in true }.path)
    }

    /// Excludes the properties of types that another file declares.
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
