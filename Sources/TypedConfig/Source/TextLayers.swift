import ConfigDocument
import ConfigTypes
import SchemaValidation

/// The settings of a layer, and its errors.
struct TextFindings {
    var settings: [TextSetting] = []
    var faults: [Finding] = []
    var warnings: [Finding] = []

    mutating func fault(_ message: String, _ place: String) {
        faults.append(Finding(message: message, file: place))
    }
}

/// The context for reading the texts of a layer.
struct TextContext {
    let scope: NameScope
    /// The rules for `.env` files without rules of their own: those of the environment.
    var rules = VariableRules(prefix: "")
    /// The keys that lower layers have in an object.
    var existing: ([String]) -> [String] = { _ in [] }
}

extension ConfigLayer.Kind {
    /// The settings given by an environment, a command line or a directory of secrets.
    func textSettings(_ context: TextContext) -> TextFindings {
        var found = TextFindings()
        let scope = context.scope
        switch self {
        case .environment(let rules, let variables):
            found.readVariables(variables, rules, scope, existing: context.existing)
        case .dotenv(let path, let rules):
            found.readFile(path, rules ?? context.rules, context)
        case .arguments(let arguments): found.readArguments(arguments, scope)
        case .secretFiles(let folder): found.readSecrets(folder, scope)
        case .provider(let name, let value): found.ask(name, value, scope)
        case .files, .override: break
        }
        return found
    }
}

extension TextFindings {
    fileprivate mutating func readFile(
        _ path: String,
        _ rules: VariableRules,
        _ context: TextContext
    ) {
        let file: DotenvFile
        do throws(ConfigError) {
            guard let found = try DotenvFile(path: path) else { return }
            file = found
        } catch {
            faults += error.findings
            return
        }
        faults += file.faults
        readVariables(
            EnvironmentVariables(file, named: path),
            rules,
            context.scope,
            existing: context.existing
        )
    }

    // MARK: Other systems of settings

    fileprivate mutating func ask(
        _ name: String,
        _ value: (SettingQuery) throws -> ProvidedSetting?,
        _ scope: NameScope
    ) {
        for setting in scope.own.settings where !setting.hasMembers {
            let query = SettingQuery(
                config: scope.own.config,
                isMain: scope.isMain,
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
                // An error of another system may quote the secret.
                let reason = setting.isSecret ? "a reason that is not shown" : "\(error)"
                fault("\(setting.name) cannot be read: \(reason)", name)
            }
        }
    }
}
