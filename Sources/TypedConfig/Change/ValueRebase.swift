import ConfigDocument

/// Carries a change of the effective value over to the value of the file under it.
///
/// The effective value has been merged from layers, and placeholders in it are filled. What was not
/// changed stays in the file as it is: so nothing that came from elsewhere gets there.
enum ValueRebase {
    /// - Parameters:
    ///   - old: the effective value.
    ///   - new: what it shall be.
    ///   - file: the value of the file.
    static func rebase(from old: ConfigValue, to new: ConfigValue, on file: ConfigValue)
        -> ConfigValue
    {
        rebased(.some(old), .some(new), .some(file)) ?? .null
    }

    private static func rebased(
        _ old: ConfigValue?,
        _ new: ConfigValue?,
        _ file: ConfigValue?
    ) -> ConfigValue? {
        guard let old, let new, old != new else { return old == new ? file : new }
        switch (old, new) {
        case (.object(let old), .object(let new)):
            let inFile = file?.object ?? ConfigObject()
            var result = ConfigObject()
            for (key, value) in new.members {
                result[key] = rebased(old[key], .some(value), inFile[key])
            }
            // What a higher layer has taken away is no part of the effective value, and stays.
            for (key, value) in inFile.members where old[key] == nil && new[key] == nil {
                result[key] = value
            }
            return .object(result)
        case (.array(let old), .array(let new)):
            guard let inFile = file?.array, inFile.count == old.count else { return .array(new) }
            return .array(elements(old, new, inFile))
        default: return new
        }
    }

    private static func elements(
        _ old: [ConfigValue],
        _ new: [ConfigValue],
        _ file: [ConfigValue]
    ) -> [ConfigValue] {
        var result = new
        for (index, partner) in ArrayAlignment(old: old, new: new).partners.enumerated() {
            guard let partner else { continue }
            result[partner] =
                rebased(.some(old[index]), .some(new[partner]), .some(file[index])) ?? .null
        }
        return result
    }
}
