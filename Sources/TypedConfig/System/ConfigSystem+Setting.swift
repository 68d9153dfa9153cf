package import ConfigDocument
package import ConfigFiles
import ConfigTypes
import DocumentEditing
import SchemaValidation
import Synchronization

/// A setting and its new value, as people type them.
package struct TypedSetting: Sendable {
    package var key: String
    /// Nil for null.
    package var text: String?
    /// True if the text is JSON, which determines the type of the value.
    package var isJSON = false
    /// True if no output may show the text, even if the setting is not a secret.
    package var isHidden = false

    package init(_ key: String, to text: String?, isJSON: Bool = false, isHidden: Bool = false) {
        self.key = key
        self.text = text
        self.isJSON = isJSON
        self.isHidden = isHidden
    }
}

/// Edits of single settings as people type them.
extension ConfigSystem {
    /// Plans to set settings to values given as text, in one write.
    ///
    /// A text is read as the type of the setting; if several types are allowed, as a string if that
    /// makes the document valid: see `TextSetting.readingsAsText`.
    package func planSettings(
        _ settings: [TypedSetting],
        of name: String
    ) throws(SaveError) -> SavePlan {
        let planner = try settingPlanner(name)
        let start = try planner.start()
        var ways: [[SettingEdit]] = []
        for setting in settings {
            let place = settings.count > 1 ? "VALUE of \(setting.key)" : "VALUE"
            ways.append(
                try refusing { () throws(ConfigError) in
                    try self.edits(setting, typedAt: place, of: planner.registration, in: start.now)
                }
            )
        }
        // Usually all texts mean what is most likely, however many there are.
        if settings.count > 1 {
            let likely = SaveWish.settings(ways.map { $0[0] })
            if let plan = try? planner.plan(likely, from: start) { return plan }
        }
        var chosen: [SettingEdit] = []
        for edits in ways {
            guard edits.count > 1 else {
                chosen += edits
                continue
            }
            // Errors are reported for one reading only, and only if all readings are refused: for
            // the first one that the schema allows, or at least its type, because that is the
            // intended one, else for the most likely one.
            var allowed: SettingEdit?
            var accepted: SettingEdit?
            for edit in edits where accepted == nil {
                do throws(SaveError) {
                    let plan = try planner.plan(
                        .settings(chosen + [edit]),
                        from: start,
                        isTrial: true
                    )
                    if settings.count == 1 { return plan }
                    accepted = edit
                } catch {
                    if allowed == nil, !error.findings.isEmpty { allowed = edit }
                }
            }
            let intended =
                accepted ?? allowed
                ?? edits.first { edit in
                    do throws(SaveError) {
                        _ = try planner.plan(.settings(chosen + [edit]), from: start)
                        return true
                    } catch {
                        return !error.findings.contains { $0.refusesType(at: edit.path) }
                    }
                }
            chosen.append(intended ?? edits[0])
        }
        return try planner.plan(.settings(chosen), from: start)
    }

    /// The possible meanings of a typed setting, the most likely one first.
    private func edits(
        _ setting: TypedSetting,
        typedAt argument: String,
        of registration: Registration,
        in now: DocumentValue
    ) throws(ConfigError) -> [SettingEdit] {
        let path = DocumentPath(setting.key)
        let place =
            setting.isHidden ? "standard input" : ConfigOrigin.argument(argument).description
        try now.checkBrackets(of: setting.key, in: registration.name)
        let values: [DocumentValue] =
            if let text = setting.text {
                setting.isJSON
                    ? [try Self.value(ofJSON: text, typedAt: place)]
                    : try readings(of: text, path, registration, typedAt: place, setting.isHidden)
            } else {
                [.null]
            }
        // A number in the path of a missing value is a position if possible.
        let ways = [true, false].map { path.resolved(in: now, makingArrays: $0) }
        let isOneWay = ways[0].map(\.isPosition) == ways[1].map(\.isPosition)
        return (isOneWay ? [true] : [true, false]).flatMap { makesArrays in
            values.map { value in
                SettingEdit(
                    path,
                    to: value,
                    makesArrays: makesArrays,
                    typedAt: place,
                    isHidden: setting.isHidden
                )
            }
        }
    }

    /// Plans the removal of settings, in one write.
    ///
    /// - Parameter keys: a position in an array counts before any of them is removed.
    package func planUnsetting(
        _ keys: [String],
        of name: String
    ) throws(SaveError) -> SavePlan {
        let planner = try settingPlanner(name)
        let start = try planner.start()
        var paths: [DocumentPath] = []
        for key in keys {
            let path = DocumentPath(key).resolved(in: start.now, makingArrays: false)
            try refusing { () throws(ConfigError) -> Void in
                _ = try start.now.setting(at: path, in: name)
            }
            if !paths.contains(path) { paths.append(path) }
        }
        // A setting inside another removed one goes with it. The last elements of an array go first,
        // so that the others keep their positions.
        let outer = paths.filter { path in
            !paths.contains { $0.count < path.count && path.starts(with: $0) }
        }
        let edits = outer.sorted { $0.isBehind($1) }.map { SettingEdit($0, to: nil) }
        return try planner.plan(.settings(edits), from: start)
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

    /// Replaces the content of a file, unless that is another one by now.
    package func replace(
        _ old: [UInt8],
        of path: String,
        with new: [UInt8]
    ) throws(FileError) {
        try telemetry.gates.admitChange()
        try DurableFile(path).write(new, over: .content(ContentDigest(old)))
        telemetry.tell {
            var event = ConfigEvent(.save, configName(ofFile: path.lastComponent) ?? "")
            event.contents = [.init(file: path, text: new)]
            event.contentsBefore = [.init(file: path, text: old)]
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
        typedAt place: String
    ) throws(ConfigError) -> DocumentValue {
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
        _ path: DocumentPath,
        _ registration: Registration,
        typedAt place: String,
        _ isHidden: Bool
    ) throws(ConfigError) -> [DocumentValue] {
        let catalogue = registration.catalogue()
        var setting =
            catalogue[path]
            ?? Setting(path: path, type: ObjectIdentifier(DocumentValue.self), isSecret: false)
        if isHidden { setting.isSecret = true }
        let given = TextSetting(setting: setting, text: text, origin: .argument("VALUE"))
        if let style = layers.interpolation.writtenStyle, given.isPlaceholder(style) {
            return [.string(text)]
        }
        if setting.kind == nil {
            let isInteger = catalogue[DocumentPath(path.dropLast())]?.holdsIntegers ?? false
            return isInteger ? given.readingsAsText.map(\.asInteger) : given.readingsAsText
        }
        do throws(ConfigError) {
            return [try given.value()]
        } catch {
            var error = error
            for index in error.findings.indices { error.findings[index].file = place }
            throw error
        }
    }
}

extension Finding {
    /// True if the value at a path has a type that its schema does not allow.
    fileprivate func refusesType(at path: DocumentPath) -> Bool {
        keywordLocation.hasSuffix("/type") && instanceLocation == path.pointer
    }
}

extension DocumentPath {
    /// An order in which later elements of an array come before earlier ones.
    fileprivate func isBehind(_ other: DocumentPath) -> Bool {
        guard let (own, theirs) = zip(self, other).first(where: { $0.token != $1.token }) else {
            return false
        }
        if let own = own.position, let theirs = theirs.position { return own > theirs }
        return own.token < theirs.token
    }
}

extension String {
    fileprivate var lastComponent: String { split(separator: "/").last.map(String.init) ?? self }
}
