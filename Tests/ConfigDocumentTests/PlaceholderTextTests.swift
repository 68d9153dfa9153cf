import Testing

@testable import ConfigDocument

struct PlaceholderTextTests {
    typealias Part = PlaceholderText.Part

    private static func env(_ name: String, _ fallback: String? = nil) -> Part {
        .placeholder(.init(kind: .env, argument: name, fallback: fallback))
    }

    @Test(
        arguments: [
            ("plain", [.literal("plain")]),
            ("${env:A}", [env("A")]),
            ("a ${env:A} b", [.literal("a "), env("A"), .literal(" b")]),
            ("${env:A:-x}", [env("A", "x")]),
            ("${env:A:-}", [env("A", "")]),
            ("${env:A:-${env:B}}c", [env("A", "${env:B}"), .literal("c")]),
            ("${env:A:-{x}}", [env("A", "{x"), .literal("}")]),
            ("${file:/run/x}", [.placeholder(.init(kind: .file, argument: "/run/x"))]),
            ("${ref:/a/b}", [.placeholder(.init(kind: .ref, argument: "/a/b"))]),
            ("$${env:A}", [.literal("${env:A}")]),
            ("$$", [.literal("$$")]),
            ("${other} ${{ matrix.os }} $HOME", [.literal("${other} ${{ matrix.os }} $HOME")]),
            ("${env:A", [.unclosed("${env:")]),
            ("é${env:É}", [.literal("é"), env("É")]),
            ("", []),
        ] as [(String, [Part])]
    )
    func isTakenApart(text: String, parts: [Part]) {
        #expect(PlaceholderText(text).parts == parts)
    }

    @Test(arguments: [
        ("$", false), ("{", false), ("a${", true), ("$ {", false), ("$${x", true),
    ])
    func whatCannotHoldOneIsSeenAtOnce(text: String, may: Bool) {
        #expect(PlaceholderText.mayBe(in: text) == may)
    }
}
