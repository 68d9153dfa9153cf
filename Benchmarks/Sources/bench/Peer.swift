import Foundation

/// Another validator: a script in `Peers/` that measures it, as described in `Peers/README.md`.
struct Peer {
    let name: String
    private let command: [String]
    private var environment: [String: String] = [:]

    static let jsonschemaRS = "jsonschema-rs"
    static let blaze = "blaze"
    static let ajv = "ajv-6"

    /// The peers that `Scripts/bench-peers` has installed.
    static func installed() -> [Peer] {
        guard let folder = ProcessInfo.processInfo.environment["BENCHMARKS_FOLDER"] else {
            return []
        }
        let package = URL(fileURLWithPath: folder)
        let scripts = package.appending(path: "Peers")
        let installed = package.appending(path: ".build-peers")
        let files = FileManager.default
        var peers: [Peer] = []
        let python = installed.appending(path: "venv/bin/python").path
        if files.isExecutableFile(atPath: python) {
            for (name, script) in [
                (blaze, "blaze_peer.py"), (jsonschemaRS, "jsonschema_rs_peer.py"),
                ("fastjsonschema", "fastjsonschema_peer.py"),
            ] {
                peers.append(
                    Peer(name: name, command: [python, scripts.appending(path: script).path])
                )
            }
        }
        let modules = installed.appending(path: "debian/usr/share/nodejs")
        if files.fileExists(atPath: modules.appending(path: "ajv").path) {
            peers.append(
                Peer(
                    name: ajv,
                    command: ["/usr/bin/env", "node", scripts.appending(path: "ajv_peer.js").path],
                    environment: ["NODE_PATH": modules.path]
                )
            )
        }
        return peers
    }

    enum Mode: String {
        case validation, verdicts, compile
    }

    /// The fields of the line that the script prints; nil if it fails, which is reported on standard error.
    func run(_ mode: Mode, on set: Dataset) throws -> [String]? {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "bench-\(UUID().uuidString)")
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: folder) }
        let schema = folder.appending(path: "schema.json")
        let instances = folder.appending(path: "instances.jsonl")
        try Data(set.schema).write(to: schema)
        try Data(set.bytes).write(to: instances)

        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = command.dropFirst() + [mode.rawValue, schema.path, instances.path]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        let complaints = Pipe()
        process.standardOutput = output
        process.standardError = complaints
        try process.run()
        let line = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(),
            as: UTF8.self
        )
        let complaint = String(
            decoding: complaints.fileHandleForReading.readDataToEndOfFile(),
            as: UTF8.self
        )
        process.waitUntilExit()
        let fields = line.split(whereSeparator: \.isWhitespace).map(String.init)
        guard process.terminationStatus == 0, !fields.isEmpty else {
            let reason =
                complaint.split(separator: "\n").first {
                    $0.contains("Error") || $0.contains("Exception")
                }
                .map { ": \($0.prefix(200))" } ?? ""
            Bench.complain("\(name) fails on \(set.name)\(reason)")
            return nil
        }
        return fields
    }

    func validation(of set: Dataset) throws -> ValidationRow? {
        guard let fields = try run(.validation, on: set), fields.count == 3 else { return nil }
        let count = Double(max(1, set.ranges.count))
        return ValidationRow(
            tool: name,
            set: set.name,
            documents: set.ranges.count,
            bytes: set.documentBytes,
            validate: Double(fields[0]).map { $0 / count },
            fromBytes: Double(fields[1]).map { $0 / count },
            valid: Int(fields[2]) ?? -1
        )
    }

    /// Whether each document of a set is valid.
    func verdicts(on set: Dataset) throws -> [Bool]? {
        guard let fields = try run(.verdicts, on: set) else { return nil }
        let verdicts = fields[0].map { $0 == "1" }
        return verdicts.count == set.ranges.count ? verdicts : nil
    }
}
