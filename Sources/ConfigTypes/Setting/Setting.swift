import ConfigDocument

/// One setting of a type.
package struct Setting: Sendable {
    package enum Kind: Sendable { case bool, integer, number, string, array, object }

    /// Its keys, outermost first.
    package var path: [String]
    /// The place of its property in the memory of the root type, where a key path can reach it.
    var offset: Int?
    /// The type of its property.
    var type: ObjectIdentifier
    /// Nil for values of any kind, and for types that have members.
    package var kind: Kind?
    package var defaultValue: DocumentValue?
    package var isSecret: Bool
    /// Whether it is an array of whole numbers, as far as its schema says.
    package var holdsIntegers = false
    /// Whether its type names null among others.
    var isNullable = false
    /// Whether text may be its value; of a value of any kind it may.
    var mayBeText = true
    /// Whether settings inside of it are listed too.
    package var hasMembers = false
    /// The environment variable that `x-env` gives it.
    package var variable: String?

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
