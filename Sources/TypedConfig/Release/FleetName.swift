import ConfigDocument
public import ConfigTypes
import SchemaValidation

/// The name of a fleet: an application in one of its environments, such as `shop/prod`.
public struct FleetName: Sendable, Hashable {
    /// The application.
    public let application: String
    /// The environment, such as `prod`.
    public let environment: String

    /// - Throws: unless both names consist of 1 to 40 lower-case letters, digits and hyphens, and
    ///   begin with a letter or a digit.
    public init(application: String, environment: String) throws(ConfigError) {
        for (kind, name) in [("application", application), ("environment", environment)]
        where !Self.isName(name) {
            throw ConfigError(
                Finding(
                    message: "\(quoted(name)) cannot be the name of an \(kind); expected 1 to 40 "
                        + "lower-case letters, digits and hyphens that begin with a letter or digit",
                    file: "fleet"
                )
            )
        }
        self.application = application
        self.environment = environment
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 40 else { return false }
        return first != UInt8(ascii: "-")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

extension FleetName: CustomStringConvertible {
    /// `shop/prod`
    public var description: String { "\(application)/\(environment)" }
}
