package import ConfigDocument
package import SchemaValidation

/// The migration from one version of a schema to another: `schemas/NAME/FROM_TO.migration.yaml`.
///
///     from: 1.0.0
///     to: 2.0.0
///     checksums: { from: "sha256:…", to: "sha256:…" }
///     steps:
///       - rename: /timeout
///         to: timeout_seconds
///       - decide: /region
///         reason: it is required since 2.0.0, and has no default
package struct MigrationFile: Sendable {
    package struct Entry: Sendable {
        package var step: MigrationStep
        /// The author's reason for the step.
        package var reason: String?
        package var position: SourcePosition?
    }

    /// A decision that the author must make before the file can be used.
    package struct Decision: Sendable {
        package var path: String
        package var reason: String
        package var position: SourcePosition?
    }

    package var from: SemanticVersion
    package var to: SemanticVersion
    /// The checksum of each version's schema when the file was created; nil if there is none.
    package var fromChecksum: String?
    package var toChecksum: String?
    package var checksumPosition: SourcePosition?
    package var entries: [Entry] = []
    package var decisions: [Decision] = []
    /// The path of the file.
    package var path: String

    package var steps: [MigrationStep] { entries.map(\.step) }

    package static let ending = ".migration.yaml"

    package static func name(from old: SemanticVersion, to new: SemanticVersion) -> String {
        "\(old)_\(new)\(ending)"
    }
}

extension MigrationFile {
    /// Reads a file, and reports all its defects.
    package static func read(_ document: Document) -> (file: MigrationFile?, findings: [Finding]) {
        var reader = MigrationFileReader(document)
        return (reader.file(), reader.findings)
    }
}

private struct MigrationFileReader {
    let document: Document
    private(set) var findings: [Finding] = []

    init(_ document: Document) { self.document = document }

    mutating func file() -> MigrationFile? {
        let root = document.root
        guard root.isObject else {
            report("a migration is an object with from, to and steps", at: root.position)
            return nil
        }
        let known = ["from", "to", "checksums", "steps"]
        for (key, _) in root.members where !known.contains(key.text) {
            report(
                "unknown key \(quoted(key.text))",
                at: key.position,
                "expected one of " + known.joined(separator: ", ")
            )
        }
        guard let from = version("from"), let to = version("to") else { return nil }
        guard from < to else {
            report(
                "a migration leads to a newer version, and \(to) is not newer than \(from)",
                at: root["to"]?.position
            )
            return nil
        }
        var file = MigrationFile(from: from, to: to, path: document.name)
        file.fromChecksum = root["checksums"]?["from"]?.string
        file.toChecksum = root["checksums"]?["to"]?.string
        file.checksumPosition = root["checksums"]?.position
        guard let steps = root["steps"], steps.isArray || steps.isNull else {
            report("steps must be an array; write [] if nothing changes", at: root.position)
            return nil
        }
        for step in steps.elements { read(step, &file) }
        return file
    }

    private mutating func version(_ key: String) -> SemanticVersion? {
        guard let value = document.root[key] else {
            report("the migration has no \(quoted(key)) version", at: document.root.position)
            return nil
        }
        guard let version = value.string.flatMap(SemanticVersion.init) else {
            report("\(key) must be a version such as 1.0.0", at: value.position)
            return nil
        }
        return version
    }

    private mutating func read(_ step: Cursor, _ file: inout MigrationFile) {
        if let decision = step["decide"] {
            file.decisions.append(
                MigrationFile.Decision(
                    path: decision.string ?? "",
                    reason: step["reason"]?.string ?? "it is not decided yet",
                    position: step.position
                )
            )
            return
        }
        do throws(StepFault) {
            let entry = MigrationFile.Entry(
                step: try MigrationStep(DocumentValue(step)),
                reason: step["reason"]?.string,
                position: step.position
            )
            file.entries.append(entry)
        } catch {
            let place = error.key.flatMap { key in
                step.members.first { $0.key.text == key }?.key.position
            }
            report(error.message, at: place ?? step.position)
        }
    }

    private mutating func report(
        _ message: String,
        at position: SourcePosition?,
        _ suggestion: String? = nil
    ) {
        findings.append(
            Finding(
                message: message,
                suggestion: suggestion,
                file: document.name,
                position: position
            )
        )
    }
}

extension MigrationFile {
    /// The findings that a build reports for open decisions.
    package var openDecisions: [Finding] {
        decisions.map { decision in
            let place = decision.path.isEmpty ? "the document" : decision.path
            return Finding(
                message: "\(singleLine(place)) is undecided between \(from) and \(to): "
                    + singleLine(decision.reason),
                suggestion: "replace this entry with a step",
                file: path,
                position: decision.position
            )
        }
    }
}
