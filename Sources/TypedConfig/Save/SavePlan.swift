package import ConfigDocument
import JSONSchema

/// A save that was thought through, and not yet done: what the file will hold, and what follows.
package struct SavePlan: Sendable {
    /// The file, as messages call it.
    package let file: String
    /// Its content now; nil where it is new.
    package let oldText: [UInt8]?
    package let newText: [UInt8]
    package let changes: [SettingChange]
    package let merged: [SettingChange]
    package let notes: [EditNote]
    /// The effective value now, and as it will be.
    let base: ConfigValue
    let value: ConfigValue
    /// Both texts with secrets left out.
    package let shownOldText: [UInt8]
    package let shownNewText: [UInt8]
    let diskPath: String
    /// The layers with the file as it will be.
    let layers: ConfigLayers

    package var result: SaveResult {
        SaveResult(file: file, changes: changes, notes: notes, merged: merged)
    }
}

/// Works out a save.
struct SavePlanner {
    let layers: ConfigLayers
    let registration: Registration
    var format = SaveFormat.auto
    /// Whether what somebody else has changed meanwhile is kept, where that is another setting.
    var isMerging = false

    private var name: String { registration.name }

    /// - Parameters:
    ///   - intended: the effective value that shall be.
    ///   - base: the effective value that it was made from; nil for that of the files now.
    func plan(_ intended: ConfigValue, from base: ConfigValue?) throws(SaveError) -> SavePlan {
        let target = try refusing { () throws(ConfigError) -> Target in try findTarget() }
        let fileDocument = target.document
        let effective = try refusing { () throws(ConfigError) -> LoadedDocument in
            try layers.replacing(target.fileName, with: fileDocument)
                .load(name, catalogue: registration.catalogue())
        }
        let now = ConfigValue(effective.document.root)
        var secrets = registration.secretPaths(in: effective.document)
        let fromSecrets = effective.secretHints.origins
        if let base { secrets += registration.secretPaths(in: base) }
        var (wanted, merged) = (intended, [SettingChange]())
        if let base, base != now {
            let theirs = ValueDifference.between(base, now)
                .told(of: effective, hiding: SecretPlaces(paths: secrets + base.hiddenPaths))
            (wanted, merged) = (try merge(intended, base, now, theirs, target.path), theirs)
        }
        let changes = ValueDifference.between(now, wanted)
        let inFile = ConfigValue(fileDocument.root)
        let rebased = ValueRebase.rebase(from: now, to: wanted, on: inFile)
        let (edited, notes) = try refusing { () throws(ConfigError) -> (Document, [EditNote]) in
            try edit(target, to: rebased)
        }
        let newLayers = layers.replacing(target.fileName, with: edited)
        let new = try refusing { () throws(ConfigError) -> LoadedDocument in
            let new = try check(newLayers, holds: wanted)
            secrets += registration.secretPaths(in: new.document)
            try checkSecrets(changes, secrets, now: now, inFile: inFile, file: target.path)
            return new
        }
        return SavePlan(
            file: target.path,
            oldText: target.isNew ? nil : fileDocument.source,
            newText: edited.source,
            changes: changes.told(
                of: new,
                was: effective,
                hiding: SecretPlaces(paths: secrets + fromSecrets)
            ),
            merged: merged,
            notes: notes,
            base: now,
            value: wanted,
            shownOldText: target.isNew ? [] : fileDocument.text(hiding: secrets),
            shownNewText: edited.text(hiding: secrets),
            diskPath: target.diskPath,
            layers: newLayers
        )
    }

    private func refusing<Result>(
        _ body: () throws(ConfigError) -> Result
    ) throws(SaveError) -> Result {
        do throws(ConfigError) { return try body() } catch { throw .refused(error) }
    }

    // MARK: The file

    /// Where the file is on the disk, or will be.
    func diskPath() throws(ConfigError) -> String { try findTarget().diskPath }

    private struct Target {
        var fileName: String
        var path: String
        var diskPath: String
        var document: Document
        var isNew: Bool
    }

    /// The file that is there, or the one to make.
    private func findTarget() throws(ConfigError) -> Target {
        let source = layers.base
        let isNew = !source.hasFile(for: name)
        let fileName =
            isNew ? name + (format == .json ? ".json" : ".yaml") : try source.fileName(for: name)
        let path = source.path(of: fileName)
        guard let diskPath = source.diskPath(of: fileName) else {
            throw ConfigError(
                Finding(
                    message: "not saved: the configuration comes from no file",
                    suggestion: "give the system a folder",
                    file: path
                )
            )
        }
        let found = DocumentFormat(path: fileName)
        if !isNew, format != .auto, found.rawValue != format.rawValue {
            throw ConfigError(
                Finding(
                    message: "not saved as \(format.rawValue): the file that is there is "
                        + found.rawValue,
                    suggestion: "save as \"auto\", or remove that file first",
                    file: path
                )
            )
        }
        let document =
            isNew
            ? try Document.parsed(Array("{}\n".utf8), as: found, named: path)
            : try source.document(fileName)
        if !isNew, let old = try layers.migrations.old(document, name) { throw old.refusal }
        return Target(
            fileName: fileName,
            path: path,
            diskPath: diskPath,
            document: document,
            isNew: isNew
        )
    }

    private func edit(
        _ target: Target,
        to value: ConfigValue
    ) throws(ConfigError) -> (Document, [EditNote]) {
        if target.isNew {
            let bytes = value.encoded(as: target.document.format)
            return (
                try Document.parsed(bytes, as: target.document.format, named: target.path), []
            )
        }
        do throws(EditError) {
            let result = try target.document.applying(value)
            return (result.document, result.notes)
        } catch {
            throw ConfigError(Finding(message: "not saved: \(error)", file: target.path))
        }
    }

    // MARK: Checks

    private func merge(
        _ mine: ConfigValue,
        _ base: ConfigValue,
        _ theirs: ConfigValue,
        _ changes: [SettingChange],
        _ file: String
    ) throws(SaveError) -> ConfigValue {
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

    /// A secret is written only to where it is in the file already, and no reference to it.
    private func checkSecrets(
        _ changes: [SettingChange],
        _ secrets: [[String]],
        now: ConfigValue,
        inFile: ConfigValue,
        file: String
    ) throws(ConfigError) {
        let findings = changes.compactMap { change -> Finding? in
            guard change.kind != .removed, secrets.contains(where: { change.path.starts(with: $0) })
            else { return nil }
            let pointer = JSONPointer(change.path)
            if let old = inFile[tokens: change.path], old == now[tokens: change.path] {
                return nil
            }
            var finding = Finding(
                message: "not saved: \(change.key) is a secret, and its value is not in this file",
                suggestion: "change it where it comes from",
                file: file
            )
            finding.instanceLocation = pointer.description
            return finding
        }
        if !findings.isEmpty { throw ConfigError(findings: findings) }
    }

    /// Holds the configuration, as it will be, to its schema and to what was wanted.
    private func check(
        _ layers: ConfigLayers,
        holds wanted: ConfigValue
    ) throws(ConfigError) -> LoadedDocument {
        let loaded = try layers.load(name, catalogue: registration.catalogue())
        try loaded.checking(registration.check)
        let differences = ValueDifference.between(wanted, ConfigValue(loaded.document.root))
        guard !differences.isEmpty else { return loaded }
        let origins = loaded.origins
        throw ConfigError(
            findings: differences.map { difference in
                let origin = origins.origin(at: difference.path)
                var finding = Finding(
                    message: "not saved: \(difference.key) would still have the value of "
                        + "\(origin), which wins over the file",
                    suggestion: "change it there",
                    file: layers.base.name
                )
                finding.instanceLocation = JSONPointer(difference.path).description
                return finding
            }
        )
    }
}
