import ConfigDocument

/// The fields that every resource of Kubernetes has, whether or not its schema declares them.
struct CustomResource {
    /// The values of `apiVersion`; none for any.
    private var apiVersions: [String] = []
    /// The value of `kind`; nil for any.
    private var kind: String?

    /// An object inside a resource that is a resource of any kind.
    static let embedded = CustomResource()

    private init() {}

    /// The resource that a definition describes by this schema.
    init(definedBy definition: Cursor, schema: Cursor) {
        let spec = definition["spec"]
        kind = spec?["names"]?["kind"]?.string
        guard let group = spec?["group"]?.string else { return }
        let versions = spec?["versions"]?.elements ?? []
        let own = versions.filter { $0["schema"]?["openAPIV3Schema"]?.index == schema.index }
        apiVersions = (own.isEmpty ? versions : own).compactMap { $0["name"]?.string }
            .map { group + "/" + $0 }
    }

    /// Writes `properties` and `required` of the resource's schema.
    func add(to translation: inout ContainerTranslation, _ schema: Cursor) {
        let declared = schema["properties"]
        if let declared, !declared.isObject {
            // An error of the schema, which is reported there.
            translation.copy.key(of: declared)
            return translation.copy.value(declared)
        }
        translation.copy.key("properties", at: declared ?? schema)
        translation.copy.open(.object, at: declared ?? schema)
        for (key, value) in declared?.members ?? [] {
            translation.copy.key(of: value)
            if Self.fields.contains(key.text), value.isObject {
                add(key.text, value, &translation)
            } else {
                translation.schema(value)
            }
        }
        for name in Self.fields where declared?[name] == nil {
            translation.copy.key(name, at: schema)
            add(name, schema, &translation, isDeclared: false)
        }
        translation.copy.close()
        let required = schema["required"]?.elements.compactMap(\.string) ?? []
        let missing = ["apiVersion", "kind"].filter { !required.contains($0) }
        translation.copy.key("required", at: schema["required"] ?? schema)
        translation.copy.strings(required + missing, at: schema["required"] ?? schema)
    }

    private static let fields = ["apiVersion", "kind", "metadata"]

    /// Writes the schema of a field, with what its declaration adds.
    private func add(
        _ name: String,
        _ place: Cursor,
        _ translation: inout ContainerTranslation,
        isDeclared: Bool = true
    ) {
        translation.copy.open(.object, at: place)
        if isDeclared {
            let own = SchemaTranslation(place, .customResource, isStructural: true)
            for (key, value) in place.members where !isGiven(key.text, of: name) {
                translation.keyword(key.text, value, of: own)
            }
        }
        translation.copy.key("type", at: place)
        translation.copy.string(name == "metadata" ? "object" : "string", at: place)
        switch name {
        case "apiVersion": translation.copy.values(apiVersions, at: place)
        case "kind": translation.copy.values(kind.map { [$0] } ?? [], at: place)
        case "metadata" where !isDeclared || place["properties"] == nil:
            addMetadata(&translation.copy, at: place)
        default: break
        }
        translation.copy.close()
    }

    /// True if the resource itself determines a keyword of a field.
    private func isGiven(_ keyword: String, of field: String) -> Bool {
        if keyword == "type" { return true }
        let isKnown = field == "kind" ? kind != nil : field == "apiVersion" && !apiVersions.isEmpty
        return isKnown && ["enum", "const"].contains(keyword)
    }

    /// The fields of every resource's metadata that people write.
    private func addMetadata(_ copy: inout DocumentCopy, at place: Cursor) {
        copy.key("properties", at: place)
        copy.open(.object, at: place)
        for name in ["name", "generateName", "namespace", "labels", "annotations"] {
            let isMap = name == "labels" || name == "annotations"
            copy.key(name, at: place)
            copy.open(.object, at: place)
            copy.key("type", at: place)
            copy.string(isMap ? "object" : "string", at: place)
            if isMap {
                copy.key("additionalProperties", at: place)
                copy.open(.object, at: place)
                copy.key("type", at: place)
                copy.string("string", at: place)
                copy.close()
            }
            copy.close()
        }
        copy.close()
    }
}
