import ConfigDocument
import ConfigTypes

/// The treatment of an empty variable, as in `APP_HTTP_PORT=`.
public enum EmptyVariables: Sendable, Hashable {
    /// The variable is the empty string if the setting may be a string, and counts as unset
    /// otherwise.
    case unsetExceptText
    /// The variable is a value, and therefore an error if the setting cannot be a string.
    case value
    /// The variable counts as unset.
    case unset
    /// The variable is an error.
    case error
}

/// The rules for reading variables of an environment or a `.env` file.
struct VariableRules: Sendable {
    /// The prefix; nil to read only variables named by `x-env`.
    var prefix: String?
    var style = VariableStyle.plain
    var empty = EmptyVariables.unsetExceptText
    var ignoresCase = false
    /// True if a variable with the prefix that matches no setting is an error.
    var isStrict = false
    /// The policy for world-readable files of `NAME_FILE` variables.
    var worldReadable = WorldReadableSecrets.refused

    func normalised(_ name: String) -> String { ignoresCase ? name.uppercased() : name }

    /// The prefix of all variables for settings; nil if they need not have one.
    var start: String? {
        guard let prefix, !prefix.isEmpty else { return nil }
        return EnvironmentName.name(of: [prefix], style) + "_"
    }
}
