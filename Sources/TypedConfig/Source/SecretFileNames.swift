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

extension TextFindings {
    mutating func readSecrets(_ folder: SecretFolder, _ scope: NameScope) {
        guard !folder.path.isEmpty, folder.exists else {
            if let link = SymbolicLink.fault(of: folder.path) { fault(link, folder.path) }
            return
        }
        let entries = folder.entries
        for var setting in scope.own.settings where !setting.hasMembers {
            setting.isSecret = true
            if let content = content(of: setting, in: folder, entries, scope) {
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
    }

    private mutating func content(
        of setting: Setting,
        in folder: SecretFolder,
        _ entries: Set<String>?,
        _ scope: NameScope
    ) -> SecretFolder.Content? {
        let names = scope.fileNames(of: setting.path).filter { name in
            guard let entries else { return true }
            let slash = name.utf8.firstIndex(of: UInt8(ascii: "/"))
            return entries.contains(slash.map { String(name[..<$0]) } ?? name)
        }
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
    func fileNames(of path: DocumentPath) -> [String] {
        let (own, all) = self.own.secretFileNames(of: path)
        guard isMain else { return own }
        let short = all.filter { name in
            !others.contains { other in
                let start = [".", "_", "/", "-"].map { other.config + $0 }
                return start.contains(where: name.hasPrefix)
                    && other.settings.contains {
                        other.secretFileNames(of: $0.path).scoped.contains(name)
                    }
            }
        }
        return own + short
    }
}
