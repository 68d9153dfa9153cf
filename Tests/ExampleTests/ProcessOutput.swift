import Foundation

/// The output of a program and its exit status.
struct ProcessOutput: CustomStringConvertible {
    let status: Int32
    let text: String

    var description: String { "exit \(status)\n\(text)" }

    /// Whether a build rebuilt anything. SwiftPM records its own version and lists the plugins of
    /// all packages in every build.
    var didWork: Bool {
        text.split(separator: "\n").contains { line in
            ["Generating", "Compiling", "Emitting", "Linking"].contains {
                line.contains("] \($0) ")
            }
                && !line.contains("] Compiling plugin ")
        }
    }

    /// Starts a program, looked up in the PATH, and waits without holding up other tests.
    static func of(_ command: [String], in folder: URL) async throws -> ProcessOutput {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "typed-config output \(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: file) }
        let output = try FileHandle(forWritingTo: file)

        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        return ProcessOutput(status: process.terminationStatus, text: text)
    }
}
