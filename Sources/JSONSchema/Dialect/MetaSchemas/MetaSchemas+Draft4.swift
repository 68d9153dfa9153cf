extension MetaSchemas {
    /// Draft 4: one document, with `id` instead of `$id` and boolean exclusive bounds.
    static let draft4: [Document] = [
        (
            "http://json-schema.org/draft-04/schema",
            #"""
            {
              "$schema": "http://json-schema.org/draft-04/schema#",
              "id": "http://json-schema.org/draft-04/schema#",
              "description": "Core schema meta-schema",
              "type": "object",
              "default": {},
              "properties": {
                "$schema": { "type": "string" },
                "id": { "type": "string" },
                "title": { "type": "string" },
                "description": { "type": "string" },
                "default": {},
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
                "enum": { "type": "array" },
                "allOf": { "$ref": "#/definitions/schemaArray" },
                "anyOf": { "$ref": "#/definitions/schemaArray" },
                "oneOf": { "$ref": "#/definitions/schemaArray" },
                "not": { "$ref": "#" },

                "multipleOf": { "type": "number", "minimum": 0, "exclusiveMinimum": true },
                "minimum": { "type": "number" },
                "exclusiveMinimum": { "type": "boolean", "default": false },
                "maximum": { "type": "number" },
                "exclusiveMaximum": { "type": "boolean", "default": false },

                "minLength": { "$ref": "#/definitions/positiveIntegerDefault0" },
                "maxLength": { "$ref": "#/definitions/positiveInteger" },
                "pattern": { "type": "string", "format": "regex" },
                "format": { "type": "string" },

                "items": {
                  "anyOf": [{ "$ref": "#" }, { "$ref": "#/definitions/schemaArray" }], "default": {}
                },
                "additionalItems": {
                  "anyOf": [{ "type": "boolean" }, { "$ref": "#" }], "default": {}
                },
                "minItems": { "$ref": "#/definitions/positiveIntegerDefault0" },
                "maxItems": { "$ref": "#/definitions/positiveInteger" },
                "uniqueItems": { "type": "boolean", "default": false },

                "properties": {
                  "type": "object", "additionalProperties": { "$ref": "#" }, "default": {}
                },
                "patternProperties": {
                  "type": "object", "additionalProperties": { "$ref": "#" }, "default": {}
                },
                "additionalProperties": {
                  "anyOf": [{ "type": "boolean" }, { "$ref": "#" }], "default": {}
                },
                "minProperties": { "$ref": "#/definitions/positiveIntegerDefault0" },
                "maxProperties": { "$ref": "#/definitions/positiveInteger" },
                "required": { "$ref": "#/definitions/stringArray" },
                "dependencies": {
                  "type": "object",
                  "additionalProperties": {
                    "anyOf": [{ "$ref": "#" }, { "$ref": "#/definitions/stringArray" }]
                  }
                }
              },
              "dependencies": {
                "exclusiveMinimum": ["minimum"],
                "exclusiveMaximum": ["maximum"]
              },
              "definitions": {
                "simpleTypes": {
                  "enum": ["array", "boolean", "integer", "null", "number", "object", "string"]
                },
                "positiveInteger": { "type": "integer", "minimum": 0 },
                "positiveIntegerDefault0": {
                  "allOf": [{ "$ref": "#/definitions/positiveInteger" }, { "default": 0 }]
                },
                "schemaArray": { "type": "array", "items": { "$ref": "#" }, "minItems": 1 },
                "stringArray": {
                  "type": "array", "items": { "type": "string" }, "minItems": 1, "uniqueItems": true
                }
              }
            }
            """#
        )
    ]
}
