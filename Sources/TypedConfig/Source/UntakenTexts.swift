import ConfigDocument
import ConfigFiles
import SchemaValidation

/// The variables and arguments that are meant for settings, as it seems, though none takes them.
struct UntakenTexts {
    let layers: [ConfigLayer]
    /// The settings of all types that are known: what is for one of them is for no other.
    let settings: [Setting]
    /// The files of configurations, in which placeholders may refer to variables.
    let sources: [any ConfigSource]

    var notes: [Finding] {
        var taken: Set<String> = []
        for case .environment(let prefix, _) in layers.map(\.kind) {
            taken.formUnion(settings.compactMap { TextFindings.variableName(prefix, $0) })
        }
        return layers.flatMap { layer -> [Finding] in
            switch layer.kind {
            case .environment(let prefix?, let variables):
                return untaken(of: variables, EnvironmentName.name(of: [prefix]) + "_", taken)
            case .arguments(let arguments): return untaken(of: arguments)
            default: return []
            }
        }
    }

    private func untaken(
        of variables: EnvironmentVariables,
        _ prefix: String,
        _ taken: Set<String>
    ) -> [Finding] {
        // Without a prefix, every variable there is would be one.
        if prefix == "_" { return [] }
        let names = variables.names()
        let all = Set(names)
        let candidates = taken.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
        let untaken = names.filter { name in
            name.hasPrefix(prefix) && !taken.contains(name) && name != "HTTP_PROXY"
                && !ServiceVariables.contains(name, in: all)
        }
        let texts = untaken.isEmpty ? [] : self.texts
        return untaken.compactMap { name in
            if texts.contains(where: { $0.contains("${env:\(name)") }) { return nil }
            let rest = String(name.dropFirst(prefix.count))
            let close = Self.closest(to: rest, among: candidates.map(String.init), joint: "_")
            return Self.note(
                "environment variable \(name)",
                "no setting takes this variable",
                close.map { prefix + $0 }
            )
        }
    }

    /// What the files say.
    private var texts: [String] {
        sources.flatMap { [$0, $0.folder(fragmentFolder)] }.compactMap { $0 }.flatMap { source in
            ((try? source.fileNames()) ?? []).filter { configName(ofFile: $0) != nil }
                .compactMap { try? source.document($0) }
                .map { String(decoding: $0.source, as: UTF8.self) }
        }
    }

    /// Most arguments are for the program itself: only those are named that are nearly those of a
    /// setting, or seem to be inside of one.
    private func untaken(of arguments: [String]) -> [Finding] {
        let keys = settings.map(\.name)
        return arguments.prefix { $0 != "--" }.compactMap { argument in
            guard argument.hasPrefix("--") else { return nil }
            let key = String(argument.dropFirst(2).prefix { $0 != "=" })
            let tokens = SettingPath(key).tokens
            guard !settings.contains(where: { $0.path == tokens }),
                let close = Self.closest(to: key, among: keys, joint: ".")
            else { return nil }
            return Self.note("argument --\(key)", "no setting takes this argument", "--\(close)")
        }
    }

    /// A name that is nearly this one, or else the longest that this one goes on from.
    private static func closest(to name: String, among names: [String], joint: String) -> String? {
        Suggestion.closest(to: name, in: names.sorted())
            ?? names.filter { name.hasPrefix($0 + joint) }.max { $0.utf8.count < $1.utf8.count }
    }

    private static func note(_ place: String, _ message: String, _ close: String?) -> Finding {
        var note = Finding(
            message: message,
            suggestion: close.map { "did you mean \(quoted($0))?" },
            file: place
        )
        note.severity = .warning
        return note
    }
}
