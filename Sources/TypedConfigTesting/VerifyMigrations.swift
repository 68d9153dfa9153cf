import ConfigDocument
import SchemaSamples
import SchemaValidation
public import TypedConfig

/// Verifies the migrations of a type:
///
///     @Test func migrates() throws { try verifyMigrations(of: UnifiedConfig.self) }
///
/// Checks each example of every version, and documents generated from its schema: the result must
/// be a valid current document, a second run must change nothing, a shortcut must give the same
/// result as the chain, and an inverse must lead back.
///
/// Examples are the files in `schemas/NAME/examples/VERSION/` and the schema's `examples`.
///
/// - Parameters:
///   - type: the generated type.
///   - schemas: the directory that contains `NAME/VERSION.schema.json`; nil searches for a directory
///     `schemas` beside and above the calling file.
///   - generated: the number of documents to generate for each version.
///   - file: the calling file; leave the default.
/// - Throws: an error with all failures.
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

/// Failures of migrations to keep their guarantees.
public struct MigrationVerificationError: Error, Sendable, CustomStringConvertible {
    /// One line for each failure.
    public let failures: [String]

    public var description: String { failures.joined(separator: "\n") }
}
