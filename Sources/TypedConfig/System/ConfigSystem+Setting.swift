package import ConfigDocument
package import ConfigFiles
import ConfigTypes
import DocumentEditing
import SchemaValidation
import Synchronization

/// Edits of single settings as people type them.
extension ConfigSystem {
    /// Plans to set a setting to a value given as text.
    ///
    /// The text is read as the type of the setting; if several types are allowed, as a string if
    /// that makes the document valid: see `TextSetting.readingsAsText`.
    ///
    /// - Parameters:
    ///   - text: nil for null.
    ///   - isJSON: whether the text is JSON, which determines the type of the value.
    ///   - isHidden: whether no output may show the text, even if the setting is not a secret.
    package func planSetting(
        _ key: String,
        of name: String,
        to text: String?,
        isJSON: Bool = false,
        isHidden: Bool = false
    ) throws(SaveError) -> SavePlan {
        let path = SettingPath(key)
        let planner = try planner(name)
        let start = try planner.start()
        try refusing { () throws(ConfigError) in
            try path.checkBrackets(in: start.now, name)
        }
        let values = try refusing { () throws(ConfigError) -> [DocumentValue] in
            guard let text else { return [.null] }
            if isJSON { return [try Self.value(ofJSON: text, isHidden)] }
            return try self.readings(of: text, path.tokens, name, isHidden)
        }
        // A number in the path of a missing value is a position if possible.
        let isOneWay =
            start.now.steps(along: path, makingArrays: true)
            == start.now.steps(along: path, makingArrays: false)
        let edits = (isOneWay ? [true] : [true, false]).flatMap { makesArrays in
            values.map {
                SettingEdit(path, to: $0, makesArrays: makesArrays, isHidden: isHidden)
            }
        }
        // Errors are reported for one reading only, and only if all readings are refused: for the
        // first one that the schema allows, because that is the intended one, else for the most
        // likely one.
        var allowed: SettingEdit?
        for edit in edits.count > 1 ? edits[...] : [] {
            do throws(SaveError) {
                return try planner.plan(.setting(edit), from: start, isTrial: true)
            } catch {
                if allowed == nil, !error.findings.isEmpty { allowed = edit }
            }
        }
        return try planner.plan(.setting(allowed ?? edits[0]), from: start)
    }

    /// Plans the removal of a setting.
    package func planUnsetting(
        _ key: String,
        of name: String
    ) throws(SaveError) -> SavePlan {
        let path = SettingPath(key)
        let planner = try planner(name)
        let start = try planner.start()
        try refusing { () throws(ConfigError) -> Void in
            _ = try start.now.setting(at: path, in: name)
        }
        return try planner.plan(.setting(SettingEdit(path, to: nil)), from: start)
    }

    /// Records a change that was refused before it reached a save.
    package func tellRefusedSave(of name: String, _ error: SaveError) {
        telemetry.noteRefusedSave(name, error)
    }

    /// Plans to format the file; see `Document.tidied`.
    package func tidied(_ name: String) throws(ConfigError) -> (old: Document, new: Document) {
        let document = try source.document(source.fileName(for: name))
        return (document, document.tidied())
    }

    /// Replaces the text that was read by another one.
    package func replace(_ old: Document, with new: Document) throws(FileError) {
        try telemetry.gates.admitChange()
        try DurableFile(old.name).write(
            new.source,
            over: .content(ContentDigest(old.source))
        )
        telemetry.tell {
            var event = ConfigEvent(.save, configName(ofFile: old.name.lastComponent) ?? "")
            event.contents = [.init(file: old.name, text: new.source)]
            event.contentsBefore = [.init(file: old.name, text: old.source)]
            return event
        }
    }

    /// Both texts without secrets.
    package func shown(_ old: Document, _ new: Document, of name: String) -> ([UInt8], [UInt8]) {
        let catalogue = registrations.withLock { $0[name] }?.catalogue()
        let secrets = [old, new].map {
            SecretPlaces(in: LoadedDocument(document: $0), catalogue: catalogue)
        }
        return (old.text(hiding: secrets), new.text(hiding: secrets))
    }

    private func refusing<Result>(
        _ body: () throws(ConfigError) -> Result
    ) throws(SaveError) -> Result {
        do throws(ConfigError) { return try body() } catch { throw .refused(error) }
    }

    private static func value(
        ofJSON text: String,
        _ isHidden: Bool
    ) throws(ConfigError) -> DocumentValue {
        let place = SettingEdit.place(isHidden: isHidden)
        let document = try Document.parsed(Array(text.utf8), as: .json, named: place)
        guard !document.isBlank else {
            throw ConfigError(
                Finding(
                    message: "the value is empty, which is not JSON",
                    suggestion: "write null, or \"\" for an empty string",
                    file: place
                )
            )
        }
        return DocumentValue(document.root)
    }

    private func readings(
        of text: String,
        _ path: [String],
        _ name: String,
        _ isHidden: Bool
    ) throws(ConfigError) -> [DocumentValue] {
        let catalogue = registrations.withLock { $0[name] }?.catalogue()
        var setting =
            catalogue?[path]
            ?? Setting(path: path, type: ObjectIdentifier(DocumentValue.self), isSecret: false)
        if isHidden { setting.isSecret = true }
        let given = TextSetting(setting: setting, text: text, origin: .argument("VALUE"))
        if let style = layers.interpolation.writtenStyle, given.isPlaceholder(style) {
            return [.string(text)]
        }
        if setting.kind == nil {
            let isInteger = catalogue?[path.dropLast()]?.holdsIntegers ?? false
            return isInteger ? given.readingsAsText.map(\.asInteger) : given.readingsAsText
        }
        do throws(ConfigError) {
            return [try given.value()]
        } catch {
            var error = error
            let place = SettingEdit.place(isHidden: isHidden)
            for index in error.findings.indices { error.findings[index].file = place }
            throw error
        }
    }
}

extension String {
    fileprivate var lastComponent: String { split(separator: "/").last.map(String.init) ?? self }
}
