/// The extensions to formats that a process accepts.
package struct FormatRules: Sendable, Equatable {
    /// True if comments and trailing commas are accepted in `.json` files.
    package var allowsJSONComments: Bool
    /// True if the additions of TOML 1.1 are accepted.
    package var allowsTOML11: Bool

    package init(allowsJSONComments: Bool = false, allowsTOML11: Bool = false) {
        self.allowsJSONComments = allowsJSONComments
        self.allowsTOML11 = allowsTOML11
    }

    /// Accepts them in everything that the process reads from now on; previously accepted
    /// extensions stay accepted.
    package func apply() {
        if allowsJSONComments { ReadingOptions.standard.allowsJSONComments = true }
        if allowsTOML11 { ReadingOptions.standard.allowsTOML11 = true }
    }
}
