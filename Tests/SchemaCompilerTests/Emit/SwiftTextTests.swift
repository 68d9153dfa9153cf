import Testing

@testable import SchemaCompiler
@testable import SchemaTools

@Suite struct SwiftTextTests {
    @Test(arguments: [
        ("plain", #""plain""#),
        ("a\"b\\c", #""a\"b\\c""#),
        ("\\(run())", #""\\(run())""#),
        ("\r\n\t", #""\r\n\t""#),
        ("\u{0}\u{202E}\u{2028}\u{85}\u{A0}", #""\u{0}\u{202E}\u{2028}\u{85}\u{A0}""#),
        ("grün 名前", #""grün 名前""#),
    ])
    func literalsHoldAnyText(text: String, expected: String) {
        #expect(SwiftText.literal(text) == expected)
    }

    @Test(arguments: [
        (1, "1"), (1.5, "1.5"), (-0.0, "-0.0"), (1e300, "1e+300"),
        (.leastNonzeroMagnitude, "0x1p-1074"),
        (-3 * .leastNonzeroMagnitude, "-0x3p-1074"),
    ])
    func numbersAreExact(number: Double, expected: String) {
        #expect(SwiftText.literal(number) == expected)
    }

    @Test(arguments: ["\n", "\r", "\r\n", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}"])
    func commentsEndALineWhereverAReaderMight(end: String) {
        #expect(SwiftText.commentLines("one\(end)run()", width: 80).contains("run()"))
        #expect(!SwiftText.commentLines("one\(end)run()", width: 80).contains { $0.contains(end) })
    }

    @Test func commentsShowWhatCannotBeSeen() {
        #expect(
            SwiftText.commentLines("a\u{202E}b\u{200B}\u{0}", width: 80) == [
                #"a\u{202E}b\u{200B}\u{0}"#
            ]
        )
    }

    @Test func commentsAreWrapped() {
        #expect(SwiftText.commentLines("aaa bbb ccc", width: 7) == ["aaa bbb", "ccc"])
    }

    @Test(arguments: [("class", "`class`"), ("port", "port"), ("default", "`default`")])
    func keywordsStandInBackticks(name: String, expected: String) {
        #expect(SwiftText.identifier(name) == expected)
    }
}
