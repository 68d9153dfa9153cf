extension MetaSchemas {
    /// Draft 7: one document; adds `if`/`then`/`else`, `$comment`, `readOnly` and content keywords.
    static let draft7: [Document] = [
        (
            "http://json-schema.org/draft-07/schema",
            #"""
            {
              "$schema": "http://json-schema.org/draft-07/schema#",
              "$id": "http://json-schema.org/draft-07/schema#",
              "title": "Core schema meta-schema",
              "type": ["object", "boolean"],
              "default": true,
              "properties": {
                "$schema": { "type": "string", "format": "uri" },
                "$id": { "type": "string", "format": "uri-reference" },
                "$ref": { "type": "string", "format": "uri-reference" },
                "$comment": { "type": "string" },
                "title": { "type": "string" },
                "description": { "type": "string" },
                "default": true,
                "readOnly": { "type": "boolean", "default": false },
                "writeOnly": { "type": "boolean", "default": false },
                "examples": { "type": "array", "items": true },
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
                "const": true,
                "enum": { "type": "array", "items": true },
                "allOf": { "$ref": "#/definitions/schemaArray" },
                "anyOf": { "$ref": "#/definitions/schemaArray" },
                "oneOf": { "$ref": "#/definitions/schemaArray" },
                "not": { "$ref": "#" },
                "if": { "$ref": "#" },
                "then": { "$ref": "#" },
                "else": { "$ref": "#" },

                "multipleOf": { "type": "number", "exclusiveMinimum": 0 },
                "minimum": { "type": "number" },
                "exclusiveMinimum": { "type": "number" },
                "maximum": { "type": "number" },
                "exclusiveMaximum": { "type": "number" },

                "minLength": { "$ref": "#/definitions/nonNegativeIntegerDefault0" },
                "maxLength": { "$ref": "#/definitions/nonNegativeInteger" },
                "pattern": { "type": "string", "format": "regex" },
                "format": { "type": "string" },
                "contentMediaType": { "type": "string" },
                "contentEncoding": { "type": "string" },

                "items": {
                  "anyOf": [{ "$ref": "#" }, { "$ref": "#/definitions/schemaArray" }],
                  "default": true
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
