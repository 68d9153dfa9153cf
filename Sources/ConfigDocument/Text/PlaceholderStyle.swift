/// The notations of placeholders in configuration files.
public enum PlaceholderStyle: Sendable, Hashable {
    /// Only `${env:NAME}` and other placeholders with a kind.
    case named
    /// Also `$NAME` and `${NAME:-default}`, as in compose files.
    case compose
}
