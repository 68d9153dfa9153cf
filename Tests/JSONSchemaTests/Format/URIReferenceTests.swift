import JSONSchema
import Testing

@Suite struct URIReferenceTests {
    /// Absolute URIs, which are also references and IRIs.
    @Test(arguments: [
        "http://example.com", "http://example.com:", "http://example.com:80/", "http://:80",
        "http://", "http:", "http:/", "http:///a", "file:///etc/hosts", "a:", "a:b", "a+b-c.d:e",
        "HTTP://EXAMPLE.com", "http://user:pa:ss@host:1/p;x?q=/?#f/?", "http://@h", "http://u@",
        "http://[::1]", "http://[::1]:80/x", "http://u@[2001:db8::1.2.3.4]/", "http://[v1.a:b]",
        "http://[VF.~]", "http://%41%7e.x/%20?%ff#%00", "http://1.2.3.4.5", "urn:a:b:c",
        "mailto:a@b.c?subject=x", "tel:+1-2", "data:,a%20b", "x:a//b", "x:/a//b", "x:?", "x:#",
        "x:??#/?", "http://a/(b)!$&'*+,;=:@~_-.", "http://a?b", "http://a#b",
        "http://h:99999999999999999999/",
    ])
    func acceptsURIs(text: String) {
        #expect(Format.uri.accepts(text))
        #expect(Format.uriReference.accepts(text))
        #expect(Format.iri.accepts(text))
        #expect(Format.iriReference.accepts(text))
    }

    @Test(arguments: [
        "", "a", "a/b:c", "./a:b", "/", "/a:b", "//", "//h", "//h:1/p", "///a", "?", "?a:b", "#",
        "#a:b", "..", "a?b:c", "a;b=c", "@", "a@b", "%41", "//u:p@h",
    ])
    func acceptsRelativeReferences(text: String) {
        #expect(Format.uriReference.accepts(text))
        #expect(Format.iriReference.accepts(text))
        #expect(!Format.uri.accepts(text))
        #expect(!Format.iri.accepts(text))
    }

    /// Invalid in all four grammars.
    @Test(arguments: [
        ":", ":a", "1a:b", "a_b:c", "a b", " ", "%", "%4", "%4g", "a%", "http://a%zz", "http://[",
        "http://[]", "http://]", "http://[::1", "http://::1]", "http://[::1]x", "http://[::1]:x",
        "http://[fe80::1%25eth0]", "http://[v.a]", "http://[v1.]", "http://[v1a]", "http://[vg.a]",
        "http://[1.2.3.4]", "http://a:b", "http://a:1:2", "http://u@v@h", "http://[::1]@h",
        "http://a\\b", "http://a/<", "http://a/>", "http://a/\"", "http://a/{}", "http://a/|",
        "http://a/^", "http://a/`", "http://a/[", "http://a?[", "http://a#[", "a##", "#a#b",
        "http://a/ b", "http://a/\n", "http://a/\u{7F}", "http://a/\0", "\\\\a\\b", "a%20:b",
        "http://[::00001]", "http://[1:2]", "http://h:+1", "http://h:٣",
    ])
    func refusesWhatIsNoReference(text: String) {
        #expect(!Format.uri.accepts(text))
        #expect(!Format.uriReference.accepts(text))
        #expect(!Format.iri.accepts(text))
        #expect(!Format.iriReference.accepts(text))
    }

    @Test(arguments: [
        ("http://ä.example/ö?ü#ß", true), ("http://ü@ä:1/", true), ("x:\u{A0}", true),
        ("x:\u{9F}", false), ("x:\u{D7FF}", true), ("x:\u{E000}", false), ("x:?\u{E000}", true),
        ("x:#\u{E000}", false), ("x:?\u{F8FF}", true), ("x:\u{F900}", true),
        ("x:\u{FDCF}", true), ("x:\u{FDF0}", true),
        ("x:\u{FFEF}", true), ("x:\u{FFF0}", false), ("x:\u{FFFD}", false),
        ("x:\u{10000}", true), ("x:\u{1FFFD}", true), ("x:\u{1FFFE}", false),
        ("x:\u{E0FFF}", false), ("x:\u{E1000}", true), ("x:\u{EFFFD}", true),
        ("x:\u{EFFFE}", false), ("x:\u{F0000}", false), ("x:?\u{F0000}", true),
        ("x:?\u{FFFFE}", false), ("x:?\u{10FFFD}", true), ("x:?\u{10FFFF}", false),
        ("x:\u{200E}", false), ("x:?\u{202E}", false), ("x:\u{200D}", true),
        ("http://\u{E000}/", false), ("http://u\u{E000}@h", false), ("ä:b", false),
        ("http://h:ä/", false), ("http://[v1.ä]", false),
    ])
    func acceptsIRIsWithTheirExtraCharacters(text: String, isValid: Bool) {
        #expect(Format.iri.accepts(text) == isValid)
        #expect(!Format.uri.accepts(text))
        #expect(!Format.uriReference.accepts(text))
    }

    @Test(arguments: [0xFDD0, 0xFDEF, 0xFFFE, 0x1FFFF, 0x10FFFE] as [UInt32])
    func refusesNoncharacters(code: UInt32) throws {
        let text = "x:?\(try #require(Unicode.Scalar(code)))"
        #expect(!Format.iri.accepts(text))
        #expect(!Format.uriTemplate.accepts(text))
    }

    @Test(arguments: [("ä:b", false), ("ä/b:c", true), ("./ä:b", true), ("ä", true), ("//ä", true)])
    func readsAColonInTheFirstSegmentAsASchemesEnd(text: String, isValid: Bool) {
        #expect(Format.iriReference.accepts(text) == isValid)
    }
}
