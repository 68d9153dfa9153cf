import Foundation
import Testing

/// The harness as Bowtie runs it: a process that is spoken to in lines.
final class HarnessProcess {
    private let process = Process()

    init(_ arguments: [String] = []) throws {
        let executable: URL = try #require(
            Self.executable,
            "BowtieHarness is not beside the tests"
        )
        process.executableURL = executable
        process.arguments = arguments
    }

    /// Sends all lines, and returns the answers when the harness has ended.
    func answers(to requests: [String]) throws -> [String] {
        // Through a file, as two pipes would have to be served at once.
        let file = FileManager.default.temporaryDirectory.appending(
            path: "bowtie-\(UUID().uuidString)"
        )
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(requests.map { $0 + "\n" }.joined().utf8).write(to: file)
        let output = Pipe()
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(),
            as: UTF8.self
        )
        process.waitUntilExit()
        return text.split(separator: "\n").map(String.init)
    }

    var status: Int32 { process.terminationStatus }

    /// Built into the folder that the tests are built into.
    private static let executable: URL? = {
        let bundles = Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
        let own = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return ([own] + bundles).map { $0.appending(path: "BowtieHarness") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }()
}
