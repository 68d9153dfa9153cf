import ConfigDocument
import SchemaCompiler

/// A schema to start from, and a valid configuration file.
struct StarterFiles {
    /// The name of the configuration, such as `server`.
    var name: String

    /// A small schema with an example of each common construct: a bound, a default, a section, an
    /// enumeration and a secret.
    var schema: String {
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "description": \(JSONOutput.literal("The settings of \(name).")),
          "type": "object",
          "properties": {
            "port": {
              "description": "TCP port to listen on.",
              "type": "integer",
              "minimum": 1,
              "maximum": 65535,
              "default": 8080
            },
            "log": {
              "description": "What is logged.",
              "type": "object",
              "properties": {
                "level": {
                  "description": "The lowest level that is logged.",
                  "enum": ["debug", "info", "warning", "error"],
                  "default": "info"
                }
              },
              "additionalProperties": false,
              "default": {}
            },
            "token": {
              "description": "Shared with clients; better set by a variable or a secret file.",
              "type": "string",
              "x-secret": true
            }
          },
          "additionalProperties": false
        }

        """
    }

    var config: String {
        """
        port: 8080
        log:
          level: info

        """
    }
}
