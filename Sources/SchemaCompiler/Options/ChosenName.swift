import ConfigDocument
import JSONSchema

/// A schema, type or property that the options name, and where they do.
public struct ChosenName: Sendable {
    /// `http`, `HTTPConfig`, `HTTPConfig.TLS` or, for a property, `HTTPConfig.port`.
    public var text: String
    /// Where it is written, for a finding; nil for a flag.
    var place: Finding?

    /// The name as it was written.
    public init(_ text: String) { self.text = text }

    init(_ text: String, at place: Finding) { (self.text, self.place) = (text, place) }

    /// Says that nothing has this name.
    func unknown(among names: [String]) -> Finding {
        var finding = place ?? Finding(message: "", file: "command line")
        finding.message = "there is no generated type or property \(quoted(text))"
        finding.suggestion = Suggestion.closest(to: text, in: names).map {
            "did you mean \(quoted($0))?"
        }
        return finding
    }
}

/// A type that is written by hand, and taken where a generated one would be.
public struct TypeReplacement: Sendable {
    /// A type or a property: `HTTPConfig.Endpoint`, `HTTPConfig.host`.
    public var name: ChosenName
    /// The type in Swift: `Endpoint`, `Network.Endpoint`.
    public var swiftType: String

    /// - Parameter swiftType: the type of the application that takes its place.
    public init(name: ChosenName, swiftType: String) {
        self.name = name
        self.swiftType = swiftType
    }

    /// Whether a text is a type as it may stand in Swift source, and nothing else.
    package static func isSwiftType(_ text: String) -> Bool { SwiftTypeName.isValid(text) }
}
