/// Keywords of editors and other tools that resemble standard ones but are not misspellings of
/// them.
package enum ToolKeyword {
    /// True if tools define the keyword as an annotation.
    package static func isAnnotation(_ name: String) -> Bool {
        annotations.contains(name) || prefixes.contains(where: name.hasPrefix)
    }

    /// True if a tool defines the keyword, without refusing any value by it.
    package static func isHarmless(_ name: String) -> Bool {
        isAnnotation(name) || hints.contains(name)
    }

    /// True if a keyword of this name is intended as written.
    package static func isKnown(_ name: String) -> Bool {
        isHarmless(name) || name == "extends"
    }

    private static let prefixes = ["x-", "vscode", "tsType"]

    private static let annotations: Set<String> = [
        "example", "markdownDescription", "enumDescriptions", "markdownEnumDescriptions",
        "deprecationMessage", "errorMessage",
    ]

    private static let hints: Set<String> = [
        "enumNames", "defaultSnippets", "patternErrorMessage", "doNotSuggest", "suggestSortText",
        "allowComments", "allowTrailingCommas", "tsEnumNames", "propertyOrder", "options",
        "meta:enum", "descriptions", "comment", "types", "titles", "note", "notes", "version",
        "name", "order", "discriminator", "links", "sinceVersion", "since",
    ]
}
