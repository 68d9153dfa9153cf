public import ConfigDocument

/// Where the value of a setting comes from.
public enum ConfigOrigin: Sendable, Hashable {
    /// A place in a file.
    case file(String, SourcePosition)
    case environment(variable: String)
    /// A command line argument, as in `--server.port`.
    case argument(String)
    /// Set by the program.
    case override
    /// Set nowhere: the schema's default.
    case schemaDefault
}

extension ConfigOrigin: CustomStringConvertible {
    /// `config/http.yaml:4:7`, `environment variable HTTP_PORT`, `argument --port`, `override`,
    /// `default`
    public var description: String {
        switch self {
        case .file(let path, let position): "\(path):\(position.line):\(position.column)"
        case .environment(let variable): "environment variable \(variable)"
        case .argument(let name): "argument \(name)"
        case .override: "override"
        case .schemaDefault: "default"
        }
    }
}
