import ConfigDocument
import ConfigTypes
package import MigrationSteps
import SchemaValidation
import TypedConfig

/// One migration from a version to another, upwards or downwards.
package struct MigrationLeg: Sendable {
    package let from: SemanticVersion
    package let to: SemanticVersion
    package let steps: [MigrationStep]
    let custom: [String: CustomStep]

    package var isDown: Bool { to < from }
}

/// Finds the path between two versions, deterministically for a given history.
struct MigrationPlanner {
    let name: String
    let history: ConfigMigrations
    /// The name of the file in findings.
    var file: String
    /// The document, if there is one; findings about its version refer to the place in it.
    var document: Document?

    /// The version of a document: the one that it declares, else the version whose documents
    /// declare none, if its schema accepts the document. Nil if there is none; the version is not
    /// guessed.
    func version(of root: Cursor) throws(ConfigError) -> SemanticVersion? {
        if let version = try said(by: root) { return version }
        guard let version = history.versions.last(where: { $0.place == .nowhere }) else {
            return nil
        }
        guard let schema = version.schema else { return version.number }
        return try schema.program().accepts(root) ? version.number : nil
    }

    /// The version that a document declares.
    func said(by root: Cursor) throws(ConfigError) -> SemanticVersion? {
        var looked: Set<DocumentPath> = []
        for version in history.versions.reversed() {
            guard case .pointer(let path) = version.place, looked.insert(path).inserted,
                let value = root[path]
            else { continue }
            if let number = value.string.flatMap(SemanticVersion.init) { return number }
            var finding = Finding(
                message: "the value at \(path.pointer) is not a version",
                suggestion: "write a string such as \"\(history.versions.last?.text ?? "1.0.0")\"",
                file: file,
                position: value.position
            )
            finding.instanceLocation = path.pointer
            throw ConfigError(finding)
        }
        return nil
    }

    /// True if there are no migrations, and the newest version accepts the document unchanged.
    func needsNoMigration(_ document: Document) throws(ConfigError) -> Bool {
        guard history.steps.isEmpty, let schema = history.versions.last?.schema else {
            return false
        }
        return try schema.program().accepts(document)
    }

    /// The known version for a version number, ignoring patches, which do not change the content of
    /// documents.
    func known(_ number: SemanticVersion) throws(ConfigError) -> SemanticVersion {
        if let version = history.version(number)?.number { return version }
        let alike = history.versions.compactMap(\.number).last {
            $0.numbers.prefix(2) == number.numbers.prefix(2) && $0 < number
        }
        if let alike { return alike }
        let known = history.versions.map(\.text).joined(separator: ", ")
        throw versionError("there is no version \(number) of \(name); expected one of \(known)")
    }

    /// The legs from one version to another: as few as possible, and the longest first if there is
    /// a choice.
    func legs(
        from start: SemanticVersion,
        to end: SemanticVersion
    ) throws(ConfigError) -> [MigrationLeg] {
        if start.isSame(as: end) { return [] }
        let isDown = end < start
        var ways: [(last: SemanticVersion, legs: [MigrationLeg])] = [(start, [])]
        var seen: [SemanticVersion] = [start]
        var obstacle: String?
        while !ways.isEmpty {
            var next: [(last: SemanticVersion, legs: [MigrationLeg])] = []
            for way in ways {
                for step in try edges(from: way.last, isDown: isDown, &obstacle) {
                    let isBeyond = isDown ? step.to < end : end < step.to
                    if isBeyond || seen.contains(where: { $0.isSame(as: step.to) }) { continue }
                    if step.to.isSame(as: end) { return way.legs + [step] }
                    seen.append(step.to)
                    next.append((step.to, way.legs + [step]))
                }
            }
            ways = next
        }
        if let obstacle {
            throw error(
                "\(name) cannot be rolled back from \(start) to \(end): \(obstacle)",
                "restore the backup instead: \(OperatorTool.name) rollback \(name)"
            )
        }
        throw versionError(
            "the file has version \(start), and no migration leads from it to \(end) of \(name)"
        )
    }

    /// The legs that start at a version, the longest first.
    private func edges(
        from version: SemanticVersion,
        isDown: Bool,
        _ obstacle: inout String?
    ) throws(ConfigError) -> [MigrationLeg] {
        var edges: [MigrationLeg] = []
        for migration in history.steps {
            guard let from = SemanticVersion(migration.from), let to = SemanticVersion(migration.to)
            else { continue }
            guard version.isSame(as: isDown ? to : from) else { continue }
            if let fault = migration.fault {
                throw error("the migration from \(from) to \(to) of \(name) is damaged: \(fault)")
            }
            guard isDown else {
                edges.append(
                    MigrationLeg(
                        from: from,
                        to: to,
                        steps: migration.steps,
                        custom: migration.custom
                    )
                )
                continue
            }
            switch Self.inverse(of: migration.steps) {
            case .success(let steps):
                edges.append(MigrationLeg(from: to, to: from, steps: steps, custom: [:]))
            case .failure(let reason): obstacle = reason.text
            }
        }
        return edges.sorted { isDown ? $0.to < $1.to : $1.to < $0.to }
    }

    private struct NoInverse: Error { let text: String }

    private static func inverse(of steps: [MigrationStep]) -> Result<[MigrationStep], NoInverse> {
        var inverse: [MigrationStep] = []
        for step in steps.reversed() {
            switch step.inverse {
            case .exact(let step): inverse.append(step)
            case .nothing: continue
            case .none(let reason): return .failure(NoInverse(text: reason))
            }
        }
        return .success(inverse)
    }

    /// An error at the version that the document declares.
    func versionError(_ message: String, _ suggestion: String? = nil) -> ConfigError {
        var finding = versionPlace
        (finding.message, finding.suggestion) = (message, suggestion)
        return ConfigError(finding)
    }

    func oldVersion(_ version: SemanticVersion, _ newest: SemanticVersion) -> OldVersion {
        OldVersion(
            version.description,
            newest: newest.description,
            of: name,
            at: versionPlace
        )
    }

    /// A finding without a message, at the version that the document declares.
    private var versionPlace: Finding {
        var finding = Finding(message: "", file: file)
        for case .pointer(let path) in history.versions.reversed().map(\.place) {
            guard let value = document.flatMap({ $0.root[path] }) else { continue }
            finding.position = value.position
            finding.instanceLocation = path.pointer
            break
        }
        return finding
    }

    func error(_ message: String, _ suggestion: String? = nil) -> ConfigError {
        ConfigError(Finding(message: message, suggestion: suggestion, file: file))
    }
}
