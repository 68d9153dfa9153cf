import SchemaValidation

/// Finds what was probably meant by a name that is not known, as findings do.
enum CloseName {
    /// `did you mean "timeout"?` where one name is near; nil otherwise.
    static func suggestion(for name: String, among names: [String]) -> String? {
        closest(to: name, among: names).map { "did you mean \"\($0)\"?" }
    }

    static func closest(to name: String, among names: [String]) -> String? {
        Suggestion.closest(to: name, in: names)
    }
}
