import MigrationSteps

/// The checksums of released versions: `schemas/NAME/versions.lock`, one per line:
///
///     1.0.0 sha256:…
///     1.0.0_2.0.0 sha256:…
///     2.0.0 sha256:…
package struct VersionLock: Equatable {
    /// The checksums of versions, and of migrations by `FROM_TO`.
    private(set) var checksums: [String: String] = [:]

    package static let fileName = "versions.lock"

    init() {}

    /// - Returns: nil if a line is not empty, a comment, or a name with a checksum.
    init?(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            guard words.count == 2, words[1].hasPrefix("sha256:") else { return nil }
            checksums[String(words[0])] = String(words[1])
        }
    }

    package var text: String {
        let lines = checksums.sorted { left, right in
            let versions = [left.key, right.key].map { name in
                name.split(separator: "_").compactMap { SemanticVersion(String($0)) }
            }
            return versions[0].lexicographicallyPrecedes(versions[1])
        }.map { "\($0.key) \($0.value)\n" }
        return "# Released versions must not be edited; add a new version instead.\n"
            + lines.joined()
    }

    package subscript(name: String) -> String? {
        get { checksums[name] }
        set { checksums[name] = newValue }
    }
}
