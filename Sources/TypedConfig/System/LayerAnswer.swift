public import ConfigDocument
public import SchemaValidation

/// The values that one layer has for a setting, and what became of them.
public struct LayerAnswer: Sendable {
    /// The layer, as in `environment, prefix APP`.
    public var layer: String
    /// The names that were looked up: the variables, arguments, files or keys that the setting may have
    /// there. Empty for files of configurations.
    public var names: [String]
    /// Its values, lowest first: several files of one layer may set the setting.
    public var said: [Said]
    /// The faults of the layer.
    public var findings: [Finding]

    /// A value that a layer has for the setting.
    public struct Said: Sendable {
        /// Nil for a secret.
        public var value: DocumentValue?
        /// The place of the value in its layer.
        public var origin: ConfigOrigin
        /// Its part in the value of the setting.
        public var result: Result
    }

    /// The part of a value in the value of the setting.
    public enum Result: String, Sendable {
        /// It is the value of the setting.
        case wins
        /// A higher layer replaces it.
        case overridden
        /// An object, whose members are merged with those of other layers.
        case merged
        /// A null, which removes what lower layers say.
        case removes
    }
}

extension LayerAnswer: CustomStringConvertible {
    /// `environment, prefix APP: 81 (environment variable APP_HTTP_PORT), wins`
    public var description: String {
        let shown = said.map { said in
            let value = said.value.map {
                String(decoding: JSONEmitter(indent: nil).emit($0), as: UTF8.self)
            }
            return "\(value ?? "<secret>") (\(said.origin)), \(said.result)"
        }
        let asked =
            names.isEmpty ? "" : " (\(names.map { singleLine($0) }.joined(separator: ", ")))"
        let all = shown.isEmpty && findings.isEmpty ? ["not set\(asked)"] : shown
        return "\(layer): " + (all + findings.map(\.message)).joined(separator: "; ")
    }
}
