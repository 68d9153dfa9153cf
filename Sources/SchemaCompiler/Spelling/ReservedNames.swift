/// Names that already have a meaning in Swift or in generated code.
enum ReservedNames {
    /// Keywords that need backticks as names of members.
    static let keywords: Set<String> = [
        "associatedtype", "class", "deinit", "enum", "extension", "fileprivate", "func", "import",
        "init",
        "inout", "internal", "let", "open", "operator", "private", "precedencegroup", "protocol",
        "public",
        "rethrows", "static", "struct", "subscript", "typealias", "var", "break", "case", "catch",
        "continue", "default", "defer", "do", "else", "fallthrough", "for", "guard", "if", "in",
        "repeat",
        "return", "throw", "switch", "where", "while", "Any", "as", "await", "false", "is", "nil",
        "self",
        "Self", "super", "throws", "true", "try", "_", "some", "any", "actor", "async", "Type",
        "Protocol",
    ]

    /// Members that Swift, the runtime or `Hashable` add to every type, so that no property can
    /// have their name.
    static let members: Set<String> = ["self", "init", "Type", "Protocol", "hashValue"]

    /// Types that generated code refers to without a module, or that readers would mistake for
    /// Swift's own.
    static let types: Set<String> = [
        "ByteCount", "CalendarDate", "CalendarDuration", "DateTime", "ExactDecimal", "IPv4Address",
        "IPv6Address", "Int8", "Int16", "Int32", "TimeOfDay", "UInt", "UInt8", "UInt16", "UInt32",
        "UniqueID", "URI",
        "Any", "AnyObject", "Array", "Bool", "Box", "CaseIterable", "Character", "Codable",
        "Comparable",
        "CompiledSchema", "ConfigCodable", "ConfigConvertible", "ConfigEnum", "ConfigError",
        "ConfigExtras",
        "DocumentObject",
        "ConfigOpenEnum", "ValueReader", "ConfigRoot", "ConfigSystem", "ConfigType",
        "DocumentValue",
        "ValueWriter",
        "Data", "Date", "Decodable", "Dictionary", "DocumentFormat", "Double", "Duration",
        "Encodable",
        "Equatable", "Error", "Finding", "Float", "Hashable", "Int", "Int64", "Never", "Nullable",
        "Optional", "Protocol", "Range", "RawRepresentable", "Result", "Secret", "Self", "Sendable",
        "Sequence", "Set", "StaticString", "String", "Substring", "Swift", "Task", "Type",
        "ConfigTypes", "ConfigVersioning", "TypedConfig",
        "UInt64", "URL", "UUID", "Void",
    ]
}
