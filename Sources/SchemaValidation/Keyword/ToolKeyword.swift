/// Keywords of editors and other tools, near to standard ones and not meant as those.
package enum ToolKeyword {
    /// Whether tools know the keyword as an annotation.
    package static func isAnnotation(_ name: String) -> Bool {
        annotations.contains(name) || prefixes.contains(where: name.hasPrefix)
    }

    /// Whether some tool has the keyword, for which it refuses no value.
    package static func isHarmless(_ name: String) -> Bool {
        isAnnotation(name) || hints.contains(name)
    }

    /// Whether a keyword of this name is meant as it is written.
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
