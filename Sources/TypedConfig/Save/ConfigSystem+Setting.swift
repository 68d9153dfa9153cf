package import ConfigDocument
import JSONSchema
import Synchronization

/// Single settings as people type them.
extension ConfigSystem {
    /// What it would take to give a setting a value that is given as text.
    ///
    /// The text is read as the type of the setting; where no type says which, as what makes the
    /// document valid: first as a YAML value, then as plain text.
    package func planSetting(
        _ key: String,
        of name: String,
        to text: String
    ) throws(SaveError) -> SavePlan {
        let value = try valueOfFiles(name)
        let path = SettingPath(key).tokens
        let candidates = try refusing { () throws(ConfigError) -> [ConfigValue] in
            try self.candidates(text, path, name)
        }
        var firstError: SaveError?
        for candidate in candidates {
            do throws(SaveError) {
                let wanted = try edit(value, name) { (value) throws(EditError) in
                    try value.set(candidate, at: value.steps(along: path))
                }
                return try plan(name, wanted, from: value)
            } catch {
                firstError = firstError ?? error
            }
        }
        throw firstError ?? .refused(ConfigError(findings: []))
    }

    /// What it would take to remove a setting.
    package func planUnsetting(
        _ key: String,
        of name: String
    ) throws(SaveError) -> SavePlan {
        let value = try valueOfFiles(name)
        let path = SettingPath(key)
        try refusing { () throws(ConfigError) -> Void in _ = try value.setting(at: path, in: name) }
        let wanted = try edit(value, name) { (value) throws(EditError) in
            try value.remove(at: value.steps(along: path.tokens))
        }
        return try plan(name, wanted, from: value)
    }

    /// Tells of a change that was refused before it came to a save.
    package func tellRefusedSave(of name: String, _ error: SaveError) {
        telemetry.noteRefusedSave(name, error)
    }

    /// What it would take to write the file tidily; see `Document.tidied`.
    package func tidied(_ name: String) throws(ConfigError) -> (old: Document, new: Document) {
        let document = try source.document(source.fileName(for: name))
        return (document, document.tidied())
    }

    /// Writes a text over the one that was read.
    package func replace(_ old: Document, with new: Document) throws(FileError) {
        try telemetry.gates.admitChange()
        try DurableFile(old.name).write(
            new.source,
            over: .content(ContentDigest(old.source))
        )
        telemetry.tell {
            var event = ConfigEvent(.save, configName(ofFile: old.name.lastComponent) ?? "")
            event.contents = [.init(file: old.name, text: new.source)]
            return event
        }
    }

    /// Both texts with secrets left out.
    package func shown(_ old: Document, _ new: Document, of name: String) -> ([UInt8], [UInt8]) {
        let secrets = registrations.withLock { $0[name] }?.secretPaths(in: old) ?? []
        return (old.text(hiding: secrets), new.text(hiding: secrets))
    }

    private func refusing<Result>(
        _ body: () throws(ConfigError) -> Result
    ) throws(SaveError) -> Result {
        do throws(ConfigError) { return try body() } catch { throw .refused(error) }
    }

    /// The effective value, valid or not; an empty object where there is no file yet.
    private func valueOfFiles(_ name: String) throws(SaveError) -> ConfigValue {
        try refusing { () throws(ConfigError) -> ConfigValue in
            _ = try registrations.withLock { $0 }.required(name)
            if !source.hasFile(for: name) { return .object(ConfigObject()) }
            return try load(name, validate: false)
        }
    }

    private func edit(
        _ value: ConfigValue,
        _ name: String,
        _ body: (inout ConfigValue) throws(EditError) -> Void
    ) throws(SaveError) -> ConfigValue {
        var value = value
        do throws(EditError) {
            try body(&value)
            return value
        } catch {
            throw .refused(ConfigError(Finding(message: "not saved: \(error)", file: name)))
        }
    }

    private func candidates(
        _ text: String,
        _ path: [String],
        _ name: String
    ) throws(ConfigError) -> [ConfigValue] {
        let catalogue = registrations.withLock { $0[name] }?.catalogue()
        if let setting = catalogue?[path], setting.kind != nil {
            let given = TextSetting(setting: setting, text: text, origin: .argument("VALUE"))
            return [try given.value()]
        }
        guard let parsed = try? Document(parsing: text, as: .yaml) else { return [.string(text)] }
        return [ConfigValue(parsed.root), .string(text)]
    }
}

extension String {
    fileprivate var lastComponent: String { split(separator: "/").last.map(String.init) ?? self }
}

extension ConfigValue {
    /// The way that keys and positions lead through this value.
    func steps(along tokens: [String]) -> [PathStep] {
        var steps: [PathStep] = []
        var value: ConfigValue? = .some(self)
        for token in tokens {
            if value?.array != nil, let index = Int(token) {
                steps.append(.index(index))
                value = value?[index]
            } else {
                steps.append(.key(token))
                value = value?[token]
            }
        }
        return steps
    }
}
