public import ConfigDocument
public import SchemaValidation

/// What one layer says about a setting, and what became of it.
public struct LayerAnswer: Sendable {
    /// What the layer is, as in `environment, prefix APP`.
    public var layer: String
    /// What the layer was asked for: the variables, arguments, files or keys that the setting may have
    /// there. Empty for files of configurations.
    public var names: [String]
    /// What it says, lowest first: a layer of files may have several that say something.
    public var said: [Said]
    /// What is wrong with it.
    public var findings: [Finding]

    public struct Said: Sendable {
        /// Nil for a secret.
        public var value: DocumentValue?
        public var origin: ConfigOrigin
        public var result: Result
    }

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
