import ConfigDocument
import SchemaValidation

/// `properties`, `patternProperties`, `additionalProperties` (Core 2020-12, 10.3.2) and `required`
/// (Validation, 6.5.3): one instruction checks all four in one pass over the members.
extension KeywordCompiler {
    static let properties = KeywordCompiler(.properties) { scope, value in
        scope.object.properties = scope.schemaMap(value, of: "properties")
    }

    static let patternProperties = KeywordCompiler(.patternProperties) { scope, value in
        scope.object.patterns = scope.schemaMap(value, of: "patternProperties")
    }

    static let additionalProperties = KeywordCompiler(.additionalProperties) { scope, value in
        scope.object.additional = value
    }

    static let required = KeywordCompiler(.required) { scope, value in
        if value.bool != nil {
            scope.report(
                "required must be an array of names beside properties; booleans are the syntax of draft-03",
                at: value
            )
            return
        }
        scope.object.required = scope.texts(value, of: "required")
        scope.object.requiredKeyword = value
    }
}
