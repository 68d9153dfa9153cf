import Testing

@testable import ConfigDocument

/// NEL, LS and PS break lines in YAML 1.1, and are content in YAML 1.2 (section 5.4).
struct YAMLLineBreakTests {
    /// A text with the character in place of `@`, and its only value; nil if it is not YAML.
    private static let rows: [(text: String, value: String?)] = [
        ("a: x # c@b: 1\n", "x"), ("a: x@y\n", "x@y"), ("a: x@  b: 1 # c\n", nil),
        ("a: 'x@y'\n", "x@y"), ("a: \"x@y\\n\"\n", "x@y\n"), ("a: |\n  x@y\n  z\n", "x@y\nz\n"),
        ("a: >\n  x@y\n  z\n", "x@y z\n"), ("{x@y: é@}", "é@"), ("# one\n\u{FEFF}a: x@y\n", "x@y"),
        // The stand-in that libyaml reads does not collide with an escape or an adjacent character.
        (
            "a: \"\\u0100\\uE000\\U0000E001@Ā\u{E000}\\N\\L\\P\"\n",
            "\u{100}\u{E000}\u{E001}@\u{100}\u{E000}\u{85}\u{2028}\u{2029}"
        ),
    ]

    @Test(arguments: ["\u{85}", "\u{2028}", "\u{2029}"], rows)
    func areContent(mark: String, row: (text: String, value: String?)) throws {
        let text = row.text.replacing("@", with: mark)
        let document = try? Document(parsing: text, as: .yaml)
        let value = document.flatMap { DocumentValue($0.root).object?.members.first?.value.string }
        #expect(value == row.value?.replacing("@", with: mark))
    }

    @Test func placesCountThemAsCharacters() throws {
        let text = "# \u{2028}c\na: \"x\u{85}y\"\nb: {c\u{2029}d: 1,  e: 2}\n"
        let document = try Document(parsing: text, as: .yaml)
        let place = try #require(document.root["b"]?["e"]).position
        #expect((place.line, place.column) == (3, 17))
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: text + "c: [\n", as: .yaml)
        }
        #expect(error?.position?.line == 5)
    }
}
