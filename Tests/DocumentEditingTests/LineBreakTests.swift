import ConfigDocument
import DocumentEditing
import Testing

/// Line breaks of YAML 1.1 that are content in YAML 1.2.
struct LineBreakTests {
    @Test func anEditKeepsThemAsContent() throws {
        let text = "a: x\u{85}y # \u{2028}one\nb: 1 # two\u{2029}\nc: |\n  p\u{2028}q\n"
        let document = try Document(parsing: text, as: .yaml)
        let result = try document.setting(2, at: ["b"])
        #expect(
            String(decoding: result.document.source, as: UTF8.self)
                == text.replacing("b: 1", with: "b: 2")
        )
        let appended = try document.setting("z", at: ["d"])
        #expect(String(decoding: appended.document.source, as: UTF8.self) == text + "d: z\n")
    }
}
