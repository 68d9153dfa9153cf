import Testing
import ToolReports

struct ToolVersionTests {
    @Test func namesWhatTheToolWasBuiltWith() {
        let text = ToolVersion.text(of: "ordersctl", libraries: ["zlib 1.3"])
        #expect(
            text.wholeMatch(
                of:
                    /ordersctl \d+\.\d+\.\d+( \([0-9a-f]+\))?\nSwift 6\.\d.*, libyaml \d.*, zlib 1\.3/
            ) != nil,
            "\(text)"
        )
    }
}
