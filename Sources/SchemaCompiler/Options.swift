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

    /// Whether two settings that would be read from one environment variable are an error.
    public var checksVariables = true

    public init() {}
}

/// A format of texts that there is a Swift type for.
public enum NativeFormat: String, Sendable, CaseIterable {
    case dateTime = "date-time"
    case date
    case time
    case duration
    case uuid
    case uri
    case ipv4
    case ipv6

    /// The type of the runtime.
    var swiftType: String {
        switch self {
        case .dateTime: "DateTime"
        case .date: "CalendarDate"
        case .time: "TimeOfDay"
        case .duration: "CalendarDuration"
        case .uuid: "UniqueID"
        case .uri: "URI"
        case .ipv4: "IPv4Address"
        case .ipv6: "IPv6Address"
        }
    }
}
