import ConfigDocument
import Testing

/// The rules of TOML 1.0 about keys and tables, one document each.
struct TOMLTableTests {
    @Test(arguments: [
        ("", "{}"),
        ("# only a comment", "{}"),
        ("\u{FEFF}a = 1", #"{"a":1}"#),
        ("\n\r\n\t \n", "{}"),
        ("a = 1\r\nb = 2\r\n", #"{"a":1,"b":2}"#),
        ("a=1#x\nb =2\n c= 3", #"{"a":1,"b":2,"c":3}"#),
        ("# é \t comment\na = 1 # ☃", #"{"a":1}"#),
        (
            "key = 1\nbare_key = 2\nbare-key = 3\n1234 = 4\n-_ = 5",
            #"{"key":1,"bare_key":2,"bare-key":3,"1234":4,"-_":5}"#
        ),
        ("\"127.0.0.1\" = 1\n'q \"u\"' = 2\n\"ʎǝʞ\" = 3", #"{"127.0.0.1":1,"q \"u\"":2,"ʎǝʞ":3}"#),
        ("\"\" = 1", #"{"":1}"#),
        ("\"\\u00e9\" = 1", #"{"é":1}"#),
        ("true = 1\ninf = 2\n1979-05-27 = 3", #"{"true":1,"inf":2,"1979-05-27":3}"#),
        ("a.b = 1\na.c = 2", #"{"a":{"b":1,"c":2}}"#),
        ("a . \"b.c\" . 'd' = 1", #"{"a":{"b.c":{"d":1}}}"#),
        ("a.b.c = 1\na.d = 2", #"{"a":{"b":{"c":1},"d":2}}"#),
        ("a.x = 1\nb.x = 2\na.y = 3", #"{"a":{"x":1,"y":3},"b":{"x":2}}"#),
        ("3.14 = \"pi\"", #"{"3":{"14":"pi"}}"#),
        ("[t]", #"{"t":{}}"#),
        ("[t]\na = 1\n[u]\na = 2", #"{"t":{"a":1},"u":{"a":2}}"#),
        ("[ a . b ]\nx = 1", #"{"a":{"b":{"x":1}}}"#),
        ("[a.\"b.c\".'d']", #"{"a":{"b.c":{"d":{}}}}"#),
        ("[x.y.z.w]\n[x]", #"{"x":{"y":{"z":{"w":{}}}}}"#),
        ("[a.b]\nx = 1\n[a]\ny = 2", #"{"a":{"b":{"x":1},"y":2}}"#),
        ("[a]\n[b]\n[a.c]\nx = 1", #"{"a":{"c":{"x":1}},"b":{}}"#),
        ("[a]\nx = 1\n[b]\ny = 2\n[a.c]\nz = 3", #"{"a":{"x":1,"c":{"z":3}},"b":{"y":2}}"#),
        ("a.b = 1\n[c]\na.b = 2", #"{"a":{"b":1},"c":{"a":{"b":2}}}"#),
        ("[a]\nb.c.d = 1\n[a.b.e]\nx = 2", #"{"a":{"b":{"c":{"d":1},"e":{"x":2}}}}"#),
        ("[a.b.c]\n[a]\nb.x = 1", #"{"a":{"b":{"c":{},"x":1}}}"#),
        ("[[p]]\nn = 1\n[[p]]\n[[p]]\nn = 3", #"{"p":[{"n":1},{},{"n":3}]}"#),
        ("[[p]]\n[p.q]\nx = 1\n[[p]]\n[p.q]\nx = 2", #"{"p":[{"q":{"x":1}},{"q":{"x":2}}]}"#),
        (
            "[[p]]\n[[p.v]]\nx = 1\n[[p.v]]\nx = 2\n[[p]]\n[[p.v]]\nx = 3",
            #"{"p":[{"v":[{"x":1},{"x":2}]},{"v":[{"x":3}]}]}"#
        ),
        ("[[a.b]]\n[a]\nx = 1", #"{"a":{"b":[{}],"x":1}}"#),
        ("[[a.b.c]]\nx = 1\n[a.b.d]", #"{"a":{"b":{"c":[{"x":1}],"d":{}}}}"#),
        ("[[p]]\nq.r = 1\nq.s = 2", #"{"p":[{"q":{"r":1,"s":2}}]}"#),
        ("[[p]]\nx = { y = [1] }\n[z]\n[[p]]", #"{"p":[{"x":{"y":[1]}},{}],"z":{}}"#),
        ("[a] # comment\nx = 1 # comment", #"{"a":{"x":1}}"#),
        ("[[ a ]] # comment", #"{"a":[{}]}"#),
        ("A = 1\na = 2", #"{"A":1,"a":2}"#),
    ])
    func readsTables(toml: String, json: String) throws {
        let document = try Document(parsing: toml, as: .toml)
        #expect(
            String(decoding: JSONEmitter(indent: nil).emit(document.root), as: UTF8.self) == json
        )
    }

    @Test func aDocumentWithoutContentIsAnEmptyConfiguration() throws {
        let document = try Document(parsing: "# nothing\n", as: .toml)
        #expect(document.root.isObject && document.configuration.root.count == 0)
    }

    /// Twice as much takes some twice as long, whatever makes it much.
    @Test(
        arguments: [
            { "key\($0) = 1" }, { "[a\($0).b.c]\nx = 1" }, { _ in "[[a]]\nx = 1" },
            { "a.b.c\($0).d = 1" }, { "[a.b.c\($0)]" }, { "[[a]]\n[a.b\($0)]" },
            // Keys of one hash: the first word of such a key does not change it.
            { "\(collision($0)) = 1" },
        ] as [@Sendable (Int) -> String]
    )
    func readsManyTablesInTime(line: @Sendable (Int) -> String) throws {
        let text = (0..<40_000).map(line).joined(separator: "\n")
        let clock = ContinuousClock()
        let time = try clock.measure { _ = try Document(parsing: text, as: .toml) }
        #expect(time < .seconds(20))
    }

    /// A key of 24 bytes whose hash is that of all others from here.
    private static func collision(_ number: Int) -> String {
        let digits = String(number + 1_000_000)
        return "k\(digits)________________"
    }

    @Test func limitsDepthAndSize() throws {
        func depth(_ text: String, _ limit: Int) -> DocumentError? {
            var options = ReadingOptions()
            options.maxDepth = limit
            do throws(DocumentError) {
                _ = try Document(parsing: text, as: .toml, options: options)
                return nil
            } catch {
                return error
            }
        }
        for text in ["a.b.c = 1", "[a.b.c]", "a = [[[1]]]", "a = { b = { c = {} } }", "[[a.b]]"] {
            let needed = (1...6).first { depth(text, $0) == nil }
            #expect(needed == (text == "a.b.c = 1" ? 3 : 4), "\(text)")
            #expect(depth(text, 2)?.reason == .depth)
        }
        let nested = String(repeating: "[", count: 100_000)
        #expect(depth("a = \(nested)", 128)?.reason == .depth)
        #expect(depth("a = \(String(repeating: "{a=", count: 100_000))", 128)?.reason == .depth)
        #expect(depth("[\(String(repeating: "a.", count: 100_000))a]", 128)?.reason == .depth)
        var options = ReadingOptions()
        options.maxBytes = 3
        let tooLong = #expect(throws: DocumentError.self) {
            try Document(parsing: "a = 1", as: .toml, options: options)
        }
        #expect(tooLong?.reason == .size)
    }
}
