/// A keyword that this package knows: those of the five drafts, and its own. Of these, annotations
/// begin with `x-`; `settingRules`, which refuses values, belongs to a vocabulary.
///
/// `row` describes each keyword; code that treats keywords differently asks it.
package enum Keyword: String, Sendable, CaseIterable {
    // Core
    case schema = "$schema"
    case id = "$id"
    case oldID = "id"
    case anchor = "$anchor"
    case dynamicAnchor = "$dynamicAnchor"
    case recursiveAnchor = "$recursiveAnchor"
    case vocabulary = "$vocabulary"
    case comment = "$comment"
    case defs = "$defs"
    case definitions
    case ref = "$ref"
    case dynamicRef = "$dynamicRef"
    case recursiveRef = "$recursiveRef"

    // Any value
    case type
    case enumeration = "enum"
    case constant = "const"
    case allOf, anyOf, oneOf, not
    case condition = "if"
    case consequence = "then"
    case alternative = "else"

    // Numbers
    case minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf

    // Strings
    case minLength, maxLength, pattern, format
    case contentEncoding, contentMediaType, contentSchema

    // Objects
    case properties, patternProperties, additionalProperties, unevaluatedProperties
    case required, propertyNames, minProperties, maxProperties
    case dependencies, dependentRequired, dependentSchemas

    // Arrays
    case items, prefixItems, additionalItems, unevaluatedItems
    case contains, minContains, maxContains, minItems, maxItems, uniqueItems

    // Annotations
    case title, description
    case defaultValue = "default"
    case examples, deprecated, readOnly, writeOnly

    // Of this package
    case secret = "x-secret"
    case environment = "x-env"
    case unit = "x-unit"
    case reload = "x-reload"
    case since = "x-since"
    case enumDescriptions = "x-enum-descriptions"
    case swiftName = "x-swift-name"
    case swiftType = "x-swift-type"
    case configVersion = "x-config-version"
    case renamedFrom = "x-renamed-from"
    case renamedValues = "x-renamed-values"
    case settingRules
}

extension Keyword {
    /// True if a keyword, which may be unknown, has no effect on validity.
    package static func isAnnotation(_ name: String) -> Bool {
        if let keyword = Keyword(rawValue: name) { return !keyword.row.role.isChecked }
        return ToolKeyword.isAnnotation(name)
    }
}
