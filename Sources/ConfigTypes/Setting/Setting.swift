import ConfigDocument
package import SchemaValidation

/// One setting of a type.
package struct Setting: Sendable {
    /// Its keys, outermost first.
    package var path: DocumentPath
    /// The memory offset of its property in the root type, if a key path can reach it.
    var offset: Int?
    /// The type of its property.
    var type: ObjectIdentifier
    /// Nil for values of any type, and for types with members.
    package var kind: JSONType?
    package var defaultValue: DocumentValue?
    package var isSecret: Bool
    /// Whether its schema declares an array of integers.
    package var holdsIntegers = false
    /// Whether its type names null among others.
    package var isNullable = false
    /// Whether text may be its value; of a value of any kind it may.
    package var mayBeText = true
    /// Whether settings inside of it are listed too.
    package var hasMembers = false
    /// The environment variable set by `x-env`.
    package var variable: String?
    /// Whether a variable may set it: not where `x-env` is false.
    package var takesVariable = true
    /// Whether it is the version of the document, which files alone say.
    package var isVersion = false

    package init(
        path: DocumentPath,
        offset: Int? = nil,
        type: ObjectIdentifier,
        kind: JSONType? = nil,
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

    package var name: String { path.description }
}
