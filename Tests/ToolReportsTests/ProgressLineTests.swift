import Testing

@testable import ToolReports

struct ProgressLineTests {
    /// The lines written for steps at these times, and for the end.
    private func lines(at milliseconds: [Int]) -> [String] {
        var written: [String] = []
        var time = Duration.zero
        var progress = ProgressLine(
            "validating",
            of: 9,
            now: { time },
            write: { written.append($0) }
        )
        for moment in milliseconds {
            time = .milliseconds(moment)
            progress.step()
        }
        progress.finish()
        return written
    }

    @Test func nothingIsShownWithinASecond() {
        #expect(lines(at: [0, 500, 999]) == [])
    }

    @Test func theLineIsErasedAtTheEnd() {
        #expect(
            lines(at: [0, 1000, 1050, 1100]) == [
                "\r\u{1B}[Kvalidating 2 of 9", "\r\u{1B}[Kvalidating 4 of 9", "\r\u{1B}[K",
            ]
        )
    }
}
