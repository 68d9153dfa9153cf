import Foundation
import Testing

/// A small part of what `Scripts/faults-migrate` does, beside every run of the tests.
@Suite struct KilledMigrationTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// `configctl` is beside the test bundle.
    private static var configctl: URL? {
        let folders =
            CommandLine.arguments.map {
                URL(filePath: $0).deletingLastPathComponent()
            } + [root.appending(path: ".build/debug")]
        return folders.map { $0.appending(path: "configctl") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    private static var hasStrace: Bool {
        let found = ["/usr/bin/strace", "/bin/strace"].contains {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        if !found { print("skipped: killed migrations, which need strace") }
        return found
    }

    @Test(.enabled(if: hasStrace && configctl != nil))
    func leavesNothingHalfDone() async throws {
        let process = Process()
        process.executableURL = Self.root.appending(path: "Scripts/faults-migrate")
        process.arguments = ["12"]
        process.environment = ProcessInfo.processInfo.environment
            .merging(["CONFIGCTL": Self.configctl?.path ?? ""]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(),
            as: UTF8.self
        )
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(text)")
        #expect(text.contains("R2\trollback killed at"))
    }
}
