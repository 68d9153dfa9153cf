public import TypedConfig

/// Verifies that a source of your own keeps the rules of `ConfigSource`:
///
///     @Test func keepsTheRulesOfSources() async throws {
///         let source = TableSource(rows: rows)
///         try await verifySource(source, of: ["http", "pool"]) { await rows.set("http", "port: 81") }
///     }
///
/// Its documents must be readable, equal for all readers at one time, and have different names; an
/// unknown configuration must have no document. A snapshot must not change when the source does, and
/// the source must report the change.
///
/// - Parameters:
///   - source: the source to verify.
///   - configurations: the configurations that the source has documents for.
///   - change: changes a document of at least one of them; nil for a source that never changes.
/// - Throws: an error with all failures.
public func verifySource(
    _ source: some ConfigSource,
    of configurations: [String],
    change: (@Sendable () async throws -> Void)? = nil
) async throws(SourceVerificationError) {
    var verification = SourceVerification(source: source, configurations: configurations)
    await verification.run(change)
    if !verification.failures.isEmpty {
        throw SourceVerificationError(failures: verification.failures)
    }
}

/// Failures of a source to keep its rules.
public struct SourceVerificationError: Error, Sendable, CustomStringConvertible {
    /// One line for each rule that is not kept.
    public let failures: [String]

    /// The failures, each on its line.
    public var description: String { failures.joined(separator: "\n") }
}
