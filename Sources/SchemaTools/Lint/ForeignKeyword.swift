import ConfigDocument
import JSONSchema
import SchemaCompiler

/// Keywords of OpenAPI and Kubernetes that JSON Schema does not have, with the ones that say the same.
struct ForeignKeyword {
    /// The specification that defines it: `OpenAPI 3.0`.
    let origin: String
    /// The advice on what to write.
    let instead: String

    /// - Parameter schema: the schema that contains the keyword.
    init?(_ name: String, in schema: Cursor) {
        switch name {
        case "nullable": self.init("OpenAPI 3.0", Self.null(in: schema, schema[name]))
        case "x-nullable": self.init("OpenAPI 2.0", Self.null(in: schema, schema[name]))
        case "discriminator":
            self.init(
                "OpenAPI",
                "give each alternative the property with its own \"const\", and require it"
            )
        case "x-kubernetes-int-or-string":
            self.init("Kubernetes", "write \"type\": [\"integer\", \"string\"]")
        case "x-kubernetes-preserve-unknown-fields":
            self.init("Kubernetes", "write \"additionalProperties\": true")
        case "x-kubernetes-list-type":
            switch schema[name]?.string {
            case "set": self.init("Kubernetes", "write \"uniqueItems\": true")
            case "map": self.init("Kubernetes", Self.rule(schema["x-kubernetes-list-map-keys"]))
            default: return nil
            }
        case "x-kubernetes-validations":
            self.init(
                "Kubernetes",
                "write the rules as \"settingRules\", or as \"if\" and \"then\""
            )
        case "divisibleBy": self.init("draft-03", "write \"multipleOf\"")
        case "disallow": self.init("draft-03", "write \"not\"")
        default: return nil
        }
    }

    /// The value that a keyword of the file expects where it has another; nil for the others.
    static func mistake(
        in name: String,
        of schema: Cursor,
        _ container: SchemaContainer
    ) -> String? {
        switch name {
        case "nullable" where container != .openAPI31 && schema[name]?.bool == nil:
            "true or false"
        case "discriminator" where schema[name]?["propertyName"]?.string == nil:
            "an object with a propertyName"
        default: nil
        }
    }

    private init(_ origin: String, _ instead: String) {
        (self.origin, self.instead) = (origin, instead)
    }

    private static func null(in schema: Cursor, _ value: Cursor?) -> String {
        if value?.bool == false { return "remove it: null is only allowed where the type lists it" }
        let also = schema["enum"] == nil ? "" : ", and add null to the enum"
        if schema["$ref"] != nil {
            return "write \"anyOf\": [{ \"$ref\": … }, { \"type\": \"null\" }]"
        }
        guard let type = schema["type"] else { return "allow the type \"null\"\(also)" }
        let names = type.string.map { [$0] } ?? type.elements.compactMap(\.string)
        let list = (names + (names.contains("null") ? [] : ["null"])).map { quoted($0) }
        return "write \"type\": [\(list.joined(separator: ", "))]\(also)"
    }

    private static func rule(_ keys: Cursor?) -> String {
        let names = keys?.elements.compactMap(\.string).map { quoted($0) } ?? []
        let list = (["\"0/…\""] + names).joined(separator: ", ")
        return "write a rule beside the array's property: \"settingRules\": "
            + "[{ \"uniqueBy\": [\(list)] }]"
    }
}
