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
    /// A file that holds this one value. It is shown nowhere.
    case secretFile(String)
    /// What placeholders such as `${env:NAME}` stand for, and the place where they are written.
    indirect case interpolation([ConfigOrigin], file: String, SourcePosition)
    /// What a lower layer sets is removed by a null in this place.
    indirect case removed(by: ConfigOrigin)
    /// What was good last, and is served in place of files that were refused at this time.
    case lastGood(since: Timestamp)
    /// Set nowhere: the schema's default.
    case schemaDefault
    /// What another system of settings knows by this key.
    case provider(String, key: String)

    /// The file that it is written in.
    package var file: String? {
        switch self {
        case .file(let file, _), .interpolation(_, let file, _): file
        case .removed(let origin): origin.file
        default: nil
        }
    }

    /// Whether it is a text for one setting, in which null is a value like others.
    var isText: Bool {
        switch self {
        case .environment, .argument, .secretFile: true
        default: false
        }
    }

    /// Whether what comes from there is a secret, whatever the schema says.
    package var isSecret: Bool {
        switch self {
        case .secretFile: true
        case .interpolation(let origins, _, _): origins.contains(where: \.isSecret)
        default: false
        }
    }

    /// Whether messages must not quote what comes from there: files may refer to variables that
    /// their reader must not see.
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

extension ConfigOrigin: CustomStringConvertible {
    /// `config/http.yaml:4:7`, `environment variable HTTP_PORT`, `argument --port`, `override`,
    /// `secret file /run/secrets/password`, `default`; and for a placeholder
    /// `environment variable PORT, by config/http.yaml:4:7`.
    public var description: String {
        switch self {
        case .file(let path, let position): "\(shownName(path)):\(position.line):\(position.column)"
        case .environment(let variable): "environment variable \(shownName(variable))"
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
