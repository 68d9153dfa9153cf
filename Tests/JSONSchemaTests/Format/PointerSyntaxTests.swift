import JSONSchema
import Testing

@Suite struct PointerSyntaxTests {
    @Test(arguments: [
        ("", true), ("/", true), ("//", true), ("/a/0/-", true), ("/~0~1", true), ("/ä/😀", true),
        ("/\0", true), ("/\n", true), ("/a b", true), ("/%", true), ("/\"\\", true),
        ("a", false), ("#", false), ("#/a", false), ("/~", false), ("/~2", false), ("/a~/b", false),
        ("/~~0", false), ("/~\u{660}", false), (" /a", false), ("~0", false),
    ])
    func acceptsPointers(text: String, isValid: Bool) {
        #expect(Format.jsonPointer.accepts(text) == isValid)
        #expect(Format.relativeJSONPointer.accepts("0" + text) == isValid || text == "#")
    }

    @Test(arguments: [
        ("0", true), ("1/a", true), ("10#", true), ("0#", true), ("0-1/a", true), ("2+10#", true),
        ("1-1", true), ("", false), ("#", false), ("/a", false), ("00", false), ("01/a", false),
        ("0##", false), ("0#/a", false), ("-1/a", false), ("+1", false), ("0+", false),
        ("0+0", false), ("0+01", false), ("0-/a", false), ("0+1+1", false), ("1a", false),
        ("1~0", false), ("1/~", false), ("١/a", false), (" 1", false), ("1.5", false),
    ])
    func acceptsRelativePointers(text: String, isValid: Bool) {
        #expect(Format.relativeJSONPointer.accepts(text) == isValid)
    }
}
