import ConfigDocument
package import JSONSchema

/// The Swift-shaped types of one schema, with all decisions made. Emit only prints it.
package struct Model {
    package var types: [TypeDeclaration] = []
    /// The type of the whole document; an index of `types`.
    package var root = 0
    /// The types that the root requires, beginning with itself. Others are no longer used.
    package var declared: [TypeID] = []
    /// Types that only other documents refer to.
    var demanded: [TypeID] = []
    /// Types that another file of the run declares, with their paths there.
    var external: [TypeID: String] = [:]
    /// True if the types are those of a document outside of the run, for all schemas that refer to
    /// it.
    var isLibrary = false
    /// Schemas that choose alternatives of unions at run time, in the order of the program's entry
    /// points.
    var entryPoints: [SchemaNode] = []
    var propertyCount = 0
    var untyped: [UntypedProperty] = []
    /// Warnings about unused parts of the schema.
    var warnings: [Finding] = []
}

/// An index of `Model.types`.
package typealias TypeID = Int

/// A Swift type as written in a declaration.
package indirect enum TypeRef: Hashable {
    case bool
    case int
    case integer(IntegerType)
    case double
    /// `ExactDecimal`
    case decimal
    case string
    /// A string with a type of its own, such as `DateTime`.
    case text(NativeFormat)
    /// `Duration` or `ByteCount`: only for properties, which pass the unit when they are read.
    case quantity(QuantityUnit)
    /// A type declared elsewhere, requested by `x-swift-type` or the options.
    case custom(String)
    /// `DocumentValue`: no better type fits.
    case value(UntypedReason)
    case array(TypeRef)
    case set(TypeRef)
    case map(TypeRef)
    /// `Secret`: a value that is never shown.
    case secret(TypeRef)
    case optional(TypeRef)
    /// `Nullable`: distinguishes absent, null and set.
    case nullable(TypeRef)
    case named(TypeID)
}

extension TypeRef {
    /// The reason that a value, or the content of arrays and maps, has no type of its own.
    var untypedReason: UntypedReason? {
        switch self {
        case .value(let reason): reason
        case .array(let content), .set(let content), .map(let content), .secret(let content),
            .optional(let content), .nullable(let content):
            content.untypedReason
        case .bool, .int, .integer, .double, .decimal, .string, .text, .quantity, .custom, .named:
            nil
        }
    }
}

/// The reason that the type of a value is `DocumentValue`.
package enum UntypedReason: String, Hashable {
    case anything = "the schema allows any value"
    case never = "the schema allows no value"
    case mixedConstants = "the enum contains arrays or objects"
    case recursion = "the schema refers to itself without a container in between"
    case depth = "the schema nests more than 200 arrays, maps and unions in each other"
    case leftOut = "the options leave its type out"
    case unsaid = "the schema has rules for values of a type, but does not require the type"
}

struct UntypedProperty {
    /// The Swift path: `HTTPConfig.Server.extra`.
    var type: TypeID
    var key: String
    var reason: UntypedReason
}

/// A type that is declared in the generated file.
package struct TypeDeclaration {
    package enum Body {
        case structure(Structure)
        case tuple(Tuple)
        case enumeration(Enumeration)
        case union(Union)
        /// A root that is an array, a map or a scalar, or a named type that contains itself.
        case wrapper(Wrapper)
        /// A namespace for the types of a document that has no type itself.
        case namespace
    }

    package var body: Body
    var origin: Origin
    /// The schema that it was made from, if there is exactly one.
    package var place: SchemaPlace?
    var documentation = Documentation()
    /// True if it is used by more than one type, or through a `$ref`, and therefore declared in the
    /// scope of the root.
    var isShared = false
    /// The simple name, and the type that it is nested in; set by `TypeNames`.
    var name = ""
    var owner: TypeID?
}

/// The origin of a type, from which its name is derived.
struct Origin {
    enum Role {
        case property
        case element
        case entry
        case alternative
    }

    /// The value of `x-swift-name`.
    var swiftName: String?
    /// The last token of the `$ref` to it.
    var reference: String?
    /// The first type that uses it, and the name of the property or case there.
    var owner: TypeID?
    var key = ""
    var role = Role.property
    var title: String?
    var description: String?
}

package struct Structure {
    package var properties: [Property] = []
    /// The type of undeclared members, if they have one.
    var additional: TypeRef?
    var additionalName = "additional"
    /// The patterns of the keys of those members; empty if all keys are allowed.
    var additionalPatterns: [String] = []
    /// True if the schema has no `type`, so that values of other kinds are valid too.
    var acceptsAnyKind = false
    /// The name of the stored property for the extras; nil if there are none.
    var extrasName: String?
    /// True if the extras have members of the document, and not only how it writes the others.
    var hasExtraMembers = false

    /// Swift's compiler needs quadratic time for initialisers with many parameters. A structure
    /// with more properties than this sets defaults in its declarations, and reads these properties
    /// in groups; required properties have no defaults, and are read together.
    var isLarge: Bool { properties.count > 100 }
}

package struct Property {
    var key: String
    package var name: String
    package var type: TypeRef
    var isRequired: Bool
    package var defaultValue: DefaultValue?
    /// True if it is stored outside of the value, because the type contains itself.
    var isBoxed = false
    var documentation: Documentation
    var deprecation: Deprecation?
    /// True if it is an optional for which values that do not fit are valid: these are preserved,
    /// and the property is nil.
    var mayMisfit = false
    /// True if it is an optional for which a `null`, which is read as nil, must be preserved.
    var mayBeNull = false
    /// The value of `x-env`; nil without one.
    var variable: VariableChoice?
    /// The declaration in the schema.
    var place: Cursor?
}

/// The environment variable of a setting according to `x-env`.
package enum VariableChoice: Hashable {
    case named(String)
    /// No variable: `false`.
    case none
}

/// The deprecation of a property.
struct Deprecation {
    /// `deprecationMessage`, a keyword of editors.
    var message: String?
}

/// An array with fixed positions.
package struct Tuple {
    package struct Element {
        package var name: String
        package var type: TypeRef
        package var isRequired: Bool
        var isBoxed = false
        var documentation: Documentation
    }

    package var elements: [Element] = []
    /// The type of further elements; nil if none are allowed.
    var rest: TypeRef?
    var restName = "rest"
}

package struct Enumeration {
    enum RawType { case string, int }

    package struct Case {
        package var name: String
        var raw: String
        var documentation: Documentation
    }

    var rawType = RawType.string
    package var cases: [Case] = []
    /// True if other strings are allowed, which a case `unknown` preserves.
    package var isOpen = false
}

/// One of several types.
package struct Union {
    package struct Alternative {
        package var name: String
        var type: TypeRef
        var kinds: KindSet
        /// Lists of entry points of the program that distinguish this alternative from others of
        /// its kind: it is chosen if all entry points of one list match.
        var entryPoints: [[Int]] = []
        /// The values of the discriminator for this alternative.
        var tags: [String] = []
        /// True if the tag is all that a value has, so that the case has no payload.
        var isTagAlone = false
        var documentation = Documentation()
    }

    package var alternatives: [Alternative] = []
    /// The member whose string identifies the alternative of an object.
    var discriminator: String?
    /// The index of the alternative for values that match no other.
    var fallback = 0
    var isIndirect = false
}

package struct Wrapper {
    var name: String
    var type: TypeRef
}

/// A default that can be represented in Swift.
package indirect enum DefaultValue {
    case bool(Bool)
    case int(Int)
    /// A whole number beyond `Int`, as digits.
    case digits(String)
    case double(Double)
    /// `ExactDecimal(digits: "0.1")`
    case decimal(String)
    case string(String)
    /// `nil`
    case none
    /// `Secret(value)`
    case secret(DefaultValue)
    /// `.seconds(30)`
    case quantity(unit: String, count: Int)
    /// `.name`, of a declared type or a type of the runtime.
    case enumCase(String, of: TypeID?)
    /// `.name(value)`
    case unionCase(String, DefaultValue, of: TypeID?)
    case array([DefaultValue])
    case map([(key: String, value: DefaultValue)])
    /// `Name(label: value, …)`, of a structure or a tuple.
    case structure(TypeID, [(label: String, value: DefaultValue)])
}

/// The content of a doc comment.
struct Documentation {
    var text = ""
    /// Bounds in words: `from 1 to 65535`.
    var bounds: [String] = []
    var defaultText: String?
    var examples: [String] = []
    var notes: [String] = []

    var isEmpty: Bool {
        text.isEmpty && bounds.isEmpty && defaultText == nil && examples.isEmpty && notes.isEmpty
    }
}
