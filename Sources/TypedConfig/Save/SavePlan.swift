import ConfigDocument
import ConfigTypes
package import DocumentEditing
import SchemaValidation

/// A planned save: the future content of the file, and the effects.
package struct SavePlan: Sendable {
    /// The file as messages name it.
    package let file: String
    /// The current content; nil if the file is new.
    package let oldText: [UInt8]?
    package let newText: [UInt8]
    package let changes: [SettingChange]
    package let merged: [SettingChange]
    package let notes: [EditNote]
    /// The request, so that it can be planned again if the file has changed.
    let wish: SaveWish
    let diskPath: String
    /// The layers with the new content of the file.
    let layers: ConfigLayers
    /// Nil if the file is new.
    fileprivate let oldDocument: Document?
    fileprivate let newDocument: Document
    fileprivate let secrets: [SecretPlaces]

    /// The current text without secrets.
    package var shownOldText: [UInt8] { oldDocument?.text(hiding: secrets) ?? [] }

    /// The new text without secrets.
    package var shownNewText: [UInt8] { newDocument.text(hiding: secrets, and: oldDocument) }

    package var result: SaveResult {
        SaveResult(file: file, changes: changes, notes: notes, merged: merged)
    }
}

/// Plans a save.
struct SavePlanner {
    let layers: ConfigLayers
    let registration: Registration
    var format = SaveFormat.auto
    /// True if settings that someone else has changed in the meantime are kept, provided that they
    /// are different settings.
    var isMerging = false
    /// Files of an older version are planned by the schema of that version, and must then be
    /// valid as they are served; nil for files of the newest version.
    var served: Served?

    struct Served {
        let layers: ConfigLayers
        let registration: Registration
    }

    private var name: String { registration.name }

    func plan(_ wish: SaveWish) throws(SaveError) -> SavePlan { try plan(wish, from: start()) }

    /// The content of the files before the save.
    struct Start {
        fileprivate var target: Target
        fileprivate var effective: LoadedDocument
        /// The effective value.
        var now: DocumentValue
    }

    func start() throws(SaveError) -> Start {
        try refusing { () throws(ConfigError) in
            let target = try findTarget()
            let effective = try layers.replacing(target.file.name, with: target.document)
                .load(name, catalogue: registration.catalogue())
            return Start(
                target: target,
                effective: effective,
                now: DocumentValue(effective.document.root)
            )
        }
    }

    /// - Parameter isTrial: true if it suffices to learn that the document would be refused.
    func plan(
        _ wish: SaveWish,
        from start: Start,
        isTrial: Bool = false
    ) throws(SaveError) -> SavePlan {
        let (target, effective) = (start.target, start.effective)
        let fileDocument = target.document
        let isWhole = effective.document.storage === fileDocument.storage
        let inFile = isWhole ? start.now : DocumentValue(fileDocument.root)
        let now = wish.compared(with: start.now, asWrittenIn: inFile)
        let secrets = registration.secrets(in: effective)
        var (wanted, merged) = (now, [SettingChange]())
        switch wish {
        case .value(let intended, let base):
            wanted = intended
            guard let base, base != now else { break }
            var baseSecrets = SecretPlaces(paths: registration.secretPaths(in: base))
            baseSecrets.formUnion(SecretPlaces(marksOf: base))
            merged = ValueDifference.between(base, now)
                .reported(
                    of: effective,
                    by: registration.schema,
                    hiding: secrets,
                    baseSecrets
                )
            wanted = try merge(intended, base, now, merged, target.file.path)
        case .settings(let edits):
            wanted = try refusing { () throws(ConfigError) in
                do throws(EditError) {
                    var wanted = now
                    for edit in edits { wanted = try edit.applied(to: wanted) }
                    return wanted
                } catch {
                    throw ConfigError(Finding(message: "not saved: \(error)", file: name))
                }
            }
            let conflicts = edits.compactMap { $0.conflict(with: now, wanted) }
            if !conflicts.isEmpty {
                let settings = conflicts.reported(
                    of: effective,
                    by: registration.schema,
                    hiding: secrets,
                    secrets
                )
                throw .conflict(file: target.file.path, settings: settings)
            }
        }
        var changes = ValueDifference.between(now, wanted)
        let hidden = SecretPlaces(paths: wish.isHidden ? changes.map(\.path) : [])
        let rebase = ValueRebase(
            escapes: wish.isAsInFile ? nil : layers.interpolation.writtenStyle
        )
        let (edited, notes) = try refusing { () throws(ConfigError) -> (Document, [EditNote]) in
            if let (path, value) = rebase.scalar(of: changes, in: inFile) {
                return try edit(target) { (document) throws(EditError) in
                    try document.setting(value, at: path)
                }
            }
            return try write(
                rebase.rebase(from: now, to: wanted, on: inFile),
                over: inFile,
                to: target
            )
        }
        let newLayers = layers.replacing(target.file.name, with: edited)
        let (new, newSecrets) = try refusing { () throws(ConfigError) in
            let (new, followers) = try check(
                newLayers,
                edited,
                over: fileDocument,
                isWhole: isWhole,
                holds: wanted,
                now: now,
                wish,
                hiding: hidden.union(secrets),
                isTrial: isTrial,
                target.file.path
            )
            changes += followers
            let newSecrets = registration.secrets(in: new)
            try checkSecrets(
                changes,
                newSecrets,
                now: start.now,
                inFile: inFile,
                file: target.file.path
            )
            try SharedSecrets(in: fileDocument, secrets).check(edited, newSecrets)
            try checkServed(target.file.name, edited)
            return (new, newSecrets)
        }
        return SavePlan(
            file: target.file.path,
            oldText: target.file.isNew ? nil : fileDocument.source,
            newText: edited.source,
            changes: changes.reported(
                of: new,
                was: effective,
                by: registration.schema,
                hiding: newSecrets.union(hidden),
                secrets.union(hidden)
            ),
            merged: merged,
            notes: notes,
            wish: wish.made(from: now),
            diskPath: target.file.diskPath,
            layers: served?.layers.replacing(target.file.name, with: edited) ?? newLayers,
            oldDocument: target.file.isNew ? nil : fileDocument,
            newDocument: edited,
            secrets: [secrets, newSecrets, hidden]
        )
    }

    private func refusing<Result>(
        _ body: () throws(ConfigError) -> Result
    ) throws(SaveError) -> Result {
        do throws(ConfigError) { return try body() } catch { throw .refused(error) }
    }

    // MARK: The file

    /// The present or future path of the file on disk.
    func diskPath() throws(ConfigError) -> String { try findFile().diskPath }

    fileprivate struct File {
        var name: String
        var path: String
        var diskPath: String
        var isNew: Bool
    }

    fileprivate struct Target {
        var file: File
        var document: Document
    }

    /// The existing file, or the one to create.
    private func findFile() throws(ConfigError) -> File {
        let source = layers.base
        let isNew = !source.hasFile(for: name)
        if isNew, let fleet = layers.releases.first {
            throw ConfigError(
                Finding(
                    message: "not saved: the configuration comes from a release",
                    suggestion: "publish it",
                    file: fleet.name
                )
            )
        }
        let fileName =
            isNew ? name + format.ending : try source.fileName(for: name)
        let path = source.path(of: fileName)
        guard let diskPath = source.diskPath(of: fileName) else {
            throw ConfigError(
                Finding(
                    message: "not saved: the configuration does not come from a file",
                    suggestion: "create the system with a directory",
                    file: path
                )
            )
        }
        let found = try DocumentFormat.ofFile(path)
        if !isNew, format != .auto, found.rawValue != format.rawValue {
            throw ConfigError(
                Finding(
                    message: "not saved as \(format.rawValue): the existing file is "
                        + found.rawValue,
                    suggestion: "save as \"auto\", or remove that file first",
                    file: path
                )
            )
        }
        return File(name: fileName, path: path, diskPath: diskPath, isNew: isNew)
    }

    private func findTarget() throws(ConfigError) -> Target {
        let file = try findFile()
        let document =
            file.isNew ? try empty(file.path) : try layers.base.editableDocument(file.name)
        if !file.isNew, let old = try layers.migrations.old(document, name) { throw old.refusal }
        return Target(file: file, document: document)
    }

    private func empty(_ path: String) throws(ConfigError) -> Document {
        let format = try DocumentFormat.ofFile(path)
        let text = DocumentValue.object(DocumentObject()).encoded(as: format)
        return try Document.parsed(text, as: format, named: path)
    }

    private func write(
        _ value: DocumentValue,
        over old: DocumentValue,
        to target: Target
    ) throws(ConfigError) -> (Document, [EditNote]) {
        let format = target.document.format
        if target.file.isNew {
            if let reason = value.reasonAgainst(format) {
                throw ConfigError(Finding(message: "not saved: \(reason)", file: target.file.path))
            }
            let bytes = value.encoded(as: format)
            return (try Document.parsed(bytes, as: format, named: target.file.path), [])
        }
        return try edit(target) { (document) throws(EditError) in
            try document.applying(value, over: old)
        }
    }

    private func edit(
        _ target: Target,
        _ body: (Document) throws(EditError) -> EditResult
    ) throws(ConfigError) -> (Document, [EditNote]) {
        do throws(EditError) {
            let result = try body(target.document)
            return (result.document, result.notes)
        } catch {
            throw ConfigError(Finding(message: "not saved: \(error)", file: target.file.path))
        }
    }

    // MARK: Checks

    /// Validates a file of an older version as it is served, migrated and under all other layers.
    private func checkServed(_ file: String, _ edited: Document) throws(ConfigError) {
        guard let served else { return }
        let registration = served.registration
        let loaded = try served.layers.replacing(file, with: edited)
            .load(name, catalogue: registration.catalogue())
        try loaded.checking(registration.check)
    }

    private func merge(
        _ mine: DocumentValue,
        _ base: DocumentValue,
        _ theirs: DocumentValue,
        _ changes: [SettingChange],
        _ file: String
    ) throws(SaveError) -> DocumentValue {
        let merge = ValueMerge(base: base, mine: mine, theirs: theirs)
        if isMerging, merge.conflicts.isEmpty { return merge.value }
        let settings = changes.filter { change in
            !isMerging
                || merge.conflicts.contains {
                    $0.starts(with: change.path) || change.path.starts(with: $0)
                }
        }
        throw .conflict(file: file, settings: settings)
    }

    /// A new value of a secret is written only if the file itself holds the old value, and not a
    /// reference to it.
    private func checkSecrets(
        _ changes: [SettingChange],
        _ secrets: SecretPlaces,
        now: DocumentValue,
        inFile: DocumentValue,
        file: String
    ) throws(ConfigError) {
        let findings = changes.compactMap { change -> Finding? in
            guard change.kind == .changed, secrets.contains(change.path)
            else { return nil }
            // A reference is not a secret itself.
            if let text = change.new?.string,
                PlaceholderText(text, layers.interpolation.style).whole != nil
            {
                return nil
            }
            if let old = inFile[change.path],
                old.withoutEscapes(of: layers.interpolation.writtenStyle)
                    == now[change.path]
            {
                return nil
            }
            var finding = Finding(
                message: "not saved: \(change.name) is a secret, and its value is not in this file",
                suggestion: "change it where it comes from",
                file: file
            )
            finding.instanceLocation = change.path.pointer
            return finding
        }
        if !findings.isEmpty { throw ConfigError(findings: findings) }
    }

    /// Validates the future configuration against its schema and the requested value.
    ///
    /// - Parameters:
    ///   - edited: the new document of the file.
    ///   - isWhole: true if it is the whole configuration as long as no other layer sets anything;
    ///     the edit has ensured that it contains the requested value.
    ///   - hidden: additional secrets that findings must not quote, such as the old ones: an alias
    ///     of a secret becomes its value in clear text once the anchor is gone.
    /// - Returns: also the settings that change because they refer to a changed one.
    private func check(
        _ layers: ConfigLayers,
        _ edited: Document,
        over fileDocument: Document,
        isWhole: Bool,
        holds wanted: DocumentValue,
        now: DocumentValue,
        _ wish: SaveWish,
        hiding hidden: SecretPlaces,
        isTrial: Bool,
        _ file: String
    ) throws(ConfigError) -> (LoadedDocument, followers: [SettingChange]) {
        var loaded = try layers.load(name, catalogue: registration.catalogue())
        if isTrial, try !registration.schema.program().accepts(loaded.document) {
            throw ConfigError(findings: [])
        }
        loaded.document.hidden.formUnion(hidden.indices(in: loaded.document))
        do throws(ConfigError) {
            try loaded.checking(registration.check)
        } catch {
            throw ConfigError(
                findings: wish.located(error.findings, from: edited, to: fileDocument, now)
            )
        }
        if isWhole, loaded.document.storage === edited.storage { return (loaded, []) }
        let differences = ValueDifference.between(wanted, DocumentValue(loaded.document.root))
        guard !differences.isEmpty else { return (loaded, []) }
        var followers: [SettingChange] = []
        let origin = loaded.origins(of: differences.count)
        let findings = differences.compactMap { difference -> Finding? in
            let origin = origin(difference.path)
            if wish.isAsInFile, case .string(let text)? = difference.old,
                PlaceholderText.mayBe(in: text, layers.interpolation.style), origin.file == file
            {
                return nil
            }
            if case .interpolation = origin, difference.old == now[difference.path] {
                followers.append(difference)
                return nil
            }
            var finding = Finding(
                message: "not saved: \(difference.name) would still have the value of "
                    + "\(origin), which takes precedence over the file",
                suggestion: "change it there",
                file: layers.base.name
            )
            finding.instanceLocation = difference.path.pointer
            return finding
        }
        if !findings.isEmpty { throw ConfigError(findings: findings) }
        return (loaded, followers)
    }
}

extension DocumentValue {
    /// A text without the escapes of placeholders, unless it contains a placeholder.
    fileprivate func withoutEscapes(of style: PlaceholderStyle?) -> DocumentValue {
        guard let style else { return self }
        return string.flatMap { PlaceholderText($0, style).plain }.map { .string($0) } ?? self
    }
}
