import ConfigDocument
import ConfigTypes
import SchemaValidation

/// The names of one configuration's settings outside of documents.
///
/// Each begins with the name of the configuration: `APP_HTTP_PORT`, `--http.port` and the secret
/// file `http.port` are `port` of `http`. The main configuration of a system also has names without
/// it.
final class SettingNames: Sendable {
    let config: String
    private let catalogue: @Sendable () -> SettingCatalogue
    // They depend on the schema alone.
    private let table = Remembered<SettingTable>()
    private let variables = [
        VariableStyle.plain: Remembered<VariableTable>(), .swiftConfiguration: Remembered(),
    ]
    private let files = Remembered<SecretFileTable>()

    init(_ config: String, _ catalogue: @escaping @Sendable () -> SettingCatalogue) {
        self.config = config
        self.catalogue = catalogue
    }

    /// The settings that texts can set: all except the version of the document, which only files
    /// can set.
    var settings: [Setting] { byPath.settings }

    /// The setting with exactly this path.
    func setting(at path: some Collection<DocumentPath.Step>) -> Setting? {
        byPath[DocumentPath(path)]
    }

    private var byPath: SettingTable {
        table.value { SettingTable(catalogue().settings.filter { !$0.isVersion }) }
    }

    func variables(_ style: VariableStyle) -> VariableTable {
        let make = { VariableTable(self.catalogue().settings, style) }
        return variables[style]?.value(make) ?? make()
    }

    var secretFiles: SecretFileTable {
        files.value { SecretFileTable(settings, config: config) }
    }

    var schema: CompiledSchema { catalogue().schema }

    /// The setting for the keys of a part.
    func part(of setting: Setting, at keys: [String]) -> SettingPart? {
        guard let program = try? schema.program() else { return nil }
        return PartFinder(program: program, style: .plain, existing: { _ in [] })
            .part(setting, keys: keys)
    }
}

/// The settings by path.
private struct SettingTable {
    let settings: [Setting]
    private var indices: [DocumentPath: Int] = [:]

    init(_ settings: [Setting]) {
        self.settings = settings
        for (index, setting) in settings.enumerated() where indices[setting.path] == nil {
            indices[setting.path] = index
        }
    }

    subscript(path: DocumentPath) -> Setting? { indices[path].map { settings[$0] } }
}

/// The variables of settings without prefix and configuration: `SERVER_PORT` for `server.port`.
struct VariableTable: Sendable {
    /// The names given by `x-env`, which have neither prefix nor configuration.
    private(set) var own: [String: [Setting]] = [:]
    /// The same for names whose case is ignored.
    private(set) var ownInUpperCase: [String: [Setting]] = [:]
    private(set) var made: [String: [Setting]] = [:]
    /// The settings that `x-env` excludes from variables.
    private(set) var excluded: [String: Setting] = [:]

    init(_ settings: [Setting], _ style: VariableStyle) {
        for setting in settings where !setting.takesVariable {
            excluded[EnvironmentName.name(of: setting.path.tokens, style)] = setting
        }
        for setting in settings where setting.takesVariable {
            if let variable = setting.variable {
                own[variable, default: []].append(setting)
                ownInUpperCase[variable.uppercased(), default: []].append(setting)
            } else {
                made[EnvironmentName.name(of: setting.path.tokens, style), default: []].append(
                    setting
                )
            }
        }
    }
}

/// The target of a text: a setting, or a part of one.
struct SettingPart {
    var setting: Setting
    /// True if it is inside the setting.
    private(set) var isInside = false

    /// - Parameter path: a path longer than that of the setting.
    init(_ setting: Setting, at path: DocumentPath) {
        self.setting = setting
        guard path.count > setting.path.count else { return }
        isInside = true
        // The schema determines its type, and the program whether it is a secret.
        self.setting.path = path
        self.setting.kind = nil
        self.setting.mayBeText = true
        self.setting.isNullable = false
        self.setting.holdsIntegers = false
    }

    init(_ setting: Setting) { self.setting = setting }
}
