import ConfigDocument
import SchemaValidation

/// A generated type that any encoder can write and any decoder can read. Defaults, unknown settings
/// and `null` are treated as in a file.
///
/// Decoding a whole document validates it against its schema; decoding a part only checks its
/// types. Errors are `DecodingError`s whose underlying `ConfigError` has every finding.
public protocol ConfigCodable: ConfigConvertible, Codable {
    /// The type of the document that contains this type.
    associatedtype ConfigRoot: ConfigType
}

extension ConfigCodable {
    public init(from decoder: any Decoder) throws {
        let value = try DocumentValue(from: decoder)
        do throws(ConfigError) {
            self = try Self.decoded(from: value)
        } catch {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: error.description,
                    underlyingError: error
                )
            )
        }
    }

    public func encode(to encoder: any Encoder) throws {
        let (value, faults) = ValueWriter.write(self)
        if let fault = faults.first {
            throw EncodingError.invalidValue(
                self,
                EncodingError.Context(
                    codingPath: encoder.codingPath,
                    debugDescription: (fault.path.tokens + [fault.message])
                        .joined(separator: " ")
                )
            )
        }
        try value.encode(to: encoder)
    }

    private static func decoded(from value: DocumentValue) throws(ConfigError) -> Self {
        let name = ConfigRoot.schema.name
        let document = try Document.parsed(value.encoded(as: .json), as: .json, named: name)
        let program = try ConfigRoot.schema.program()
        if Self.self == ConfigRoot.self {
            let findings = program.check(document, schema: name)
            if !findings.isEmpty { throw ConfigError(findings: findings.withoutPositions()) }
        }
        let context = ReadingContext(document, program: program)
        var reader = ValueReader(context, index: 0)
        let result = Self(reading: &reader)
        guard context.findings.isEmpty else {
            throw ConfigError(findings: context.findings.withoutPositions())
        }
        return result
    }
}

extension ConfigConvertible {
    /// Reads a value embedded in generated code: for types without a Swift literal.
    ///
    /// The value was checked when the code was generated, so the program stops if the type refuses
    /// it.
    public init(embedding value: DocumentValue) {
        do throws(ConfigError) {
            let document = try Document.parsed(
                value.encoded(as: .json),
                as: .json,
                named: "embedded"
            )
            let context = ReadingContext(document, program: nil)
            var reader = ValueReader(context, index: 0)
            let result = Self(reading: &reader)
            guard context.findings.isEmpty else { throw ConfigError(findings: context.findings) }
            self = result
        } catch {
            preconditionFailure("an embedded value does not fit \(Self.self): \(error)")
        }
    }
}
