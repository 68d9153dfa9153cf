package import ConfigDocument
import SchemaValidation

extension SchemaContainer {
    /// The document with its schemas in the dialect 2020-12. Everything keeps its place.
    ///
    /// Schemas are those of `components`, of parameters, headers and media types, and of the
    /// versions of a resource.
    package func translated(_ document: Document) -> Document {
        var translation = ContainerTranslation(document, self)
        translation.part(document.root)
        return translation.finished()
    }

    /// A file that the document refers to: a schema in its dialect, or several under their names.
    package func translated(part document: Document) -> Document {
        var translation = ContainerTranslation(document, self)
        let isSchema = document.root.members.contains { Keyword(rawValue: $0.key.text) != nil }
        if isSchema {
            translation.schema(document.root)
        } else {
            translation.schemas(document.root)
        }
        return translation.finished()
    }
}

/// Walks over a container, and translates the schemas in it.
struct ContainerTranslation {
    let container: SchemaContainer
    let root: Cursor
    var copy: DocumentCopy

    init(_ document: Document, _ container: SchemaContainer) {
        self.container = container
        root = document.root
        copy = DocumentCopy(of: document)
    }

    func finished() -> Document { copy.finished() }

    /// A part of the container that is not a schema itself.
    mutating func part(_ cursor: Cursor) {
        switch cursor.kind {
        case .object:
            copy.open(.object, at: cursor)
            for (key, value) in cursor.members {
                copy.key(of: value)
                member(key.text, value)
            }
            copy.close()
        case .array:
            copy.open(.array, at: cursor)
            for element in cursor.elements { part(element) }
            copy.close()
        default: copy.value(cursor)
        }
    }

    private mutating func member(_ name: String, _ value: Cursor) {
        switch name {
        case "openAPIV3Schema" where container == .customResource:
            schema(value, resource: CustomResource(definedBy: root, schema: value))
        case "schema" where container != .customResource: schema(value)
        case "schemas" where container != .customResource: schemas(value)
        case "example", "examples", "default", "enum": copy.value(value)
        case _ where name.hasPrefix("x-"): copy.value(value)
        default: part(value)
        }
    }

    // MARK: Schemas

    /// A schema with its subschemas, in the dialect of the container.
    ///
    /// - Parameters:
    ///   - isStructural: whether it describes the values of a resource, and not only a condition
    ///     for them.
    ///   - resource: the resource that it is the schema of.
    mutating func schema(
        _ cursor: Cursor,
        isStructural: Bool = true,
        resource: CustomResource? = nil
    ) {
        guard cursor.isObject else { return copy.value(cursor) }
        copy.open(.object, at: cursor)
        if container != .openAPI31, cursor["$ref"]?.string != nil {
            // Keywords beside it have no effect.
            for (key, value) in cursor.members where Self.goesWithReference(key.text) {
                copy.key(of: value)
                copy.value(value)
            }
        } else {
            let translation = SchemaTranslation(cursor, container, isStructural: isStructural)
            let resource = resource ?? translation.embeddedResource
            for (key, value) in cursor.members
            where resource == nil || !["properties", "required"].contains(key.text) {
                keyword(key.text, value, of: translation)
            }
            resource?.add(to: &self, cursor)
            translation.add(&copy, isResource: resource != nil)
        }
        copy.close()
    }

    private static func goesWithReference(_ name: String) -> Bool {
        name == "$ref" || Keyword(rawValue: name)?.row.role == .annotation
    }

    /// A keyword with its subschemas, unless it has another form here.
    mutating func keyword(_ name: String, _ value: Cursor, of translation: SchemaTranslation) {
        if translation.replaces(name) { return }
        copy.key(of: value)
        guard let shape = Keyword(rawValue: name)?.row.schemas else { return copy.value(value) }
        let isStructural = translation.isStructural && !Self.conditions.contains(name)
        switch shape {
        case .list where name != "allOf":
            let alternatives = Discriminator(translation.cursor, in: root)
            list(value) { $0.alternative($1, alternatives, isStructural) }
        case .list: list(value) { $0.schema($1, isStructural: isStructural) }
        case .schemaOrList where value.isArray:
            list(value) { $0.schema($1, isStructural: isStructural) }
        case .schema, .schemaOrList: schema(value, isStructural: isStructural)
        case .map, .mapOfSchemasOrNames:
            schemas(value, isStructural: isStructural)
        }
    }

    /// The schemas of an object, by name.
    mutating func schemas(_ value: Cursor, isStructural: Bool = true) {
        guard value.isObject else { return copy.value(value) }
        copy.open(.object, at: value)
        for (_, member) in value.members {
            copy.key(of: member)
            schema(member, isStructural: isStructural)
        }
        copy.close()
    }

    /// Keywords of structural schemas whose schemas only restrict values.
    private static let conditions: Set = ["allOf", "anyOf", "oneOf", "not"]

    private mutating func list(_ value: Cursor, _ body: (inout Self, Cursor) -> Void) {
        guard value.isArray else { return copy.value(value) }
        copy.open(.array, at: value)
        for element in value.elements { body(&self, element) }
        copy.close()
    }

    /// An alternative of `oneOf` or `anyOf`, restricted to the values of its tag.
    private mutating func alternative(
        _ cursor: Cursor,
        _ discriminator: Discriminator?,
        _ isStructural: Bool
    ) {
        guard let discriminator, let tags = discriminator.tags(of: cursor) else {
            return schema(cursor, isStructural: isStructural)
        }
        copy.open(.object, at: cursor)
        for (_, value) in cursor.members {
            copy.key(of: value)
            copy.value(value)
        }
        discriminator.add(tags, to: &copy)
        copy.close()
    }
}
