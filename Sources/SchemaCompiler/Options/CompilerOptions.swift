package import ConfigDocument
package import JSONSchema

/// The access level of generated declarations.
public enum AccessLevel: String, Sendable, CaseIterable {
    case `internal`
    case package
    case `public`

    /// The modifier before a declaration.
    var prefix: String { self == .internal ? "" : rawValue + " " }
}

/// The user's options for generated code.
public struct CompilerOptions: Sendable {
    /// The access level of generated types.
    public var access = AccessLevel.internal
    /// The directories that contain the documents of URI prefixes.
    public var maps: [(prefix: String, folder: String)] = []
    /// Copies of schemas by URI, which take precedence over the maps.
    public var vendored: VendorLock?
    /// The formats whose strings get a type of their own; other strings are `String`s.
    public var formats: Set<NativeFormat> = []
    /// True if an array with `uniqueItems` becomes a `Set`, if its elements are scalars.
    public var usesSets = false
    /// True if numbers become `ExactDecimal`, which preserves all digits, instead of `Double`.
    public var usesExactDecimals = false
    /// True if whole numbers become the narrowest type that their bounds allow, instead of `Int`.
    public var usesSizedIntegers = false
    /// The conformances of generated types besides `Sendable` and those that the runtime requires.
    public var conformances: Set<Conformance> = []
    /// The prefix of root types: `App` results in `AppHTTPConfig` for `http`.
    public var prefix = ""
    /// The nesting of generated types.
    public var namespace = Namespace.nested
    /// The schemas for which types are generated, by name or root type; all if it is empty.
    public var include: [ChosenName] = []
    /// Schemas to omit, and types inside others whose values become `DocumentValue`s.
    public var exclude: [ChosenName] = []
    /// Custom types that replace generated ones.
    public var replacements: [TypeReplacement] = []
    /// Modules to import in generated files, because they declare replacements.
    public var imports: [String] = []
    /// Comment lines at the top of each file, such as a licence.
    public var header = ""
    /// A directory of templates that replace those of the same name.
    public var templates: String?
    /// Documents that become values in Swift.
    public var embedded: [EmbeddedDocument] = []

    /// True if a type in a document that several schemas of a run refer to is declared only once.
    public var sharesTypes = true
    /// The maximum number of types of a schema, which is refused beyond it.
    public var maxTypes = 10_000
    /// The limits for reading and checking set in the options file, for tools to apply.
    package var limits: [Limit: Int] = [:]
    /// The format rules of the options file, for tools to apply.
    package var formatRules = FormatRules()
    /// True if generated code contains the descriptions of settings, for help on a command line.
    public var keepsDescriptions = false
    /// True if two settings with the same environment variable cause a warning.
    public var checksVariables = true

    /// Creates the default options.
    public init() {}

    /// True if a text is a valid Swift identifier, as required for a prefix or a module.
    package static func isIdentifier(_ text: String) -> Bool {
        !text.isEmpty && Identifier.cleaned(text) == text
    }
}

/// A protocol that generated types conform to if requested.
public enum Conformance: String, Sendable, CaseIterable {
    case equatable = "Equatable"
    case hashable = "Hashable"
    /// Implemented by the runtime, which writes and reads the same values as in a document.
    case codable = "Codable"
}

/// The place of the declarations of types that a root requires.
public enum Namespace: String, Sendable, CaseIterable {
    /// Nested in the type that uses them: `HTTPConfig.TLS`.
    case nested
    /// Side by side: `HTTPConfigTLS`.
    case flat
}
