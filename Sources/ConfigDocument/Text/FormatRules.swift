/// The extensions of their formats that files may use, for a whole process.
package struct FormatRules: Sendable, Equatable {
    /// Comments and trailing commas in `.json` files.
    package var allowsJSONComments: Bool
    /// The additions of TOML 1.1.
    package var allowsTOML11: Bool

    package init(allowsJSONComments: Bool = false, allowsTOML11: Bool = false) {
        self.allowsJSONComments = allowsJSONComments
        self.allowsTOML11 = allowsTOML11
    }

    /// Allows it in all that the process reads from now on; what is allowed already stays so.
    package func apply() {
        if allowsJSONComments { ReadingOptions.standard.allowsJSONComments = true }
        if allowsTOML11 { ReadingOptions.standard.allowsTOML11 = true }
    }
}
