import ConfigDocument
import ConfigTypes

/// The treatment of an empty variable, as in `APP_HTTP_PORT=`.
public enum EmptyVariables: Sendable, Hashable {
    /// It is the value of a setting that may be text, and not set for others.
    case unsetExceptText
    /// It is a value, and so an error where no text is allowed.
    case value
    /// It is as if it were not set.
    case unset
    /// It is an error.
    case error
}

/// How variables are read: by an environment and by a `.env` file.
struct VariableRules: Sendable {
    /// Nil reads the variables that `x-env` names, and no others.
    var prefix: String?
    var style = VariableStyle.plain
    var empty = EmptyVariables.unsetExceptText
    var ignoresCase = false
    /// Whether a variable with the prefix that no setting takes is an error.
    var isStrict = false
    /// The policy for world-readable files that `NAME_FILE` leads to.
    var worldReadable = WorldReadableSecrets.refused

    func normalised(_ name: String) -> String { ignoresCase ? name.uppercased() : name }

    /// The prefix of all variables that are meant for settings; nil if any may be.
    var start: String? {
        guard let prefix, !prefix.isEmpty else { return nil }
        return EnvironmentName.name(of: [prefix], style) + "_"
    }
}
