import JSONSchema
import Testing

@Suite struct HostnameTests {
    private static func label(_ length: Int) -> String { String(repeating: "a", count: length) }

    @Test(arguments: [
        ("a", true), ("1", true), ("a-b", true), ("a--b", true), ("ab--cd", true), ("A.B", true),
        ("1.2.3.4", true), ("3com.com", true), (".", false), ("a.", false), (".a", false),
        ("a..b", false), ("-a", false), ("a-", false), ("-", false), ("a.-b", false),
        ("a-.b", false), ("a_b", false), ("a b", false), ("a\0", false), ("a:80", false),
        ("*.a", false), ("ä", false), ("a。b", false), ("ａ", false), ("a/b", false),
        (label(63), true), (label(64), false), ("a." + label(64), false),
        ([label(63), label(63), label(63), label(61)].joined(separator: "."), true),
        ([label(63), label(63), label(63), label(62)].joined(separator: "."), false),
        (label(100_000), false),
    ])
    func acceptsLabelsOfLettersDigitsAndHyphens(text: String, isValid: Bool) {
        #expect(Format.hostname.accepts(text) == isValid)
        #expect(Format.idnHostname.accepts(text) == isValid || !text.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test(arguments: [
        ("xn--bcher-kva.example", true), ("XN--BCHER-KVA.example", true),
        ("xn--9n2bp8q.xn--9t4b11yi5a", true), ("xn--", false), ("xn---", false),
        ("xn--a", false), ("xn--abc-", false), ("xn--99999999", false), ("xn--a-b-c-9", false),
        ("xn--zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", false),
        ("xn--" + String(repeating: "9", count: 59), false), ("xn--a-ecp.ru", false),
        ("xn--ls8h", false), ("0a.xn--4db", true), ("a.xn--x", false),
    ])
    func acceptsALabelsThatDecodeToValidLabels(text: String, isValid: Bool) {
        #expect(Format.hostname.accepts(text) == isValid)
        #expect(Format.idnHostname.accepts(text) == isValid)
    }

    @Test(arguments: [
        ("bücher.example", true), ("BÜCHER.example", false), ("Bücher", false), ("ＢＣ", false),
        ("faß.de", true), ("ﬁ", false), ("☃", false), ("😀", false), ("a·b", false), ("l·l", true),
        ("-ä", false), ("ä-", false), ("äb--c", false), ("ä--b", true), ("aä--b", false),
        ("ä_b", false), ("ä b", false), ("ä\0", false), ("\u{301}a", false), ("a\u{301}ä", false),
        ("cafe\u{301}", false), ("café", true), ("a\u{323}\u{301}", false), ("\u{378}", false),
        ("ä.xn--bcher-kva", true), ("ä.xn--x", false), ("ä.ab--cd", false), ("ä..b", false),
        ("ä.", false), ("ä。b", true), ("\u{AD}ä", false), ("ä\u{200B}", false), ("𠀀", true),
        ("\u{1100}", false), ("한", true), ("ä%", false), ("٠١", false), ("ا٠", true),
        ("ا٠۰", false),
    ])
    func acceptsULabelsByIDNA2008(text: String, isValid: Bool) {
        #expect(Format.idnHostname.accepts(text) == isValid)
        #expect(!Format.hostname.accepts(text))
    }

    @Test(arguments: [
        ("\u{5D0}\u{5D1}", true), ("\u{5D0}b", false), ("a\u{5D0}", false), ("1\u{5D0}", false),
        ("\u{5D0}1", true), ("\u{5D0}-1", true), ("\u{627}1\u{660}", false),
        ("\u{5D0}\u{5B0}", true), ("a.\u{5D0}", true), ("1.\u{5D0}", false),
        ("\u{5D0}.1", false), ("ä1.\u{5D0}", true), ("xn--4db.ä", true), ("1.xn--4db.ä", false),
        ("\u{627}\u{660}", true), ("\u{660}\u{627}", false), ("\u{10D40}", false),
    ])
    func appliesTheBidiRuleToWholeNames(text: String, isValid: Bool) {
        #expect(Format.idnHostname.accepts(text) == isValid)
    }

    @Test(arguments: [
        ("\u{915}\u{94D}\u{200D}", true), ("\u{915}\u{200D}", false), ("a\u{200C}b", false),
        ("\u{628}\u{200C}\u{628}", true), ("\u{628}\u{64B}\u{200C}\u{64B}\u{628}", true),
        ("\u{627}\u{200C}\u{628}", false), ("\u{628}\u{200C}\u{627}", true),
        ("\u{628}\u{200C}", false), ("\u{200C}\u{628}", false),
        ("\u{A872}\u{200C}\u{A840}", true), ("\u{A840}\u{200C}\u{A872}", false),
        ("\u{1E922}\u{1E94B}\u{200C}\u{1E922}", true), ("\u{375}\u{3B1}", true),
        ("\u{3B1}\u{375}", false), ("\u{5D0}\u{5F4}", true), ("\u{5F4}\u{5D0}", false),
        ("\u{30FB}ァ", true), ("a\u{30FB}", false), ("〇\u{30FB}", true),
    ])
    func appliesTheContextualRules(text: String, isValid: Bool) {
        #expect(Format.idnHostname.accepts(text) == isValid)
    }

    /// 57 of this letter take 63 octets as an A-label, 58 take 64.
    @Test func limitsULabelsByTheLengthOfTheirALabel() {
        #expect(Format.idnHostname.accepts(String(repeating: "ü", count: 57)))
        #expect(!Format.idnHostname.accepts(String(repeating: "ü", count: 58)))
        #expect(!Format.idnHostname.accepts(String(repeating: "ü", count: 1_000_000)))
        #expect(!Format.idnHostname.accepts("ü" + String(repeating: ".a", count: 130)))
    }
}
