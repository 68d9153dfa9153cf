import ArgumentParser
import ConfigDocument
import ConfigFiles
import ConfigMonitoring
import SchemaValidation
import TypedConfig
import TypedConfigFleet

/// Runs requests, and ends the command with the status of their error.
func exiting<Value>(_ body: () async throws -> Value) async throws -> Value {
    do { return try await body() } catch let error as FleetError { throw error.exit() }
}

extension FleetError {
    /// Prints the error.
    func exit() -> Exit {
        for line in description.split(separator: "\n") {
            Output.standardError.write(String(line), .red)
        }
        switch kind {
        case .conflict, .refused: return .findings
        case .unavailable, .denied, .missing: return .unreadable
        }
    }
}

extension FleetPublisher {
    func assignedRelease() async throws -> Int {
        guard let stable = try await view().head.stable else {
            throw ValidationError("No release has been published for \(fleet) yet.")
        }
        return stable.sequence
    }

    /// - Parameter sequence: nil for the assigned one.
    func release(_ sequence: Int?) async throws -> PublishedRelease {
        if let sequence { return try await release(sequence, trust: nil) }
        return try await release(try await assignedRelease(), trust: nil)
    }
}

// MARK: What instances would do

/// Whether the programs that run now would accept a release.
struct ReleaseCheckResult {
    /// Programs with the same versions of schemas, and the reasons for which they would refuse.
    struct Refusal {
        var instances: [String]
        var findings: [Finding]

        var text: String {
            let others = instances.count > 1 ? " and \(instances.count - 1) others" : ""
            return "\(instances[0])\(others) would refuse it: "
                + findings.map(\.oneLine).joined(separator: "; ")
        }
    }

    let findings: [Finding]
    let refusals: [Refusal]
    private let allowed: Int

    init(_ files: [ReleaseFile], _ system: ConfigSystem, _ view: FleetView, allowed: Int) {
        var findings = system.releaseFindings(of: files)
        let own = findings
        var refusals: [Refusal] = []
        let programs = Dictionary(grouping: view.instances, by: \.schemas)
        for (schemas, instances) in programs {
            let found = system.releaseFindings(of: files, for: schemas)
                .filter { !own.contains($0) }
            findings += found.filter { !$0.isError && !findings.contains($0) }
            let errors = found.filter(\.isError)
            if !errors.isEmpty {
                refusals.append(
                    Refusal(instances: instances.map(\.id).sorted(), findings: errors)
                )
            }
        }
        self.findings = findings
        self.refusals = refusals.sorted { $0.instances[0] < $1.instances[0] }
        self.allowed = allowed
    }

    var isGood: Bool {
        !findings.contains(where: \.isError)
            && refusals.reduce(0) { $0 + $1.instances.count } <= allowed
    }
}

// MARK: Differences

/// The differences of one configuration between two releases.
struct FleetChange {
    var configuration: String
    /// `added`, `removed` or `changed`.
    var kind: String
    var settings: [SettingChange]

    /// Compares files of equal names by value.
    static func between(
        _ old: [ReleaseFile],
        _ new: [ReleaseFile],
        of system: ConfigSystem
    ) throws -> [FleetChange] {
        let folders = [
            try PrivateDirectory(for: "comparison"), try PrivateDirectory(for: "comparison"),
        ]
        defer { for folder in folders { folder.remove() } }
        try old.write(to: folders[0].path)
        try new.write(to: folders[1].path)
        var changes: [FleetChange] = []
        for name in Set((old + new).map(\.name)).sorted() {
            let (before, after) = (
                old.first { $0.name == name }, new.first { $0.name == name }
            )
            guard let before, let after else {
                let kind = before == nil ? "added" : "removed"
                changes.append(FleetChange(configuration: name, kind: kind, settings: []))
                continue
            }
            if before.text == after.text { continue }
            let settings = try system.differences(
                between: "\(folders[0].path)/\(name)",
                and: "\(folders[1].path)/\(name)",
                schema: after.configuration
            )
            if settings.isEmpty { continue }
            changes.append(
                FleetChange(
                    configuration: name,
                    kind: "changed",
                    settings: settings.map { $0.placed(in: name) }
                )
            )
        }
        return changes
    }

    func write() {
        let output = Output.standard
        switch kind {
        case "added": output.write("+ \(configuration)", .green)
        case "removed": output.write("- \(configuration)", .red)
        default:
            output.write("~ \(configuration)", .yellow)
            for setting in settings { output.write("  \(setting)") }
        }
    }

    var json: DocumentValue {
        [
            "file": .string(configuration), "kind": .string(kind),
            "settings": .array(settings.map { DocumentValue($0) }),
        ]
    }
}

extension SettingChange {
    /// The change with the name of its file in the release, and not that of a copy.
    fileprivate func placed(in file: String) -> SettingChange {
        var change = self
        if case .file(_, let position) = origin { change.origin = .file(file, position) }
        return change
    }
}

// MARK: Files

extension [ReleaseFile] {
    /// Writes the files by their names, over none of other content.
    func write(to directory: String) throws(FileError) {
        let folder = try LockedFolder(makingIfMissing: directory)
        for file in self where !file.name.contains("/") {
            try folder.writeNew(file.text, to: file.name)
        }
        let groups = Dictionary(grouping: filter { $0.name.contains("/") }) { file in
            String(file.name.prefix { $0 != "/" })
        }
        for (name, files) in groups {
            let inner = try LockedFolder(makingIfMissing: "\(directory)/\(name)")
            for file in files {
                let base = String(file.name.dropFirst(name.count + 1))
                try inner.writeNew(file.text, to: base)
            }
        }
    }
}

extension LockedFolder {
    fileprivate borrowing func writeNew(_ text: [UInt8], to name: String) throws(FileError) {
        if try read(name) == text { return }
        try write(text, to: name, over: .nothing)
    }
}

/// The file `.fleet` of a directory: the release that its files were written from.
struct FleetBase {
    static let fileName = ".fleet"
    var fleet: String
    var release: Int

    init?(in directory: String) {
        guard let bytes = contents(of: "\(directory)/\(Self.fileName)") else { return nil }
        let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let release = Int(words[1]) else { return nil }
        fleet = String(words[0])
        self.release = release
    }

    /// - Parameter creates: whether the file is created where it is missing.
    static func write(
        _ release: Int,
        _ fleet: FleetName,
        to directory: String,
        creates: Bool = false
    ) throws(FileError) {
        guard creates || FleetBase(in: directory) != nil else { return }
        let folder = try LockedFolder(directory)
        try folder.write(Array("\(fleet) \(release)\n".utf8), to: fileName)
    }
}

// MARK: Printing

extension Output {
    func write(_ instance: FleetInstance) {
        let running = instance.running.map { "release \($0)" } ?? "no release"
        let note = instance.note.map { "; \($0)" } ?? ""
        let program = instance.program.isEmpty ? "" : "  \(instance.program)"
        let health = instance.health == .healthy ? "" : "  \(instance.health.rawValue)"
        write(
            "\(instance.id)  \(instance.state.rawValue)  \(running)\(health)\(program)\(note)"
        )
        for reason in instance.reasons { write("  \(reason)") }
    }
}

extension [FleetPublisher.Member] {
    /// Prints what should be repaired.
    func warn() {
        for member in self {
            guard let fault = member.fault else { continue }
            Output.standardError.write("warning: \(member.endpoint): \(fault)", .yellow)
        }
    }
}

extension FleetPublisher.Member {
    var json: DocumentValue {
        var object = DocumentObject()
        object["endpoint"] = .string(endpoint)
        object["version"] = version.map { .string($0) }
        object["databaseBytes"] = .int(databaseBytes)
        object["fault"] = fault.map { .string($0) }
        return .object(object)
    }
}

extension FleetView {
    func json(with members: [FleetPublisher.Member]) -> DocumentValue {
        var object = DocumentObject()
        object["fleet"] = .string("\(fleet)")
        object["release"] = head.stable.map { .int($0.sequence) }
        object["epoch"] = .int(head.moment.epoch)
        object["generation"] = .int(head.moment.generation)
        object["author"] = .string(head.author)
        object["settled"] = .bool(isSettled)
        object["rollout"] = head.rollout?.shown
        object["instances"] = .array(instances.map { $0.shown(beside: head) })
        object["members"] = .array(members.map(\.json))
        return .object(object)
    }
}

extension FleetRollout {
    var shown: DocumentValue {
        [
            "release": .int(release.sequence), "state": .string(state.rawValue),
            "percent": .int(percent), "step": .int(step),
            "steps": .array(plan.steps.map { .int($0.percent) }), "since": .string(since),
        ]
    }
}

extension FleetInstance {
    func shown(beside head: FleetHead) -> DocumentValue {
        var object = DocumentObject()
        object["id"] = .string(id)
        object["state"] = .string(state.rawValue)
        object["health"] = .string(health.rawValue)
        object["current"] = .bool(runs(head))
        object["running"] = running.map { .int($0) }
        object["wanted"] = wanted.map { .int($0) }
        object["program"] = .string(program)
        object["labels"] = Self.object(labels)
        object["schemas"] = Self.object(schemas)
        object["started"] = .string(started)
        object["reasons"] = .array(reasons.map { .string($0) })
        object["note"] = note.map { .string($0) }
        return .object(object)
    }

    private static func object(_ texts: [String: String]) -> DocumentValue {
        var object = DocumentObject()
        for (key, value) in texts.sorted(by: { $0.key < $1.key }) {
            object[key] = .string(value)
        }
        return .object(object)
    }
}

extension FleetDecision {
    var shown: DocumentValue {
        var object = DocumentObject()
        object["generation"] = .int(moment.generation)
        object["epoch"] = .int(moment.epoch)
        object["action"] = .string(action.rawValue)
        object["author"] = .string(author)
        object["time"] = .string(time)
        object["from"] = from.map { .int($0) }
        object["to"] = to.map { .int($0) }
        object["note"] = .string(note)
        return .object(object)
    }
}

extension PublishedRelease {
    var json: DocumentValue {
        var object = DocumentObject()
        object["fleet"] = .string("\(manifest.fleet)")
        object["release"] = .int(manifest.sequence)
        object["sha256"] = .string(sha256)
        object["author"] = .string(manifest.author)
        object["time"] = .string(manifest.time)
        object["note"] = .string(manifest.note)
        object["parent"] = manifest.parent.map { .int($0) }
        object["signed"] = .bool(!signatures.isEmpty)
        object["files"] = .array(
            manifest.files.map { file in
                var object = DocumentObject()
                object["name"] = .string(file.name)
                object["config"] = .string(file.configuration)
                object["version"] = file.version.map { .string($0) }
                object["bytes"] = .int(file.byteCount)
                object["sha256"] = .string(file.sha256)
                return .object(object)
            }
        )
        return .object(object)
    }
}
