/// How placeholders are written in configuration files.
public enum PlaceholderStyle: Sendable, Hashable {
    /// `${env:NAME}`, with its kind, and no others.
    case named
    /// `$NAME` and `${NAME:-default}` as well, as compose files have them.
    case compose
}
