import ConfigDocument
import JSONSchema
import TypedConfig

/// Compiles a schema as schemac does at build time.
func compiledSchema(
    _ name: String,
    version: String? = nil,
    variables: [String: String?] = [:],
    _ text: String
) -> CompiledSchema {
    do {
        let document = try Document(parsing: text, as: .json, named: "\(name).schema.json")
        let graph = try SchemaRegistry().resolve(document, baseURI: "file:///\(name).schema.json")
        let program = try ValidationProgram(compiling: graph, options: .configuration)
        return CompiledSchema(
            name: name,
            version: version,
            variables: variables,
            program: program
        )
    } catch {
        fatalError("\(error)")
    }
}

let listenerSchema = """
    {
      "type": "object",
      "properties": {
        "port": { "type": "integer", "minimum": 1, "default": 8080 },
        "timeout": { "type": "number", "exclusiveMinimum": 0 },
        "server": {
          "type": "object",
          "properties": { "host": { "type": "string" }, "secure": { "type": "boolean" } },
          "required": ["host", "secure"],
          "additionalProperties": false
        },
        "tags": { "type": "array", "items": { "type": "string" }, "default": [] },
        "environment": { "enum": ["development", "testing", "production", "staging"] }
      },
      "required": ["server", "environment"]
    }
    """

let validListener = """
    {"port": 80, "server": {"host": "a", "secure": true}, "environment": "testing"}
    """
