import ConfigDocument
import JSONSchema

/// A schema, type or property named in the options, with its place there.
public struct ChosenName: Sendable {
    /// `http`, `HTTPConfig`, `HTTPConfig.TLS` or, for a property, `HTTPConfig.port`.
    public var text: String
    /// The place for a finding; nil for a flag.
    var place: Finding?

    /// Creates a name as written in the options.
    public init(_ text: String) { self.text = text }

    init(_ text: String, at place: Finding) { (self.text, self.place) = (text, place) }

    /// A finding that nothing has this name.
    func unknown(among names: [String]) -> Finding {
        var finding = place ?? Finding(message: "", file: "command line")
        finding.message = "there is no generated type or property \(quoted(text))"
        finding.suggestion = Suggestion.closest(to: text, in: names).map {
            "did you mean \(quoted($0))?"
        }
        return finding
    }
}

/// A custom type that replaces a generated one.
public struct TypeReplacement: Sendable {
    /// The replaced type or property: `HTTPConfig.Endpoint`, `HTTPConfig.host`.
    public var name: ChosenName
    /// The type in Swift: `Endpoint`, `Network.Endpoint`.
    public var swiftType: String

    /// - Parameter swiftType: the replacement, a type of the application.
    public init(name: ChosenName, swiftType: String) {
        self.name = name
        self.swiftType = swiftType
    }

    /// True if a text is only a type that may be inserted into Swift source.
    public static func isSwiftType(_ text: String) -> Bool { SwiftTypeName.isValid(text) }
}
