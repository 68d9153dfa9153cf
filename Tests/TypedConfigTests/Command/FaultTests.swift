import Foundation
import Testing

/// A few runs of each row of Scripts/faults, which itself does the full number.
@Suite(.serialized)
struct FaultTests {
    @Test(arguments: [
        ("kill", 60), ("error", 60), ("power", 300), ("disk", 2), ("writers", 20), ("lock", 2),
        ("links", 200), ("overflow", 1), ("readers", 1), ("clock", 5),
    ])
    func nothingIsLostOrTorn(row: String, runs: Int) async throws {
        let subject = try #require(BuiltProgram.path("FaultSubject"), "FaultSubject is not built")
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Scripts/faults").path
        guard try await Shell.run("command -v python3").status == 0 else {
            return print("skipped: faults, which need python3")
        }
        let result = try await Shell.run(
            "FAULT_SUBJECT='\(subject)' '\(script)' \(row) \(runs)"
        )
        print(result.output, terminator: "")
        #expect(result.status == 0, "\(result.output)")
    }
}
