import ConfigDocument
import ConfigTypes

/// The names of the secret files of a setting: `http.server.password`, `http_server_password`,
/// `http/server/password` and, for platforms that do not allow dots, `http-server-password`.
struct SecretFileNames {
    let names: [String]

    /// - Parameter config: the configuration; nil for names without it.
    init(of path: DocumentPath, config: String?) {
        let keys = (config.map { [$0] } ?? []) + path.tokens
        guard !keys.contains(where: { $0.utf8.contains(UInt8(ascii: "/")) || $0.isEmpty }) else {
            names = []
            return
        }
        let joined = [".", "_", "/"].map { keys.joined(separator: $0) }
        let dashed = keys.joined(separator: "-").replacing("_", with: "-")
        // Names in the subdirectory of a configuration may contain dots, too.
        let inFolder = config.map { "\($0)/" + path.description }
        var seen: Set<String> = []
        names = (joined + [inFolder, dashed].compactMap { $0 }).filter { seen.insert($0).inserted }
    }
}

/// The secret files of one configuration's settings.
struct SecretFileTable: Sendable {
    private let settings: [Setting]
    /// The settings by the names of their files that contain the name of the configuration.
    private var scoped: [String: [Int]] = [:]
    /// The same for names without it.
    private var short: [String: [Int]] = [:]
    /// The names of the files of settings without members.
    private(set) var names: [String] = []
    /// The folders that may contain some of the files.
    private(set) var folders: Set<String> = []

    init(_ settings: [Setting], config: String) {
        self.settings = settings
        for (index, setting) in settings.enumerated() {
            let scoped = SecretFileNames(of: setting.path, config: config).names
            let short = SecretFileNames(of: setting.path, config: nil).names
            for name in scoped { self.scoped[name, default: []].append(index) }
            for name in short { self.short[name, default: []].append(index) }
            if !setting.hasMembers { names += scoped + short.filter { !scoped.contains($0) } }
            for name in scoped + short { addFolders(of: name) }
            if setting.mayBeContainer { folders.formUnion(scoped + short) }
        }
    }

    private mutating func addFolders(of name: String) {
        for index in name.indices where name[index] == "/" {
            folders.insert(String(name[..<index]))
        }
    }

    func names(isScoped: Bool) -> some Collection<String> { (isScoped ? scoped : short).keys }

    /// The settings that a file contains, or the elements and entries of one: `http.hosts.0`.
    func parts(ofFile name: String, isScoped: Bool, in names: SettingNames) -> [SettingPart] {
        let table = isScoped ? scoped : short
        if let indices = table[name] { return indices.map { SettingPart(settings[$0]) } }
        for end in name.indices.reversed() where "._/-".contains(name[end]) {
            let keys = name[end...].dropFirst()
                .split(separator: name[end], omittingEmptySubsequences: false).map(String.init)
            let parts = (table[String(name[..<end])] ?? []).compactMap { index in
                let setting = settings[index]
                let takesParts = setting.mayBeContainer && !setting.hasMembers
                return takesParts ? names.part(of: setting, at: keys) : nil
            }
            if !parts.isEmpty { return parts }
        }
        return []
    }
}

extension Setting {
    /// True if its value may be an array or an object.
    fileprivate var mayBeContainer: Bool { hasMembers || [nil, .array, .object].contains(kind) }
}

extension TextFindings {
    mutating func readSecrets(_ folder: SecretFolder, _ scope: NameScope) {
        guard !folder.path.isEmpty, folder.exists else {
            if let link = SymbolicLink.fault(of: folder.path) { fault(link, folder.path) }
            return
        }
        var files: [DocumentPath: (setting: Setting, names: [String])] = [:]
        for name in scope.secretFiles(in: folder) {
            for part in scope.parts(ofSecretFile: name) {
                files[part.setting.path, default: (part.setting, [])].names.append(name)
            }
        }
        // Whole settings before their parts.
        let sorted = files.values.sorted { $0.setting.path.precedes($1.setting.path) }
        for file in sorted {
            var setting = file.setting
            guard let content = content(of: setting, file.names.sorted(), in: folder) else {
                continue
            }
            setting.isSecret = true
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

    private mutating func content(
        of setting: Setting,
        _ names: [String],
        in folder: SecretFolder
    ) -> SecretFolder.Content? {
        var found: [(name: String, content: SecretFolder.Content)] = []
        for name in names {
            do throws(ConfigError) {
                if let content = try folder.content(of: name) { found.append((name, content)) }
            } catch {
                faults += error.findings
            }
        }
        guard found.count > 1 else { return found.first?.content }
        fault(
            "there are \(found.count) files for the secret \(setting.name): "
                + found.map(\.name).joined(separator: " and "),
            found[0].content.path
        )
        return nil
    }
}

extension NameScope {
    /// The names of the files in a folder, some of which may be for other configurations.
    func secretFiles(in folder: SecretFolder) -> [String] {
        let table = own.secretFiles
        return folder.files(in: table.folders) { start in
            table.names.filter { $0.hasPrefix(start) }
        }
    }

    /// The settings that a file contains. Names without a configuration are left to other
    /// configurations of which they are full names.
    func parts(ofSecretFile name: String) -> [SettingPart] {
        let parts = own.secretFiles.parts(ofFile: name, isScoped: true, in: own)
        guard parts.isEmpty, isOurs(name) else { return parts }
        return own.secretFiles.parts(ofFile: name, isScoped: false, in: own)
    }

    private func isOurs(_ short: String) -> Bool {
        isMain
            && !others.contains {
                !$0.secretFiles.parts(ofFile: short, isScoped: true, in: $0).isEmpty
            }
    }

    /// The names of the files that some setting uses.
    var secretFileNames: [String] {
        let table = own.secretFiles
        return table.names(isScoped: true)
            + (isMain ? table.names(isScoped: false).filter(isOurs) : [])
    }

    /// The names of a setting's secret files, or of files that its members share.
    func fileNames(of path: DocumentPath) -> [String] {
        let scoped = SecretFileNames(of: path, config: own.config).names
        let short = SecretFileNames(of: path, config: nil).names
        return scoped + short.filter { !scoped.contains($0) && isOurs($0) }
    }
}
