import ConfigDocument
import Testing

@testable import DocumentEditing

/// Members of TOML that are found under another path take their text and their comments along.
struct TOMLMoveTests {
    struct Example: Sendable {
        var moves: [MemberMove]
        var before: String
        var after: String

        init(_ moves: [(String, String)], _ before: String, _ after: String) {
            self.moves = moves.map { from, to in
                MemberMove(
                    from: DocumentPath(from),
                    to: DocumentPath(to)
                )
            }
            self.before = before
            self.after = after
        }
    }

    @Test(arguments: [
        Example([("a", "b")], "# about it\na = 0xff # 255\n", "# about it\nb = 0xff # 255\n"),
        Example([("a", "b c")], "a = 1\n", "\"b c\" = 1\n"),
        Example([("a", "b")], "'a' = 1\n\"c\" = 2\n", "'b' = 1\n\"c\" = 2\n"),
        Example([("a.b", "a.c")], "a.b = 1 # one\na.d = 2\n", "a.c = 1 # one\na.d = 2\n"),
        Example([("a", "z")], "a.b = 1 # one\na.d.e = 2\n", "z.b = 1 # one\nz.d.e = 2\n"),
        Example(
            [("a", "z")],
            "[a] # a\nx = 1\n[a.b]\n[c]\n[a.'d'.e]\n",
            "[z] # a\nx = 1\n[z.b]\n[c]\n[z.'d'.e]\n"
        ),
        Example(
            [("a.b", "a.z")],
            "[a.b]\nx.y = 1\n[[a.b.c]]\n[[a.b.c]]\n",
            "[a.z]\nx.y = 1\n[[a.z.c]]\n[[a.z.c]]\n"
        ),
        Example(
            [("p", "q")],
            "# one\n[[p]]\nn = 1\n\n# two\n[[p]]\nn = 2\n",
            "# one\n[[q]]\nn = 1\n\n# two\n[[q]]\nn = 2\n"
        ),
        Example([("t.x", "t.y")], "t = { x = 1, z = 2 } # t\n", "t = { y = 1, z = 2 } # t\n"),
        Example(
            [("a.b", "c.d")],
            "[a.b] # b\nx = 1\n[a.b.e]\n[a.f]\n",
            "[c.d] # b\nx = 1\n[c.d.e]\n[a.f]\n"
        ),
        Example(
            [("port", "server.port")],
            "# the port\nport = 80 # http\nname = \"x\"\n\n[server]\nhost = \"h\"\n",
            "name = \"x\"\n\n[server]\nhost = \"h\"\n# the port\nport = 80 # http\n"
        ),
        Example(
            [("port", "server.port"), ("host", "server.host")],
            "# the port\nport = 80\nhost = \"h\" # h\nname = \"x\"\n",
            "name = \"x\"\n\n[server]\n# the port\nport = 80\nhost = \"h\" # h\n"
        ),
        Example(
            [("server.port", "port")],
            "name = \"x\"\n\n[server]\n# the port\nport = 80\n\n[other]\n",
            "name = \"x\"\n# the port\nport = 80\n\n[other]\n"
        ),
    ])
    func membersTakeTheirTextAlong(example: Example) throws {
        let document = try Document(parsing: example.before, as: .toml)
        let intended = DocumentValue(try Document(parsing: example.after, as: .toml).root)
        let (result, lost) = try document.applying(intended, moving: example.moves)
        #expect(String(decoding: result.document.source, as: UTF8.self) == example.after)
        #expect(result.notes == [] && lost == [])
    }

    /// A value that cannot be moved in the text is rewritten, and the lost comments are listed.
    @Test func commentsThatFindNoPlaceAreNamed() throws {
        let document = try Document(parsing: "a.b = 1 # one\n", as: .toml)
        let moves = [MemberMove(from: ["a", "b"], to: ["c"])]
        let (result, lost) = try document.applying(["c": 1], moving: moves)
        #expect(DocumentValue(result.document.root) == ["c": 1])
        #expect(lost.map(\.column) == [9])
    }
}
