import ConfigDocument

/// One setting of a type.
package struct Setting: Sendable {
    package enum Kind: Sendable { case bool, integer, number, string, array, object }

    /// The keys of the path, outermost first.
    package var path: [String]
    /// The memory offset of the property in the root type, if a key path can reach it.
    var offset: Int?
    /// The type of the property.
    var type: ObjectIdentifier
    /// Nil for values of any kind, and for types with members.
    package var kind: Kind?
    package var defaultValue: DocumentValue?
    package var isSecret: Bool
    /// True if the schema declares an array of integers.
    package var holdsIntegers = false
    /// True if the schema allows null.
    package var isNullable = false
    /// True if the value may be a string, as a value of any kind may.
    package var mayBeText = true
    /// True if the settings inside it are listed as well.
    package var hasMembers = false
    /// The environment variable set by `x-env`.
    package var variable: String?
    /// True if a variable can set it; false if `x-env` is false.
    package var takesVariable = true
    /// True if it is the version of the document, which only files can set.
    package var isVersion = false

    package init(
        path: [String],
        offset: Int? = nil,
        type: ObjectIdentifier,
        kind: Kind? = nil,
        defaultValue: DocumentValue? = nil,
        isSecret: Bool,
        holdsIntegers: Bool = false,
        isNullable: Bool = false,
        mayBeText: Bool = true,
        hasMembers: Bool = false,
        variable: String? = nil
    ) {
        self.path = path
        self.offset = offset
        self.type = type
        self.kind = kind
        self.defaultValue = defaultValue
        self.isSecret = isSecret
        self.holdsIntegers = holdsIntegers
        self.isNullable = isNullable
        self.mayBeText = mayBeText
        self.hasMembers = hasMembers
        self.variable = variable
    }

    package var name: String { SettingPath(tokens: path).description }
}
