extension MetaSchemas {
    /// Draft 6: one document; adds `$id`, boolean schemas, `const`, `contains`, `propertyNames`.
    static let draft6: [Document] = [
        (
            "http://json-schema.org/draft-06/schema",
            #"""
            {
              "$schema": "http://json-schema.org/draft-06/schema#",
              "$id": "http://json-schema.org/draft-06/schema#",
              "title": "Core schema meta-schema",
              "type": ["object", "boolean"],
              "default": {},
              "properties": {
                "$schema": { "type": "string", "format": "uri" },
                "$id": { "type": "string", "format": "uri-reference" },
                "$ref": { "type": "string", "format": "uri-reference" },
                "title": { "type": "string" },
                "description": { "type": "string" },
                "default": {},
                "examples": { "type": "array", "items": {} },
                "definitions": {
                  "type": "object", "additionalProperties": { "$ref": "#" }, "default": {}
                },

                "type": {
                  "anyOf": [
                    { "$ref": "#/definitions/simpleTypes" },
                    {
                      "type": "array", "items": { "$ref": "#/definitions/simpleTypes" },
                      "minItems": 1, "uniqueItems": true
                    }
                  ]
                },
                "const": {},
                "enum": { "type": "array" },
                "allOf": { "$ref": "#/definitions/schemaArray" },
                "anyOf": { "$ref": "#/definitions/schemaArray" },
                "oneOf": { "$ref": "#/definitions/schemaArray" },
                "not": { "$ref": "#" },

                "multipleOf": { "type": "number", "exclusiveMinimum": 0 },
                "minimum": { "type": "number" },
                "exclusiveMinimum": { "type": "number" },
                "maximum": { "type": "number" },
                "exclusiveMaximum": { "type": "number" },

                "minLength": { "$ref": "#/definitions/nonNegativeIntegerDefault0" },
                "maxLength": { "$ref": "#/definitions/nonNegativeInteger" },
                "pattern": { "type": "string", "format": "regex" },
                "format": { "type": "string" },

                "items": {
                  "anyOf": [{ "$ref": "#" }, { "$ref": "#/definitions/schemaArray" }], "default": {}
                },
                "additionalItems": { "$ref": "#" },
                "contains": { "$ref": "#" },
                "minItems": { "$ref": "#/definitions/nonNegativeIntegerDefault0" },
                "maxItems": { "$ref": "#/definitions/nonNegativeInteger" },
                "uniqueItems": { "type": "boolean", "default": false },

                "properties": {
                  "type": "object", "additionalProperties": { "$ref": "#" }, "default": {}
                },
                "patternProperties": {
                  "type": "object", "additionalProperties": { "$ref": "#" },
                  "propertyNames": { "format": "regex" }, "default": {}
                },
                "additionalProperties": { "$ref": "#" },
                "propertyNames": { "$ref": "#" },
                "minProperties": { "$ref": "#/definitions/nonNegativeIntegerDefault0" },
                "maxProperties": { "$ref": "#/definitions/nonNegativeInteger" },
                "required": { "$ref": "#/definitions/stringArray" },
                "dependencies": {
                  "type": "object",
                  "additionalProperties": {
                    "anyOf": [{ "$ref": "#" }, { "$ref": "#/definitions/stringArray" }]
                  }
                }
              },
              "definitions": {
                "simpleTypes": {
                  "enum": ["array", "boolean", "integer", "null", "number", "object", "string"]
                },
                "nonNegativeInteger": { "type": "integer", "minimum": 0 },
                "nonNegativeIntegerDefault0": {
                  "allOf": [{ "$ref": "#/definitions/nonNegativeInteger" }, { "default": 0 }]
                },
                "schemaArray": { "type": "array", "items": { "$ref": "#" }, "minItems": 1 },
                "stringArray": {
                  "type": "array", "items": { "type": "string" }, "uniqueItems": true, "default": []
                }
              }
            }
            """#
        )
    ]
}
