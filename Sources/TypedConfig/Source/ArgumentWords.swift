import ConfigDocument
import ConfigTypes
import SchemaValidation

/// The words of a command line, divided into settings and others.
///
/// An option is `--http.port 80` or `--http.port=80`. An option for a boolean takes the next word
/// only if it is `true` or `false`; `--no-http.tls` is `--http.tls=false`. A repeated option adds
/// to an array. `--` ends the options.
struct ArgumentWords {
    struct Option {
        var config: String
        var part: SettingPart
        /// The name as typed: `--http.port`.
        var name: String
        /// The text; nil if it is missing, which is an error.
        var text: String?
    }

    private(set) var options: [Option] = []
    /// The words that are not settings, in order, including the `--` and everything after it.
    private(set) var rest: [String] = []
    private let configs: [SettingNames]
    private let main: String?

    init(_ words: [String], of configs: [SettingNames], main: String?) {
        self.configs = configs
        self.main = main
        var words = words[...]
        while let word = words.first, word != "--" {
            words = words.dropFirst()
            if !add(word, &words) { rest.append(word) }
        }
        rest += words
    }

    private mutating func add(_ word: String, _ following: inout ArraySlice<String>) -> Bool {
        guard word.hasPrefix("--") else { return false }
        let parts = word.dropFirst(2).split(
            separator: "=",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard let key = parts.first.map(String.init) else { return false }
        var text = parts.count == 2 ? String(parts[1]) : nil
        guard let (config, part) = setting(key) else {
            guard text == nil, let (config, part) = negated(key) else { return false }
            options.append(Option(config: config, part: part, name: "--\(key)", text: "false"))
            return true
        }
        if text == nil, let next = following.first {
            let isValue =
                part.setting.kind == .boolean
                ? next == "true" || next == "false" : !next.hasPrefix("--")
            if isValue { text = following.removeFirst() }
        }
        if text == nil, part.setting.kind == .boolean { text = "true" }
        options.append(Option(config: config, part: part, name: "--\(key)", text: text))
        return true
    }

    private func negated(_ key: String) -> (config: String, part: SettingPart)? {
        guard key.hasPrefix("no-"), let found = setting(String(key.dropFirst(3))),
            found.part.setting.kind == .boolean
        else { return nil }
        return found
    }

    /// The setting of a key: one of the configuration named at its beginning, or otherwise of the
    /// main one.
    private func setting(_ key: String) -> (config: String, part: SettingPart)? {
        for names in configs where key.hasPrefix(names.config + ".") {
            let inside = String(key.dropFirst(names.config.count + 1))
            if let part = Self.part(inside, of: names) { return (names.config, part) }
        }
        guard let names = configs.first(where: { $0.config == main }) else { return nil }
        return Self.part(key, of: names).map { (names.config, $0) }
    }

    private static func part(_ key: String, of names: SettingNames) -> SettingPart? {
        let path = DocumentPath(key)
        // No document has a deeper one.
        guard path.count <= ReadingOptions.standard.maxDepth else { return nil }
        if let setting = names.setting(at: path) { return SettingPart(setting) }
        let around = path.indices.reversed().lazy
            .compactMap { names.setting(at: path.prefix($0)) }.first { !$0.hasMembers }
        guard let around, [nil, .array, .object].contains(around.kind) else { return nil }
        return names.part(of: around, at: path.dropFirst(around.path.count).map(\.token))
    }
}

extension ArgumentWords {
    /// The values of an option that is not a setting, and the remaining words.
    static func texts(of option: String, in words: [String]) -> (texts: [String], rest: [String]) {
        var (texts, rest) = ([String](), [String]())
        var words = words[...]
        while let word = words.first, word != "--" {
            words = words.dropFirst()
            if word == "--\(option)", let text = words.first, !text.hasPrefix("--") {
                words = words.dropFirst()
                texts.append(text)
            } else if word.hasPrefix("--\(option)=") {
                texts.append(String(word.dropFirst(option.count + 3)))
            } else {
                rest.append(word)
            }
        }
        return (texts, rest + words)
    }
}

extension TextFindings {
    /// The settings of one configuration.
    mutating func readArguments(_ words: [String], _ scope: NameScope) {
        let parsed = ArgumentWords(words, of: scope.all, main: scope.main)
        var arrays: [DocumentPath: Int] = [:]
        for option in parsed.options where option.config == scope.own.config {
            let (part, origin) = (option.part, ConfigOrigin.argument(option.name))
            guard let text = option.text else {
                fault("\(part.setting.name) has no value", origin.description)
                continue
            }
            guard part.setting.kind == .array, !text.hasPrefix("[") else {
                settings.append(
                    TextSetting(setting: part.setting, text: text, origin: origin)
                )
                continue
            }
            let element = TextSetting(setting: part.setting, elements: [text], origin: origin)
            if let index = arrays[part.setting.path] {
                settings[index].add(element)
            } else {
                arrays[part.setting.path] = settings.count
                settings.append(element)
            }
        }
    }
}
