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
    struct File {
        /// Its name relative to the folder.
        let name: String
        /// The index of the setting.
        let setting: Int
        /// True if the name contains that of the configuration.
        let isScoped: Bool
        /// Its place among all of them, which are ordered by setting.
        let number: Int
    }

    /// The names with that of the configuration.
    private(set) var scoped: Set<String> = []
    /// The files of settings without members, by the entry of the folder that they are, or are in.
    private var byEntry: [String: [File]] = [:]
    private var count = 0

    init(_ settings: [Setting], config: String) {
        for (index, setting) in settings.enumerated() {
            let names = SecretFileNames(of: setting.path, config: config).names
            scoped.formUnion(names)
            if setting.hasMembers { continue }
            for name in names { add(name, of: index, isScoped: true) }
            for name in SecretFileNames(of: setting.path, config: nil).names
            where !names.contains(name) {
                add(name, of: index, isScoped: false)
            }
        }
    }

    private mutating func add(_ name: String, of setting: Int, isScoped: Bool) {
        let entry = name.utf8.prefix { $0 != UInt8(ascii: "/") }
        byEntry[String(entry) ?? name, default: []].append(
            File(name: name, setting: setting, isScoped: isScoped, number: count)
        )
        // Bound: a few for each setting.
        count += 1
    }

    /// The files that may be there, in the order of the settings and their names.
    ///
    /// - Parameter entries: the entries of the folder; nil if they are not known.
    func files(among entries: Set<String>?) -> [File] {
        let lists = entries.map { $0.compactMap { byEntry[$0] } } ?? Array(byEntry.values)
        return lists.flatMap { $0 }.sorted { $0.number < $1.number }
    }
}

extension TextFindings {
    mutating func readSecrets(_ folder: SecretFolder, _ scope: NameScope) {
        guard !folder.path.isEmpty, folder.exists else {
            if let link = SymbolicLink.fault(of: folder.path) { fault(link, folder.path) }
            return
        }
        let settings = scope.own.settings
        var files = scope.secretFiles(among: folder.entries)[...]
        while let first = files.first {
            var setting = settings[first.setting]
            setting.isSecret = true
            let own = files.prefix { $0.setting == first.setting }
            files = files[own.endIndex...]
            guard let content = content(of: setting, own.map(\.name), in: folder) else { continue }
            if let warning = content.warning { warnings.append(warning) }
            self.settings.append(
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
    /// Names without a configuration are left to other configurations of which they are full names.
    func secretFiles(among entries: Set<String>?) -> [SecretFileTable.File] {
        own.secretFiles.files(among: entries).filter { $0.isScoped || isOurs($0.name) }
    }

    private func isOurs(_ short: String) -> Bool {
        isMain && !others.contains { $0.secretFiles.scoped.contains(short) }
    }

    /// The names of a setting's secret files, or of files that its members share.
    func fileNames(of path: DocumentPath) -> [String] {
        let scoped = SecretFileNames(of: path, config: own.config).names
        let short = SecretFileNames(of: path, config: nil).names
        return scoped + short.filter { !scoped.contains($0) && isOurs($0) }
    }
}
