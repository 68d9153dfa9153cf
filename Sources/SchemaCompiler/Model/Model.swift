import ConfigDocument
package import JSONSchema

/// What one schema becomes: Swift-shaped types, every decision taken. Emit only prints it.
package struct Model {
    package var types: [TypeDeclaration] = []
    /// The type of the whole document; an index of `types`.
    package var root = 0
    /// The types that the root needs, itself first. Others were given up on the way.
    package var declared: [TypeID] = []
    /// Types that only other documents refer to.
    var demanded: [TypeID] = []
    /// Types that another file of the run declares, by the paths that they have there.
    var external: [TypeID: String] = [:]
    /// The types are those of a document that is no schema of the run, for all schemas that refer to it.
    var isLibrary = false
    /// Schemas that unions ask about at run time, in the order of the program's entry points.
    var entryPoints: [SchemaNode] = []
    var propertyCount = 0
    var untyped: [UntypedProperty] = []
    /// What of a schema is not used, though it can be without.
    var warnings: [Finding] = []
}

/// An index of `Model.types`.
package typealias TypeID = Int

/// A Swift type as it is spelled where a value is declared.
package indirect enum TypeRef: Hashable {
    case bool
    case int
    case integer(IntegerType)
    case double
    /// `ExactDecimal`
    case decimal
    case string
    /// A text with a type of its own, such as `DateTime`.
    case text(NativeFormat)
    /// `Duration` or `ByteCount`: for properties only, which say the unit where they are read.
    case quantity(QuantityUnit)
    /// A type that somebody else declares, as `x-swift-type` or the options say.
    case custom(String)
    /// `DocumentValue`: no better type fits.
    case value(UntypedReason)
    case array(TypeRef)
    case set(TypeRef)
    case map(TypeRef)
    /// `Secret`: shown nowhere.
    case secret(TypeRef)
    case optional(TypeRef)
    /// `Nullable`: absent, null and set are three things.
    case nullable(TypeRef)
    case named(TypeID)
}

/// Why a value has no better type than `DocumentValue`.
package enum UntypedReason: String, Hashable {
    case anything = "the schema allows any value"
    case never = "the schema allows no value"
    case mixedConstants = "the enum lists arrays or objects"
    case recursion = "the schema refers to itself without a container in between"
    case depth = "the schema nests more than 200 arrays, maps and unions in each other"
    case leftOut = "the options leave its type out"
    case unsaid = "the schema says what holds for values of some type, but not that they have it"
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
        /// No type of a value: what the types of a document are nested in that is none itself.
        case namespace
    }

    package var body: Body
    var origin: Origin
    /// The schema that it was made of, where it is one alone.
    var place: SchemaPlace?
    var documentation = Documentation()
    /// Used by more than one type, or through a `$ref`: declared in the root's scope.
    var isShared = false
    /// Set by `TypeNames`: the simple name, and the type that it is nested in.
    var name = ""
    var owner: TypeID?
}

/// Where a type comes from: what its name is made of.
struct Origin {
    enum Role {
        case property
        case element
        case entry
        case alternative
    }

    /// `x-swift-name`.
    var swiftName: String?
    /// The last token of the `$ref` that led here.
    var reference: String?
    /// The type that uses it first, and the name of the property or case there.
    var owner: TypeID?
    var key = ""
    var role = Role.property
    var title: String?
    var description: String?
}

package struct Structure {
    package var properties: [Property] = []
    /// Members that no property is declared for, where they have a type of their own.
    var additional: TypeRef?
    var additionalName = "additional"
    /// The patterns of the keys that count among those; all do where there is none.
    var additionalPatterns: [String] = []
    /// The schema does not say `type`, so values of other kinds are valid too.
    var acceptsAnyKind = false
    /// The name of the stored property that keeps the rest; nil where there is none to keep.
    var extrasName: String?

    /// Swift's compiler takes time by the square of the members for initialisers. Beyond so many the
    /// properties have their defaults where they are declared, and are read in parts; what is
    /// required has none, and is read at once.
    var isLarge: Bool { properties.count > 100 }
}

package struct Property {
    var key: String
    package var name: String
    package var type: TypeRef
    var isRequired: Bool
    package var defaultValue: DefaultValue?
    /// Stored outside of the value, since the type contains itself.
    var isBoxed = false
    var documentation: Documentation
    var deprecation: Deprecation?
    /// Optional, and a value that does not fit is valid too: it is kept, and the property nil.
    var mayMisfit = false
    /// Optional, and a `null` that is read as nil has to be kept.
    var mayBeNull = false
    /// The value of `x-env`; nil without one.
    var variable: VariableChoice?
    /// Where the schema declares it.
    var place: Cursor?
}

/// The environment variable of a setting, as `x-env` has it.
package enum VariableChoice: Hashable {
    case named(String)
    /// None is read: `false`.
    case none
}

/// What `deprecated` says of a property.
struct Deprecation {
    /// `deprecationMessage`, which editors know.
    var message: String?
}

/// An array of fixed positions.
package struct Tuple {
    package struct Element {
        package var name: String
        package var type: TypeRef
        package var isRequired: Bool
        var isBoxed = false
        var documentation: Documentation
    }

    package var elements: [Element] = []
    /// What follows the positions; nil where nothing may.
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
    /// Other strings are allowed, and kept by a case `unknown`.
    package var isOpen = false
}

/// One of several types.
package struct Union {
    package struct Alternative {
        package var name: String
        var type: TypeRef
        var kinds: KindSet
        /// The numbers of the program's entry points that tell this alternative from others of its
        /// kind: all of one list match.
        var entryPoints: [[Int]] = []
        /// The values of the discriminator that stand for this alternative.
        var tags: [String] = []
        var documentation = Documentation()
    }

    package var alternatives: [Alternative] = []
    /// The member whose text tells the objects apart.
    var discriminator: String?
    /// What is taken where no other alternative fits; an index.
    var fallback = 0
    var isIndirect = false
}

package struct Wrapper {
    var name: String
    var type: TypeRef
}

/// A default that can be written in Swift.
package indirect enum DefaultValue {
    case bool(Bool)
    case int(Int)
    /// A whole number beyond `Int`, in its digits.
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
    /// `.name`, of a declared type or one of the runtime.
    case enumCase(String, of: TypeID?)
    /// `.name(value)`
    case unionCase(String, DefaultValue, of: TypeID?)
    case array([DefaultValue])
    case map([(key: String, value: DefaultValue)])
    /// `Name(label: value, …)`, of a structure or a tuple.
    case structure(TypeID, [(label: String, value: DefaultValue)])
}

/// What a doc comment says.
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
