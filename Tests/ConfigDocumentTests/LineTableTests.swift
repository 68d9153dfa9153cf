import Suites
import Testing

@testable import ConfigDocument

struct LineTableTests {
    /// As counting from the start does, for every offset of texts with all kinds of line breaks.
    @Test func findsEachPlace() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        let long = String(repeating: "x", count: 700)
        let parts = ["\n", "\r", "\r\n", "a", "é", "\u{2028}", "😀", long]
        for _ in 0..<40 {
            let count = Int.random(in: 0..<20, using: &generator)
            let text = (0..<count).map { _ in parts.randomElement(using: &generator) ?? "" }
                .joined()
            for text in [text, "\u{FEFF}" + text] {
                Array(text.utf8).withUnsafeBytes { source in
                    let table = LineTable(source)
                    for offset in 0...source.count + 1 {
                        #expect(
                            table.position(at: offset, in: source)
                                == SourcePosition(offset: offset, in: source),
                            "seed \(seed)"
                        )
                    }
                }
            }
        }
    }
}
