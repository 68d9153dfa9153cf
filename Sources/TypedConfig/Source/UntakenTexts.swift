import ConfigDocument
import ConfigFiles
import ConfigTypes
import SchemaValidation

/// The variables, arguments and secret files that seem to be meant for settings but match none.
struct UntakenTexts {
    let layers: [ConfigLayer]
    /// The known configurations: a text for a setting of one of them is not for another.
    let configs: [SettingNames]
    let main: String?
    /// The default rules for reading files of variables.
    let rules: VariableRules
    /// The configuration files, whose placeholders may refer to variables.
    let sources: [any ConfigFolder]

    var notes: [Finding] {
        variableLayers.flatMap { untaken(of: $0.variables, $0.rules).map(\.note) }
            + layers.flatMap { layer -> [Finding] in
                switch layer.kind {
                case .arguments(let arguments): untaken(of: arguments)
                case .secretFiles(let folder): untaken(in: folder)
                default: []
                }
            }
    }

    /// The variables that are errors when a configuration is loaded: those for a setting that it
    /// does not have, and those for no known configuration.
    func errors(of config: String) -> [Finding] {
        variableLayers.filter(\.rules.isStrict).flatMap { layer in
            untaken(of: layer.variables, layer.rules).filter { variable in
                variable.configs.isEmpty || variable.configs.contains(config)
            }
            .map { variable in
                var error = variable.note
                error.severity = .error
                return error
            }
        }
    }

    private var variableLayers: [(variables: EnvironmentVariables, rules: VariableRules)] {
        layers.compactMap { layer in
            switch layer.kind {
            case .environment(let rules, let variables): return (variables, rules)
            case .dotenv(let path, let own):
                // Each load reports the problems of the file.
                guard let file = try? DotenvFile(path: path) else { return nil }
                return (EnvironmentVariables(file, named: path), own ?? rules)
            default: return nil
            }
        }
    }

    // MARK: Variables

    private struct Variable {
        var note: Finding
        /// The configurations with which the name begins.
        var configs: [String]
    }

    private func untaken(
        of variables: EnvironmentVariables,
        _ rules: VariableRules
    ) -> [Variable] {
        // Without a prefix, every variable of the process would match.
        guard let start = rules.start else { return [] }
        let names = variables.names()
        let all = Set(names)
        let lookups = variableLayers.map { VariableLookup(rules: $0.rules) }
        let own = VariableLookup(rules: rules)
        let untaken = names.filter { name in
            rules.normalised(name).hasPrefix(start) && name != "HTTP_PROXY"
                && !isTaken(name, lookups) && !isVersion(name, own)
                && !ServiceVariables.contains(name, in: all)
        }
        .sorted()
        guard !untaken.isEmpty else { return [] }
        let used = variablesInFiles
        let candidates = scopedNames(rules)
        return untaken.filter { !used.contains($0) }.enumerated().map { number, name in
            let rest = String(rules.normalised(name).dropFirst(start.count))
            let repair = number < Suggestion.most ? repair(rest, start, rules, candidates) : nil
            var note =
                excluded(rest, rules).map {
                    Self.note("the schema does not allow variables for \($0)", nil)
                } ?? Self.note("no setting uses this variable", repair)
            variables.origin(name).locate(&note)
            let owners = configs.map(\.config).filter { config in
                rest.hasPrefix(EnvironmentName.name(of: [config], rules.style) + "_")
            }
            return Variable(note: note, configs: owners)
        }
    }

    private func isTaken(_ name: String, _ lookups: [VariableLookup]) -> Bool {
        lookups.contains { lookup in
            configs.contains { lookup.hit(name, in: $0, isMain: $0.config == main) != nil }
        }
    }

    /// Images and pipelines set `APP_VERSION` without referring to the version of a document.
    private func isVersion(_ name: String, _ lookup: VariableLookup) -> Bool {
        configs.contains { lookup.hit(name, in: $0, isMain: true)?.isVersion == true }
    }

    /// The setting with this name, where its schema has `x-env: false`.
    private func excluded(_ rest: String, _ rules: VariableRules) -> String? {
        configs.lazy.compactMap { names -> String? in
            let scope = EnvironmentName.name(of: [names.config], rules.style) + "_"
            let table = names.variables(rules.style).excluded
            let short = names.config == main ? table[rest] : nil
            let scoped =
                rest.hasPrefix(scope) ? table[String(rest.dropFirst(scope.count))] : nil
            return (scoped ?? short)?.name
        }.first
    }

    private func repair(
        _ rest: String,
        _ start: String,
        _ rules: VariableRules,
        _ candidates: [String]
    ) -> String? {
        let lookup = VariableLookup(rules: rules)
        let unscoped = configs.filter {
            lookup.hit(start + rest, in: $0, isMain: true)?.rank == .unscoped
        }
        guard unscoped.isEmpty else {
            return Self.repair(
                unscoped.map {
                    "\(start)\(EnvironmentName.name(of: [$0.config], rules.style))_\(rest)"
                }
            )
        }
        return Self.closest(to: rest, among: candidates, joint: "_").map {
            "did you mean \(quoted(start + $0))?"
        }
    }

    /// The names of all variables without their prefix, sorted.
    private func scopedNames(_ rules: VariableRules) -> [String] {
        configs.flatMap { names in
            let scope = EnvironmentName.name(of: [names.config], rules.style)
            return names.variables(rules.style).made.keys.flatMap { name in
                names.config == main ? [name, "\(scope)_\(name)"] : ["\(scope)_\(name)"]
            }
        }
        .sorted()
    }

    /// The variables that placeholders in the files refer to.
    private var variablesInFiles: Set<String> {
        let files = sources.flatMap { [$0, $0.folder(fragmentFolder)] }.compactMap { $0 }
        let texts = files.flatMap { source in
            ((try? source.fileNames()) ?? []).filter { configName(ofFile: $0) != nil }
                .compactMap { try? source.document($0).source }
        }
        let mark = Array("${env:".utf8)
        var names: Set<String> = []
        for text in texts {
            var rest = text[...]
            while let found = rest.firstRange(of: mark) {
                rest = rest[found.upperBound...]
                let name = rest.prefix { $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: ":") }
                if name.count < 1_000 { names.insert(String(decoding: name, as: UTF8.self)) }
            }
        }
        return names
    }

    // MARK: Arguments

    /// Most arguments are for the program itself. Only those are listed that resemble a setting,
    /// seem to be inside one, or lack the name of a configuration.
    private func untaken(of arguments: [String]) -> [Finding] {
        let rest = ArgumentWords(arguments, of: configs, main: main).rest.prefix { $0 != "--" }
        let keys = configs.flatMap { names in
            names.settings.flatMap { setting in
                let scoped = "\(names.config).\(setting.name)"
                return names.config == main ? [setting.name, scoped] : [scoped]
            }
        }
        .sorted()
        var searches = 0
        return rest.compactMap { word in
            guard word.hasPrefix("--"), searches < Suggestion.most else { return nil }
            searches += 1
            let key = String(word.dropFirst(2).prefix { $0 != "=" })
            let path = DocumentPath(key)
            let owners = configs.filter { $0.setting(at: path) != nil }
            let repair =
                owners.isEmpty
                ? Self.closest(to: key, among: keys, joint: ".").map {
                    "did you mean \(quoted("--\($0)"))?"
                } : Self.repair(owners.map { "--\($0.config).\(key)" })
            guard let repair else { return nil }
            var note = Self.note("no setting uses this argument", repair)
            ConfigOrigin.argument("--\(key)").locate(&note)
            return note
        }
    }

    // MARK: Secret files

    /// Other programs may share the directory, so only files are listed that resemble those of a
    /// setting, begin with the name of a configuration, or lack it.
    private func untaken(in folder: SecretFolder) -> [Finding] {
        let scopes = configs.map { names in
            NameScope(
                own: names,
                others: configs.filter { $0.config != names.config },
                main: main
            )
        }
        let files = Set(scopes.flatMap { $0.secretFiles(in: folder) }).filter { name in
            !name.hasPrefix(".") && scopes.allSatisfy { $0.parts(ofSecretFile: name).isEmpty }
                && !folder.isFolder(name)
        }
        let candidates = files.isEmpty ? [] : scopes.flatMap(\.secretFileNames).sorted()
        return files.sorted().enumerated().compactMap { number, name in
            let owners = scopes.flatMap { scope in
                scope.own.secretFiles.parts(ofFile: name, isScoped: false, in: scope.own)
                    .compactMap { scope.fileNames(of: $0.setting.path).first }
            }
            let repair =
                owners.isEmpty
                ? Suggestion.didYouMean(name, among: number < Suggestion.most ? candidates : [])
                : Self.repair(owners)
            guard repair != nil || configs.contains(where: { Self.isScoped(name, $0.config) })
            else { return nil }
            var note = Self.note("no setting uses this file", repair)
            note.file = folder.path.hasSuffix("/") ? folder.path + name : "\(folder.path)/\(name)"
            return note
        }
    }

    private static func isScoped(_ name: String, _ config: String) -> Bool {
        name.hasPrefix(config)
            && name.dropFirst(config.count).first.map { "._/-".contains($0) } == true
    }

    // MARK: Wording

    /// The repair for names without a configuration.
    private static func repair(_ names: [String]) -> String {
        let shown = names.prefix(3).map { quoted($0) }.joined(separator: " or ")
        return "name the configuration: \(shown)"
    }

    /// A similar name, or otherwise the longest one that this name continues.
    private static func closest(to name: String, among names: [String], joint: String) -> String? {
        Suggestion.closest(to: name, in: names)
            ?? names.filter { name.hasPrefix($0 + joint) }.max { $0.utf8.count < $1.utf8.count }
    }

    private static func note(_ message: String, _ suggestion: String?) -> Finding {
        var note = Finding(message: message, suggestion: suggestion, file: "")
        note.severity = .warning
        return note
    }
}
