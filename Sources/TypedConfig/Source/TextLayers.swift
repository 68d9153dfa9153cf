import ConfigDocument
import ConfigTypes
import SchemaValidation

/// What a layer has given, and what was wrong with it.
struct TextFindings {
    var settings: [TextSetting] = []
    var faults: [Finding] = []
    var warnings: [Finding] = []

    fileprivate mutating func fault(_ message: String, _ place: String) {
        faults.append(Finding(message: message, file: place))
    }
}

extension ConfigLayer.Kind {
    /// The settings that an environment, a command line or a folder of secrets gives.
    func textSettings(
        of catalogue: SettingCatalogue,
        named config: String
    ) -> TextFindings {
        var found = TextFindings()
        switch self {
        case .environment(let prefix, let variables):
            found.readEnvironment(prefix, variables, catalogue)
        case .arguments(let arguments): found.readArguments(arguments, catalogue)
        case .secretFiles(let folder): found.readSecrets(folder, catalogue)
        case .provider(let name, let value): found.ask(name, value, catalogue, config)
        case .files, .override: break
        }
        return found
    }
}

extension TextFindings {
    // MARK: Environment

    fileprivate mutating func readEnvironment(
        _ prefix: String?,
        _ variables: EnvironmentVariables,
        _ catalogue: SettingCatalogue
    ) {
        var found: [String: Setting] = [:]
        for setting in catalogue.settings {
            guard let name = Self.variableName(prefix, setting), let text = variables.value(name),
                !ServiceVariables.isAddress(name, text, variables)
            else { continue }
            if let other = found.updateValue(setting, forKey: name) {
                fault(
                    "the settings \(other.name) and \(setting.name) have the same variable",
                    "environment variable \(name)"
                )
                continue
            }
            settings.append(
                TextSetting(setting: setting, text: text, origin: .environment(variable: name))
            )
        }
    }

    /// The variable that a setting is read from.
    static func variableName(_ prefix: String?, _ setting: Setting) -> String? {
        setting.variable ?? prefix.map { variableName($0, setting.path) }
    }

    /// `APP_SERVER_MAX_SIZE` for `server.max-size`.
    static func variableName(_ prefix: String, _ path: [String]) -> String {
        EnvironmentName.name(of: (prefix.isEmpty ? [] : [prefix]) + path)
    }

    // MARK: Arguments

    fileprivate mutating func readArguments(
        _ arguments: [String],
        _ catalogue: SettingCatalogue
    ) {
        var rest = arguments[...]
        while let argument = rest.popFirst(), argument != "--" {
            guard argument.hasPrefix("--") else { continue }
            let parts = argument.dropFirst(2).split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            guard let key = parts.first,
                let setting = catalogue[SettingPath(String(key)).tokens]
            else { continue }
            let name = "--\(key)"
            var text = parts.count == 2 ? String(parts[1]) : nil
            if text == nil, let next = rest.first, !next.hasPrefix("--") {
                text = rest.removeFirst()
            }
            // A switch needs no value.
            if text == nil, setting.kind == .bool { text = "true" }
            guard let text else {
                fault("\(setting.name) has no value", "argument \(name)")
                continue
            }
            settings.append(TextSetting(setting: setting, text: text, origin: .argument(name)))
        }
    }

    // MARK: Secrets

    fileprivate mutating func readSecrets(_ folder: SecretFolder, _ catalogue: SettingCatalogue) {
        guard !folder.path.isEmpty, folder.exists else {
            if let link = SymbolicLink.fault(of: folder.path) { fault(link, folder.path) }
            return
        }
        for var setting in catalogue.settings where !setting.hasMembers {
            setting.isSecret = true
            var found: [(name: String, content: SecretFolder.Content)] = []
            for name in Self.fileNames(of: setting.path) {
                do throws(ConfigError) {
                    if let content = try folder.content(of: name) { found.append((name, content)) }
                } catch {
                    faults += error.findings
                }
            }
            guard let (_, content) = found.first else { continue }
            if found.count > 1 {
                fault(
                    "there are \(found.count) files for the secret \(setting.name): "
                        + found.map(\.name).joined(separator: " and "),
                    content.path
                )
                continue
            }
            if let warning = content.warning { warnings.append(warning) }
            settings.append(
                TextSetting(
                    setting: setting,
                    text: content.text,
                    origin: .secretFile(content.path)
                )
            )
        }
    }

    /// A name with a slash would be a path.
    private static func fileNames(of path: [String]) -> [String] {
        let names = ["\(path.joined(separator: "."))", "\(path.joined(separator: "_"))"]
        return (path.count > 1 ? names : [names[0]]).filter { !$0.utf8.contains(0x2F) }
    }

    // MARK: Other systems of settings

    fileprivate mutating func ask(
        _ name: String,
        _ value: (SettingQuery) throws -> ProvidedSetting?,
        _ catalogue: SettingCatalogue,
        _ config: String
    ) {
        for setting in catalogue.settings where !setting.hasMembers {
            let query = SettingQuery(
                config: config,
                path: setting.path,
                kind: setting.kind,
                isSecret: setting.isSecret
            )
            do {
                guard let answer = try value(query) else { continue }
                let origin = ConfigOrigin.provider(name, key: answer.key)
                settings.append(
                    TextSetting(setting: setting, text: "", origin: origin, ready: answer.value)
                )
            } catch {
                // What another system says of a secret may quote it.
                let reason = setting.isSecret ? "a reason that is not shown" : "\(error)"
                fault("\(setting.name) cannot be read: \(reason)", name)
            }
        }
    }
}
