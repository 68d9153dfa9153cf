public import ConfigDocument
import ConfigTypes
public import SchemaValidation

/// The values of one layer for a setting, and their effect.
public struct LayerAnswer: Sendable {
    /// The layer, such as `environment, prefix APP`.
    public var layer: String
    /// The names that were looked up: the variables, arguments, files or keys of the setting in
    /// this layer. Empty for configuration files.
    public var names: [String]
    /// The values, lowest first: several files of one layer may set the setting.
    public var said: [Said]
    /// The errors of the layer.
    public var findings: [Finding]

    /// One value of the layer for the setting.
    public struct Said: Sendable {
        /// Nil for a secret.
        public var value: DocumentValue?
        /// The place of the value in its layer.
        public var origin: ConfigOrigin
        /// The effect on the value of the setting.
        public var result: Result
        let place: LayerSaying.Place
        let path: DocumentPath

        init(_ saying: LayerSaying) {
            value = saying.value
            origin = saying.origin
            result = .overridden
            place = saying.place
            path = saying.path
        }
    }

    /// The effect of one value on the value of the setting.
    public enum Result: String, Sendable {
        /// The value is the value of the setting.
        case wins
        /// A higher layer overrides the value.
        case overridden
        /// An object, or elements of an array, which are merged with those of other layers.
        case merged
        /// A null, or a value in place of an object or array that would contain the setting: it
        /// removes the values of lower layers.
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
