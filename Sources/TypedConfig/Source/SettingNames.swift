import ConfigDocument
import ConfigTypes
import SchemaValidation
import Synchronization

/// The names of one configuration's settings outside of documents.
///
/// Each begins with the name of the configuration: `APP_HTTP_PORT`, `--http.port` and the secret
/// file `http.port` are `port` of `http`. The main configuration of a system also has names without
/// it.
final class SettingNames: Sendable {
    let config: String
    private let catalogue: @Sendable () -> SettingCatalogue
    private let tables = Mutex<[VariableStyle: VariableTable]>([:])
    /// The names of secret files, with and without that of the configuration.
    private let secretNames = Mutex<[DocumentPath: (scoped: [String], short: [String])]>([:])

    init(_ config: String, _ catalogue: @escaping @Sendable () -> SettingCatalogue) {
        self.config = config
        self.catalogue = catalogue
    }

    /// The settings that texts can set: all except the version of the document, which only files
    /// can set.
    var settings: [Setting] { catalogue().settings.filter { !$0.isVersion } }

    func variables(_ style: VariableStyle) -> VariableTable {
        if let known = tables.withLock({ $0[style] }) { return known }
        let table = VariableTable(catalogue().settings, style)
        tables.withLock { $0[style] = table }
        return table
    }

    /// The names of a setting's secret files, which are computed once: each load asks for all of them.
    func secretFileNames(of path: DocumentPath) -> (scoped: [String], short: [String]) {
        if let known = secretNames.withLock({ $0[path] }) { return known }
        let scoped = SecretFileNames(of: path, config: config).names
        let short = SecretFileNames(of: path, config: nil).names
        let names = (scoped: scoped, short: short.filter { !scoped.contains($0) })
        secretNames.withLock { $0[path] = names }
        return names
    }

    var schema: CompiledSchema { catalogue().schema }

    /// The setting for the keys of a part.
    func part(of setting: Setting, at keys: [String]) -> SettingPart? {
        guard let program = try? schema.program() else { return nil }
        return PartFinder(program: program, style: .plain, existing: { _ in [] })
            .part(setting, keys: keys)
    }
}

/// The variables of settings without prefix and configuration: `SERVER_PORT` for `server.port`.
struct VariableTable: Sendable {
    /// The names given by `x-env`, which have neither prefix nor configuration.
    private(set) var own: [String: [Setting]] = [:]
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
