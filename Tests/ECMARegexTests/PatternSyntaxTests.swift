import ECMARegex
import Testing

/// Valid and invalid patterns, with the messages for the latter.
struct PatternSyntaxTests {
    @Test(arguments: messages)
    func refusesWithPlaceAndAdvice(pattern: String, offset: Int, message: String) {
        #expect(throws: PatternError(message, at: offset)) { try Pattern(pattern) }
    }

    private static let messages: [(String, Int, String)] = [
        ("a(b", 1, #"this group is never closed; add `)`, or write `\(` for a parenthesis"#),
        ("ab)", 2, #"this `)` closes no group; write `\)` for a parenthesis"#),
        ("é[ab", 2, #"this class is never closed; add `]`, or write `\[` for a bracket"#),
        ("a]", 1, #"a literal `]` must be written `\]`"#),
        ("a}", 1, #"a literal `}` must be written `\}`"#),
        ("{", 0, #"a literal `{` must be written `\{`"#),
        (
            "a{,3}", 1,
            #"`{` opens no quantifier such as `{2}`, `{2,}` or `{2,4}` here; write `\{` for a brace"#
        ),
        (
            "*a", 0,
            #"`*` follows nothing that can be repeated; write `\*` for the character, or group what is to be repeated"#
        ),
        ("a++", 2, "possessive repetitions are not part of ECMAScript; remove this `+`"),
        ("a{2}+", 4, "possessive repetitions are not part of ECMAScript; remove this `+`"),
        ("a{3,2}", 1, "the counts are out of order; write the smaller one first"),
        ("[z-a]", 1, #"the range is out of order; swap its ends, or write `\-` for a hyphen"#),
        (#"[\w-.]"#, 1, #"a range cannot start or end with a set; write `\-` for a hyphen"#),
        (#"a\-b"#, 1, #"`\-` is not an escape in Unicode mode; write `-` alone"#),
        (#"\""#, 0, #"`\"` is not an escape in Unicode mode; write `"` alone"#),
        (
            #"\Aa\Z"#, 0,
            #"`\A` is not an escape in Unicode mode; write `^` for the start of the text"#
        ),
        (#"\é"#, 0, #"`\é` is not an escape in Unicode mode; write `é` alone"#),
        (#"a\"#, 1, #"the pattern ends in a backslash; write `\\` for one"#),
        (#"(a)\2"#, 3, #"`\2` refers to a group that does not exist; there is 1 group"#),
        (
            #"\01"#, 0,
            #"octal escapes are not allowed; write the number in hexadecimal, as in `\x0A`"#
        ),
        (#"\xZ1"#, 0, #"`\x` needs two hexadecimal digits"#),
        (#"\u12"#, 0, #"`\u` needs four hexadecimal digits, or up to 10FFFF in braces"#),
        (#"\u{110000}"#, 0, #"`\u` needs four hexadecimal digits, or up to 10FFFF in braces"#),
        (#"\c1"#, 0, #"`\c` needs a letter, as in `\cJ` for a line feed"#),
        (#"\pL"#, 0, #"a property must be named in braces, as in `\p{Letter}`"#),
        (
            #"\p{letter}"#, 0,
            #"ECMAScript has no property `letter`; write a category (`\p{Lu}`), a binary property (`\p{Alphabetic}`) or a script (`\p{Script=Greek}`), spelled exactly like that"#
        ),
        (#"\k<a>(?<b>x)"#, 0, "no group is named `a`; name one `(?<a>…)`"),
        (#"(?<a>)\k"#, 6, #"`\k` must be followed by a name, as in `\k<name>`"#),
        ("(?<1a>x)", 3, "a group name must be an identifier, closed by `>`, as in `(?<name>…)`"),
        (
            "(?<a>x)(?<a>y)", 7,
            "the group name `a` is taken; only different alternatives may share one"
        ),
        (
            "(?P<a>x)", 0,
            "ECMAScript has no group of this kind; write `(?<name>…)` for a named group"
        ),
        (
            #"(?i:(a)\1)"#, 7,
            "a back-reference under the modifier `i` is not supported; write it outside of `(?i:…)`"
        ),
        ("x(a{1000}){1000}", 10, "the repetition makes the pattern too large; lower its counts"),
    ]

    @Test(arguments: [
        "a**", "a+?+", "(?=a)*", "^*", #"\b+"#, "(", "(?", "(?<", "(?<a", "(?<a>", "[", "[^", "a|*",
        "(?i)abc", "(?#comment)a", "(?>a)", "(?ims)abc", "(?m-m:a)", "(?-:a)", "(?mm:a)", "(?P=n)a",
        #"[\d-z]"#, #"[a-\d]"#, #"[\B]"#, #"[\1]"#, #"[\k<a>]"#, #"\a"#, #"\_"#, #"\ "#,
        #"\p{Foo=L}"#,
        #"\p{Script=Foo}"#, #"\p{}"#, #"\P"#, #"\p{ L}"#, #"\p{InGreek}"#, #"\u{}"#, #"\u{ 1}"#,
        "a{1", "a{1,",
        "a{a}", "a{2}{3}", #"\1"#, #"(?<a>x)\k<b>"#, "^(abc]", #"\8"#, #"[\c1]"#, "(?<a>(?<a>x))",
        "(?:(?<a>x)|y)(?<a>z)",
    ])
    func refuses(pattern: String) {
        #expect(throws: PatternError.self) { try Pattern(pattern) }
    }

    @Test(arguments: [
        "", "|", "(|)", "()", "(?:)", "[]", "[^]", "[-]", "[a-]", "[--a]", "a{0}", "a{0,0}",
        "a{1,1}?",
        #"\k<a>(?<a>x)"#, #"(?<$>x)\k<$>"#, #"(?<ünï>x)"#, #"(?<a\u{62}>x)\k<ab>"#,
        "(?<a>x)|(?<a>y)",
        #"\u{0}"#, #"\ud83d"#, #"[\ud83d-\udfff]"#, "(?<=a+)b", "(?<!a|bc)d", #"\/"#, #"[\/\-\^]"#,
        #"\p{General_Category=Uppercase_Letter}\p{gc=Lu}\p{Lu}\P{L}\p{sc=Grek}\p{scx=Latin}"#,
        #"(\2)(a)"#, "(?m:a)", "(?s-m:a)", "a{10,10}", "[[:alpha:a]",
    ])
    func accepts(pattern: String) {
        #expect(throws: Never.self) { try Pattern(pattern) }
    }

    @Test(arguments: lenient)
    func takesWhatBrowsersTakeWhenAsked(pattern: String, text: String, expected: Bool) throws {
        #expect(throws: PatternError.self) { try Pattern(pattern) }
        #expect(try Pattern(pattern, leniency: .annexB).matches(text) == expected)
    }

    private static let lenient: [(String, String, Bool)] = [
        (#"^a\-b$"#, "a-b", true), (#"^\_\"$"#, "_\"", true), (#"^[\w-.]+$"#, "a-b.c", true),
        (#"^[\w-.]+$"#, "a+", false), ("^a]$", "a]", true), ("^a}$", "a}", true),
        ("^{a$", "{a", true),
        ("^a{,2}$", "a{,2}", true), ("^a{2$", "a{2", true), (#"^\xg$"#, "xg", true),
        (#"^\u1$"#, "u1", true),
        (#"^\pL$"#, "pL", true), (#"^\k$"#, "k", true), (#"^\1$"#, "\u{01}", true),
        (#"^\012$"#, "\n", true),
        (#"^\8$"#, "8", true), (#"^\400$"#, " 0", true), (#"^\c1$"#, #"\c1"#, true),
        (#"^[\c1]$"#, "\u{11}", true),
        ("^(?=a)*a$", "a", true), ("^(?!a)?a$", "a", true), (#"^\a$"#, "a", true),
        (#"^\é$"#, "é", true),
    ]

    @Test(arguments: [
        "(", ")", "[", "*", "a**", "a{3,2}", "(?<a>x)(?<a>x)", "[z-a]", #"\"#, "(?<=a)*",
    ])
    func refusesWhatBrowsersRefuseToo(pattern: String) {
        #expect(throws: PatternError.self) { try Pattern(pattern, leniency: .annexB) }
    }

    @Test func limitsTheDepthOfGroups() throws {
        let deep = String(repeating: "(", count: 250) + "a" + String(repeating: ")", count: 250)
        #expect(try Pattern(deep).matches("a"))
        #expect(throws: PatternError("groups are nested more than 250 deep", at: 250)) {
            try Pattern("(\(deep))")
        }
    }
}
