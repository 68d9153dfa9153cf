import ConfigDocument
import ConfigTypes
import SchemaValidation

/// Finds the element of an array or the entry of a map that a name leads to, by what the schema has
/// inside of the setting.
struct PartFinder {
    let program: ValidationProgram
    let style: VariableStyle
    /// The keys that lower layers have in an object.
    let existing: (DocumentPath) -> [String]

    /// A name of more words is none: each of them may be a key, or go on the one before.
    private static let wordLimit = 16

    // MARK: Words of a variable

    /// `INSTANCES_0_URL` is `instances[0].url`, and `LABELS_COST_CENTER` is `labels.cost_center`.
    ///
    /// A key that the schema or a lower layer has is spelled as there, and others in small letters.
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

    /// The shortest key behind which the rest leads on; often that is all of it.
    private func entry(_ path: DocumentPath, _ words: ArraySlice<Substring>) -> DocumentPath? {
        let existing = existing(path)
        for count in 1...words.count {
            let name = words.prefix(count).joined(separator: "_")
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
