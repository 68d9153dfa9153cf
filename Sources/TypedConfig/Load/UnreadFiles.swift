import ConfigDocument
import ConfigFiles
import SchemaValidation

/// Files and directories that are not read although their names look like configuration.
struct UnreadFiles {
    /// The configurations that have a type.
    let known: [String]
    /// The directories, each listed once, without the files of subdirectories.
    private let folders: [(source: any ConfigFolder, overlay: String?, files: [String])]

    init(layers: ConfigLayers, known: [String]) {
        self.known = known
        folders = layers.fileLayers.map { ($0.source, $0.overlay, Self.names(of: $0.source)) }
    }

    /// Files that belong to no configuration, and stages without a file.
    var notes: [Finding] {
        folders.flatMap { source, overlay, files in
            let misspelt = files.compactMap { self.misspelt($0, in: source) }
            guard let fragments = source.folder(fragmentFolder) else { return misspelt }
            let stages = stageNames(among: files, beside: nil).union([overlay].compactMap { $0 })
            return misspelt
                + Self.names(of: fragments).compactMap {
                    self.misspelt($0, in: fragments) ?? stray($0, in: fragments, beside: files)
                        ?? unstaged($0, in: fragments, stages)
                }
        } + unknownStages
    }

    var unknownStages: [Finding] {
        folders.compactMap { source, overlay, files in
            overlay.flatMap { unknown($0, files, in: source) }
        }
    }

    /// Files of configurations without a known type: one note per directory, and one for each file
    /// whose name resembles that of a type.
    var untyped: [Finding] {
        folders.flatMap { source, _, files -> [Finding] in
            let files = files.filter { file in
                configName(ofFile: file).map { name in !isKnown(name) } ?? false
            }
            let close = files.compactMap { file -> Finding? in
                let stem = configName(ofFile: file) ?? file
                guard let name = Suggestion.closest(to: stem, in: known) else { return nil }
                return Self.note(
                    "the file is not read: no type has the name \(quoted(stem))",
                    "did you mean \(quoted(name))?",
                    source.path(of: file)
                )
            }
            let far = files.filter { file in !close.contains { $0.file == source.path(of: file) } }
            let names = far.compactMap(configName)
            return close + (far.isEmpty ? [] : [Self.untyped(names, in: source.name)])
        }
    }

    /// `3 files of unknown types (brokers, http, queue)`
    static func untyped(_ names: [String], in folder: String) -> Finding {
        let shown = names.prefix(5).map { singleLine($0) }.joined(separator: ", ")
        let rest = names.count > 5 ? ", …" : ""
        let isOne = names.count == 1
        return note(
            (isOne ? "1 file of an unknown type" : "\(names.count) files of unknown types")
                + " (\(shown)\(rest))",
            "pass --schemas DIR, or use a tool that knows these types",
            folder
        )
    }

    private func isKnown(_ name: String) -> Bool {
        known.contains { name == $0 || name.hasPrefix($0 + ".") }
    }

    /// The names without those in subdirectories, which sources in memory include.
    private static func names(of source: any ConfigFolder) -> [String] {
        ((try? source.fileNames()) ?? []).filter { !$0.utf8.contains(UInt8(ascii: "/")) }
    }

    /// Misspelt names, such as `app.yamll` or a directory named almost `conf.d`.
    private func misspelt(_ file: String, in source: any ConfigFolder) -> Finding? {
        guard configName(ofFile: file) == nil else { return nil }
        let path = source.path(of: file)
        if let dot = file.lastIndex(of: "."), dot > file.startIndex {
            let (stem, ending) = (String(file[..<dot]), String(file[dot...]))
            if let repair = Self.repair(of: ending), isKnown(stem) || isKnownFragment(stem) {
                return Self.note(
                    "the file is not read: its name must end in \(DocumentFormat.endingsInWords)",
                    repair(stem),
                    path
                )
            }
            if ending == ".d", isKnown(stem), isFolder(file, in: source) {
                return Self.note(
                    "the directory is not read",
                    "move its files to \(fragmentFolder), as \(quoted("10-\(stem).yaml"))",
                    path
                )
            }
        }
        guard file != fragmentFolder, file.lowercased().filter(\.isLetter) == "confd",
            isFolder(file, in: source)
        else { return nil }
        return Self.note(
            "the directory is not read",
            "did you mean \(quoted(fragmentFolder))?",
            path
        )
    }

    private func isFolder(_ file: String, in source: any ConfigFolder) -> Bool {
        (try? source.folder(file)?.fileNames()) != nil
    }

    private func isKnownFragment(_ stem: String) -> Bool {
        known.contains { isFragment(stem + ".yaml", of: $0) }
    }

    /// The repair for a file extension that resembles a known one, or is that of another format;
    /// nil for other extensions.
    private static func repair(of ending: String) -> ((_ stem: String) -> String)? {
        let ending = ending.lowercased()
        // An editor's backup copy, such as `http.yaml~`, is not a misspelling.
        guard ending.dropFirst().allSatisfy(\.isLetter) || foreignEndings.contains(ending) else {
            return nil
        }
        if foreignEndings.contains(ending) {
            return { "rewrite it as \(quoted($0 + ".yaml"))" }
        }
        guard let close = Suggestion.closest(to: ending, in: DocumentFormat.allEndings) else {
            return nil
        }
        return { "did you mean \(quoted($0 + close))?" }
    }

    private static let foreignEndings: Set<String> = [
        ".json5", ".hjson", ".ini", ".properties", ".xml",
    ]

    /// A fragment that belongs to no configuration.
    private func stray(
        _ file: String,
        in fragments: any ConfigFolder,
        beside files: [String]
    ) -> Finding? {
        let known = Set(known + files.compactMap(configName))
        guard let stem = fragmentStem(of: file),
            !known.contains(where: { isFragment(file, of: $0) })
        else { return nil }
        return Self.note(
            "the file does not belong to a configuration; none has the name \(quoted(stem))",
            Suggestion.didYouMean(stem, among: known.sorted()),
            fragments.path(of: file)
        )
    }

    /// A fragment that seems to be named after a stage, but no such stage exists: it is read in
    /// every stage.
    private func unstaged(
        _ file: String,
        in fragments: any ConfigFolder,
        _ stages: Set<String>
    ) -> Finding? {
        for name in known {
            guard let words = fragmentWords(file, of: name), !stages.contains(words),
                Self.usualStages.contains(words)
            else { continue }
            return Self.note(
                "the file is read in every stage, since there is no other file for the stage \(quoted(words))",
                "add \(quoted("\(name).\(words).yaml")), which may be empty, or rename the file",
                fragments.path(of: file)
            )
        }
        return nil
    }

    private static let usualStages: Set<String> = [
        "dev", "development", "test", "testing", "stage", "staging", "prod", "production",
    ]

    private func unknown(
        _ stage: String,
        _ files: [String],
        in source: any ConfigFolder
    ) -> Finding? {
        let names = files.compactMap(configName)
        let fragments = source.folder(fragmentFolder).map(Self.names) ?? []
        if (names + fragments.compactMap(fragmentStem)).contains(where: {
            $0.hasSuffix("." + stage)
        }) {
            return nil
        }
        var stages: Set<String> = []
        for name in names {
            guard let base = (names + known).first(where: { name.hasPrefix($0 + ".") }) else {
                continue
            }
            stages.insert(String(name.dropFirst(base.count + 1)))
        }
        var repair = Suggestion.didYouMean(stage, among: stages.sorted())
        if repair == nil, !stages.isEmpty {
            let all = stages.sorted().map { quoted($0) }.joined(separator: ", ")
            repair = "there are files for \(all)"
        }
        return Self.note("there is no file for the stage \(quoted(stage))", repair, source.name)
    }

    private static func note(_ message: String, _ suggestion: String?, _ file: String) -> Finding {
        var note = Finding(message: message, suggestion: suggestion, file: file)
        note.severity = .warning
        return note
    }
}
