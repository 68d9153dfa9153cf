import ConfigDocument
import SchemaSamples
import SchemaValidation
public import TypedConfig

/// Holds the migrations of a type to what they promise:
///
///     @Test func migrates() throws { try verifyMigrations(of: UnifiedConfig.self) }
///
/// On every example of every version, and on documents generated from its schema: the result is a
/// valid current document, a second run does nothing, a shortcut ends where the chain ends, and
/// where there is an inverse it leads back.
///
/// Examples are the files in `schemas/NAME/examples/VERSION/` and what the schema lists as `examples`.
///
/// - Parameters:
///   - schemas: the folder that holds `NAME/VERSION.schema.json`; nil looks for one called `schemas`
///     beside and above the calling file.
///   - generated: how many documents are generated for each version.
/// - Throws: everything that was found.
public func verifyMigrations<Value: ConfigType>(
    of type: Value.Type,
    schemas: String? = nil,
    generated: Int = 25,
    file: String = #filePath
) throws(MigrationVerificationError) {
    let verification = MigrationVerification(type, generated: generated)
    let failures: [String]
    do {
        let folder = try schemas ?? SchemasFolder.above(file, for: type.schema.name)
        failures = try verification.failures(schemas: folder)
    } catch {
        throw MigrationVerificationError(failures: ["\(error)"])
    }
    if !failures.isEmpty { throw MigrationVerificationError(failures: failures) }
}

/// What migrations do not keep of their promises.
public struct MigrationVerificationError: Error, Sendable, CustomStringConvertible {
    public let failures: [String]

    public var description: String { failures.joined(separator: "\n") }
}
