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

    public init() {}
}
