import Testing

@testable import ConfigDocument

/// The part of a string that reaches a terminal, a log or a report.
struct PrintedTextTests {
    @Test(arguments: [
        ("plain: text", "plain: text"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("host: ::1, fe80::1", "host: ::1, fe80::1"),
        ("## heading", "## heading"),
        ("κόσμε 漢字 é 👩‍👧", "κόσμε 漢字 é 👩‍👧"),
        ("a\u{1B}[31mb\r\u{7F}", "a\\u{1B}[31mb\\u{D}\\u{7F}"),
        ("\u{85}\u{2028}\u{2029}", "\\u{85}\\u{2028}\\u{2029}"),
        ("\u{202E}\u{2066}\u{200F}\u{61C}", "\\u{202E}\\u{2066}\\u{200F}\\u{61C}"),
        ("\u{200B}\u{2060}\u{FEFF}\u{AD}\u{E0041}", "\\u{200B}\\u{2060}\\u{FEFF}\\u{AD}\\u{E0041}"),
        ("\u{3164}\u{115F}", "\\u{3164}\\u{115F}"),
        ("::error file=x::forged", "\\u{3A}:error file=x::forged"),
        ("a\n  ::add-mask::x", "a\n  \\u{3A}:add-mask::x"),
        ("::stop-commands::x", "\\u{3A}:stop-commands::x"),
        ("a ::error::b", "a ::error::b"),
        ("a ##[error]b", "a \\u{23}#[error]b"),
        ("##vso[task.x]", "\\u{23}#vso[task.x]"),
    ])
    func outputIsWhatATerminalAndACISystemMayHave(text: String, shown: String) {
        #expect(printable(text) == shown)
        #expect(printable(shown) == shown, "what was escaped stays as it is")
    }

    @Test(arguments: [
        (#"{"a": "\#u{200D}"}"#, #"{"a": "\u200d"}"#),
        (#"{"a": "\#u{E0041}"}"#, #"{"a": "\udb40\udc41"}"#),
        ("{\"a\": \"##[error]\"}", "{\"a\": \"\\u0023#[error]\"}"),
    ])
    func jsonIsEscapedByItsOwnRules(text: String, shown: String) throws {
        #expect(printableJSON(text) == shown)
        let before = try Document(parsing: text, as: .json)
        let after = try Document(parsing: shown, as: .json)
        #expect(DocumentValue(before.root) == DocumentValue(after.root))
    }

    @Test(arguments: [
        ("port", "port"), ("größe-2.x", "größe-2.x"), ("", "\"\""), ("a b", "\"a b\""),
        ("a=b", "\"a=b\""), ("::error", "\"::error\""), ("a\nb", "\"a\\nb\""),
        ("\u{1B}[0m", "\"\\u{1B}[0m\""), ("a\u{200B}b", "\"a\\u{200B}b\""),
        ("\u{3164}", "\"\\u{3164}\""),
    ])
    func keysAreQuotedUnlessTheyArePlain(key: String, shown: String) {
        #expect(shownKey(key) == shown)
    }

    @Test(arguments: [
        ("config/http.yaml", "config/http.yaml"), ("my files/a (1).json", "my files/a (1).json"),
        ("::error::x.yaml", "\"::error::x.yaml\""), ("a\nb.yaml", "\"a\\nb.yaml\""),
        ("##[error]x.yaml", "\"##[error]x.yaml\""), (" a.yaml", "\" a.yaml\""),
    ])
    func namesAreQuotedWhereTheyCouldBeSomethingElse(name: String, shown: String) {
        #expect(shownName(name) == shown)
    }

    @Test func whatIsInvisibleIsEscapedInFilesToo() {
        let value = DocumentValue.string("a\u{3164}\u{2028}\u{202E}b")
        #expect(
            String(decoding: value.encoded(as: .json), as: UTF8.self)
                == "\"a\\u3164\\u2028\\u202eb\"\n"
        )
        #expect(
            String(decoding: value.encoded(as: .yaml), as: UTF8.self)
                == "\"a\\u3164\\u2028\\u202eb\"\n"
        )
    }

    @Test func errorsStayOnTheirLine() {
        let error = DocumentError(.syntax, file: "a\nb", message: "x\r\u{1B}y")
        #expect(error.description == "\"a\\nb\": error: x\\u{D}\\u{1B}y")
    }
}
