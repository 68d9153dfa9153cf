package import ConfigDocument
package import JSONSchema

/// The access level of generated declarations.
public enum AccessLevel: String, Sendable, CaseIterable {
    case `internal`
    case package
    case `public`

    /// What stands before a declaration.
    var prefix: String { self == .internal ? "" : rawValue + " " }
}

/// What the user decides about generated code.
public struct CompilerOptions: Sendable {
    /// The access level of generated types.
    public var access = AccessLevel.internal
    /// Folders that hold the documents of a URI prefix.
    public var maps: [(prefix: String, folder: String)] = []
    /// Copies of schemas by their URIs. Asked before the maps.
    public var vendored: VendorLock?
    /// The formats whose texts become values of their own type; texts of others are `String`s.
    public var formats: Set<NativeFormat> = []
    /// Whether an array with `uniqueItems` becomes a `Set`, where its elements are scalars.
    public var usesSets = false
    /// Whether numbers become `ExactDecimal`, which loses no digit, instead of `Double`.
    public var usesExactDecimals = false
    /// Whether whole numbers get the narrowest type that their bounds allow, instead of `Int`.
    public var usesSizedIntegers = false
    /// What generated types conform to, beside `Sendable` and what the runtime needs.
    public var conformances: Set<Conformance> = []
    /// What the names of root types begin with: `App` makes an `AppHTTPConfig` of `http`.
    public var prefix = ""
    /// Whether types are nested or stand beside each other.
    public var namespace = Namespace.nested
    /// The schemas that types are generated for, by name or root type; all where it is empty.
    public var include: [ChosenName] = []
    /// Schemas that are left out, and types inside others whose values become `DocumentValue`s.
    public var exclude: [ChosenName] = []
    /// Types of the user's own that take the place of generated ones.
    public var replacements: [TypeReplacement] = []
    /// Modules that generated files import, since replacements are declared there.
    public var imports: [String] = []
    /// Lines of comment at the top of each file, such as a licence.
    public var header = ""
    /// A folder of templates that take the place of those of the same name.
    public var templates: String?
    /// Documents that become values in Swift.
    public var embedded: [EmbeddedDocument] = []

    /// Whether a type that schemas of a run refer to in one document is declared once, for all.
    public var sharesTypes = true
    /// How many types a schema may make. Beyond that it is refused.
    public var maxTypes = 10_000
    /// The limits of reading and checking that the options file sets, for tools to apply.
    package var limits: [Limit: Int] = [:]
    /// The format rules of the options file, for tools to apply.
    package var formatRules = FormatRules()
    /// Whether generated code has the descriptions of settings, for help on a command line.
    public var keepsDescriptions = false
    /// Whether two settings that would be read from one environment variable are an error.
    public var checksVariables = true

    /// The options as they are by default.
    public init() {}

    /// Whether a text can be a name in Swift, as a prefix or a module has to be.
    package static func isIdentifier(_ text: String) -> Bool {
        !text.isEmpty && Identifier.cleaned(text) == text
    }
}

/// A protocol that generated types conform to on request.
public enum Conformance: String, Sendable, CaseIterable {
    case equatable = "Equatable"
    case hashable = "Hashable"
    /// By way of the runtime, which writes and reads what a document would hold.
    case codable = "Codable"
}

/// Where the types that a root needs are declared.
public enum Namespace: String, Sendable, CaseIterable {
    /// In the type that uses them: `HTTPConfig.TLS`.
    case nested
    /// Side by side: `HTTPConfigTLS`.
    case flat
}
