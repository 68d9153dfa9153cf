public import ConfigDocument

/// The origin of a setting's value.
public enum ConfigOrigin: Sendable, Hashable {
    /// A position in a file.
    case file(String, SourcePosition)
    case environment(variable: String)
    /// A variable in a file such as `.env`, and its position there.
    case dotenv(variable: String, file: String, SourcePosition)
    /// A command line argument, as in `--server.port`.
    case argument(String)
    /// Set by the program.
    case override
    /// A file that contains only this value, which is never shown.
    case secretFile(String)
    /// The origins of placeholders such as `${env:NAME}`, and the position where they are written.
    indirect case interpolation([ConfigOrigin], file: String, SourcePosition)
    /// A null here removes the value of a lower layer.
    indirect case removed(by: ConfigOrigin)
    /// The last good value, served instead of files that were refused at this time.
    case lastGood(since: Timestamp)
    /// Not set anywhere: the schema's default.
    case schemaDefault
    /// A value from another configuration provider, with its key there.
    case provider(String, key: String)

    /// The file that contains it.
    package var file: String? {
        switch self {
        case .file(let file, _), .interpolation(_, let file, _): file
        case .removed(let origin): origin.file
        default: nil
        }
    }

    /// True if it is the text of a single setting, in which null does not remove a value.
    package var isText: Bool {
        switch self {
        case .environment, .dotenv, .argument, .secretFile: true
        default: false
        }
    }

    /// True if values of this origin are secret, even if the schema does not mark them.
    package var isSecret: Bool {
        switch self {
        case .secretFile: true
        case .interpolation(let origins, _, _): origins.contains(where: \.isSecret)
        default: false
        }
    }

    /// True if messages must not quote values of this origin: files may refer to variables that the
    /// reader of the message must not see.
    package var isHidden: Bool {
        switch self {
        case .secretFile: true
        case .interpolation(let origins, _, _):
            origins.contains { origin in
                if case .environment = origin { true } else { origin.isHidden }
            }
        default: false
        }
    }
}

extension ConfigOrigin {
    /// Sets the file and position of a finding to those of this origin.
    package func locate(_ finding: inout Finding) {
        switch self {
        case .file(let file, let position), .interpolation(_, let file, let position),
            .dotenv(_, let file, let position):
            (finding.file, finding.position) = (file, position)
        default: (finding.file, finding.position) = (description, nil)
        }
    }
}

extension ConfigOrigin: CustomStringConvertible {
    /// `config/http.yaml:4:7`, `environment variable APP_HTTP_PORT`, `variable APP_HTTP_PORT in
    /// .env:3`, `argument --http.port`, `override`, `secret file /run/secrets/password`, `default`;
    /// for a placeholder: `environment variable PORT, by config/http.yaml:4:7`.
    public var description: String {
        switch self {
        case .file(let path, let position): "\(shownName(path)):\(position.line):\(position.column)"
        case .environment(let variable): "environment variable \(shownName(variable))"
        case .dotenv(let variable, let file, let position):
            "variable \(shownName(variable)) in \(shownName(file)):\(position.line)"
        case .argument(let name): "argument \(shownName(name))"
        case .override: "override"
        case .secretFile(let path): "secret file \(shownName(path))"
        case .interpolation(let origins, let file, let position):
            (origins.map(\.description) + [
                "by \(shownName(file)):\(position.line):\(position.column)"
            ])
            .joined(separator: ", ")
        case .removed(let origin): "removed by \(origin)"
        case .lastGood(let time): "last good, served since the files were refused at \(time)"
        case .schemaDefault: "default"
        case .provider(let name, let key): "\(name), key \(shownName(key))"
        }
    }
}
