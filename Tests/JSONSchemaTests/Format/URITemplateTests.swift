import JSONSchema
import Testing

@Suite struct URITemplateTests {
    @Test(arguments: [
        ("", true), ("a", true), ("{a}", true), ("{+a}", true), ("{#a,b}", true), ("{?a,b*}", true),
        ("{&a:3}", true), ("{/a:1,b*}", true), ("{;a}", true), ("{.a.b}", true), ("{=a}", true),
        ("{!a}", true), ("{@a}", true), ("{|a}", true), ("{,a}", true), ("{%41b}", true),
        ("{a_b}", true), ("{1}", true), ("{_}", true), ("{a}{b}", true), ("x{a}y{b}z", true),
        ("{a:9999}", true), ("%41", true), ("ä", true), ("\u{E000}", true), ("'", true),
        ("{", false), ("}", false), ("{}", false), ("{+}", false), ("{a", false), ("a}", false),
        ("{a}}", false), ("{{a}}", false), ("{a,}", false), ("{a,,b}", false), ("{.}", false),
        ("{a.}", false), ("{a..b}", false), ("{..a}", false), ("{a:}", false), ("{a:0}", false),
        ("{a:01}", false), ("{a:12345}", false), ("{a:x}", false), ("{a*:3}", false),
        ("{a:3*}", false), ("{a**}", false), ("{*a}", false), ("{a b}", false), ("{a-b}", false),
        ("{ä}", false), ("{%4}", false), ("{++a}", false), ("{a+}", false), ("{$a}", false),
        ("%", false), ("%4", false), ("%zz", false), ("a b", false), ("<a>", false),
        ("\"", false), ("\\", false), ("^", false), ("`", false), ("|", false), ("a\n", false),
        ("\u{7F}", false), ("\0", false), ("\u{80}", false),
    ])
    func acceptsLiteralsAndExpressions(text: String, isValid: Bool) {
        #expect(Format.uriTemplate.accepts(text) == isValid)
    }
}
