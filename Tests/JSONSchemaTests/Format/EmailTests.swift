import JSONSchema
import Testing

@Suite struct EmailTests {
    @Test(arguments: [
        ("jo@example.com", true), ("jo@localhost", true), ("a@1.2", true), ("jo+tag@a.b", true),
        ("!#$%&'*+-/=?^_`{|}~@a.b", true), ("a.b.c@d", true), ("a..b@c", false),
        (".a@b", false), ("a.@b", false), ("@b", false), ("a@", false), ("a", false), ("@", false),
        ("a@b@c", false), ("a b@c", false), ("a@b c", false), ("a@b.", false), ("a@.b", false),
        ("a@b..c", false), ("a@-b", false), ("a@b-", false), ("a@b_c", false), ("(c)a@b", false),
        ("a@b(c)", false), ("<a@b>", false), ("a,b@c", false), ("a\0@b", false), ("ä@b.c", false),
        ("a@ä.c", false), ("a\\@b@c", false), ("a@xn--bcher-kva.example", true),
        ("a@xn--X", false),
    ])
    func acceptsDotStringsAtADomain(text: String, isValid: Bool) {
        #expect(Format.email.accepts(text) == isValid)
        if isValid { #expect(Format.idnEmail.accepts(text)) }
    }

    @Test(arguments: [
        (#""a b"@c"#, true), (#"""@c"#, true), (#""a@b"@c"#, true), (#""a\"b"@c"#, true),
        (#""a\\"@c"#, true), (#""a\ "@c"#, true), (#""a"b"@c"#, false), (#""a\"@c"#, false),
        (#""a@c"#, false), (#"a"b"@c"#, false), (#""a".b@c"#, false), (#"b."a"@c"#, false),
        ("\"a\tb\"@c", false), ("\"a\\\u{7F}\"@c", false), ("\"a\nb\"@c", false),
        ("\"ä\"@c", false),
    ])
    func acceptsQuotedLocalParts(text: String, isValid: Bool) {
        #expect(Format.email.accepts(text) == isValid)
    }

    @Test(arguments: [
        ("a@[192.0.2.1]", true), ("a@[127.0.0.01]", true), ("a@[192.0.2.256]", false),
        ("a@[0192.0.2.1]", false), ("a@[192.0.2]", false), ("a@[IPv6:::1]", true),
        ("a@[ipV6:2001:db8::1]", true), ("a@[2001:db8::1]", false), ("a@[IPv6:]", false),
        ("a@[IPv6:192.0.2.1]", false), ("a@[IPv6:::192.0.2.1]", true),
        ("a@[IPv6:1:2:3:4:5:6:7:8]", true), ("a@[IPv6:1:2:3:4:5:6::]", true),
        ("a@[IPv6:1:2:3:4:5:6:7::]", false), ("a@[IPv6:1:2:3:4:5::1.2.3.4]", false),
        ("a@[IPv6:1:2:3:4::1.2.3.4]", true), ("a@[192.0.2.1", false), ("a@192.0.2.1]", false),
        ("a@[]", false), ("a@[192.0.2.1]x", false), ("a@[x400:y]", false),
        ("a@[example.com]", false),
    ])
    func acceptsAddressLiterals(text: String, isValid: Bool) {
        #expect(Format.email.accepts(text) == isValid)
        #expect(Format.idnEmail.accepts(text) == isValid)
    }

    @Test(arguments: [
        (String(repeating: "a", count: 64) + "@b.c", true),
        (String(repeating: "a", count: 65) + "@b.c", false),
        ("a@" + String(repeating: "b", count: 63), true),
        ("a@" + String(repeating: "b", count: 64), false),
        ("a@" + Array(repeating: "b", count: 126).joined(separator: ".") + ".", false),
        ("aa@" + Array(repeating: "b", count: 126).joined(separator: "."), true),
        ("aaa@" + Array(repeating: "b", count: 126).joined(separator: "."), false),
        (String(repeating: "ä", count: 32) + "@b.c", true),
        (String(repeating: "ä", count: 33) + "@b.c", false),
    ])
    func limitsLengthsInOctets(text: String, isValid: Bool) {
        #expect(Format.idnEmail.accepts(text) == isValid)
    }

    @Test(arguments: [
        ("жена@пример.рф", true), ("\"ж е\"@пример.рф", true), ("ж.е@b", true), ("ж..е@b", false),
        ("a@пример。рф", false), ("a＠b.c", false), ("a@ПРИМЕР.рф", false), ("a@-ж.b", false),
        ("a@ж..b", false), ("a@ж.", false), ("a@cafe\u{301}.b", true), ("a@\u{301}b.c", false),
        ("a@0a.\u{5D0}", false), ("a@xn--X.рф", false), ("\"\\ж\"@b", false), ("😀@b.c", true),
        ("a@😀.c", false), ("ж@[192.0.2.1]", true), ("ж@ab--cd", true), ("ж@ab--cd.рф", false),
    ])
    func acceptsInternationalAddresses(text: String, isValid: Bool) {
        #expect(Format.idnEmail.accepts(text) == isValid)
        if isValid { #expect(!Format.email.accepts(text)) }
    }
}
