import ConfigDocument
import ConfigTypes
import SchemaValidation

/// Finds the array element or map entry that a name refers to, according to the schema inside the
/// setting.
struct PartFinder {
    let program: ValidationProgram
    let style: VariableStyle
    /// The keys that lower layers have in an object.
    let existing: (DocumentPath) -> [String]

    /// The maximum number of words in a name, because each of them may be a key or continue the
    /// previous one.
    static let wordLimit = 16

    // MARK: Words of a variable

    /// `INSTANCES_0_URL` is `instances[0].url`, and `LABELS_COST_CENTER` is `labels.cost_center`.
    ///
    /// A key of the schema or of a lower layer is spelled as there, any other one in lower case.
    func part(_ setting: Setting, words: [Substring]) -> SettingPart? {
        guard !words.isEmpty, words.count <= Self.wordLimit else { return nil }
        return find(setting.path, words[...]).map { SettingPart(setting, at: $0) }
    }

    private func find(_ path: DocumentPath, _ words: ArraySlice<Substring>) -> DocumentPath? {
        guard let word = words.first else { return path }
        guard let shape = program.shape(at: path) else { return nil }
        if shape.takesElements, let index = Self.position(word) {
            return find(path / index, words.dropFirst())
        }
        for name in shape.names.sorted(by: { $0.utf8.count > $1.utf8.count }) {
            let own = EnvironmentName.name(of: [name], style).split(
                separator: "_",
                omittingEmptySubsequences: false
            )
            guard words.starts(with: own) else { continue }
            let found = find(path / name, words.dropFirst(own.count))
            if let found { return found }
        }
        return shape.takesOtherNames ? entry(path, words) : nil
    }

    /// The shortest key after which the remaining words match; often that key is all of it.
    private func entry(_ path: DocumentPath, _ words: ArraySlice<Substring>) -> DocumentPath? {
        let existing = existing(path)
        for count in 1...words.count {
            let name = words.prefix(count).joined(separator: "_")
            // `LABELS_` names no entry.
            if name.isEmpty { continue }
            let key =
                existing.first { EnvironmentName.name(of: [$0], style) == name }
                ?? name.lowercased()
            let found = find(path / key, words.dropFirst(count))
            if let found { return found }
        }
        return nil
    }

    // MARK: Keys of an argument

    func part(_ setting: Setting, keys: [String]) -> SettingPart? {
        var path = setting.path
        for key in keys {
            guard let shape = program.shape(at: path) else { return nil }
            if shape.takesElements, let index = Self.position(key) {
                path = path / index
            } else if shape.takesOtherNames || shape.names.contains(key) {
                path = path / key
            } else {
                return nil
            }
        }
        return SettingPart(setting, at: path)
    }

    private static func position(_ word: some StringProtocol) -> Int? {
        guard word.utf8.count < 10, word.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return Int(word)
    }
}
