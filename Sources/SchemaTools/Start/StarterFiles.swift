import ConfigDocument

/// A schema to start from, and the file that is valid by it.
struct StarterFiles {
    /// What the configuration is called, such as `server`.
    var name: String

    /// Small, and with an example of each thing that most configurations have: a bound, a default, a
    /// section, an enumeration, a secret.
    var schema: String {
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "description": \(JSONEmitter(indent: nil).emit(.string("The settings of \(name).")).text),
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

extension [UInt8] {
    fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
