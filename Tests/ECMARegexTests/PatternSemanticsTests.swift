import ECMARegex
import Testing

/// The meaning of patterns: ECMA-262, section 22.2.2, with the flag `u`.
struct PatternSemanticsTests {
    @Test(arguments: anchors + dots + classes + escapes)
    func matchesLikeECMAScript(pattern: String, text: String, expected: Bool) throws {
        #expect(try Pattern(pattern).matches(text) == expected)
    }

    @Test(arguments: quantifiers + choices + boundaries)
    func repeatsAndChoosesLikeECMAScript(pattern: String, text: String, expected: Bool) throws {
        #expect(try Pattern(pattern).matches(text) == expected)
    }

    @Test(arguments: lookArounds + references + modifiers)
    func looksAroundLikeECMAScript(pattern: String, text: String, expected: Bool) throws {
        #expect(try Pattern(pattern).matches(text) == expected)
    }

    private static let anchors: [(String, String, Bool)] = [
        ("", "", true), ("", "anything", true), ("^", "a", true), ("$", "a", true),
        ("^$", "", true), ("^$", "a", false), ("^$", "\n", false),
        ("a", "bab", true), ("a", "bbb", false), ("^a", "ba", false), ("a$", "ab", false),
        ("^abc$", "abc", true), ("^abc$", "abc\n", false), ("abc$", "abc\n", false),
        ("^abc$", "\nabc", false), ("a^b", "ab", false), ("a$b", "ab", false),
        ("(?:^a|b)c", "ac", true), ("(?:^a|b)c", "xac", false), ("(?:^a|b)c", "xbc", true),
        ("a(?:$|b)", "a", true), ("a(?:$|b)", "ab", true), ("a(?:$|b)", "ac", false),
        ("^^a$$", "a", true), ("(^|,)x(,|$)", "a,x,b", true), ("(^|,)x(,|$)", "a,xb", false),
    ]

    private static let dots: [(String, String, Bool)] = [
        ("^.$", "a", true), ("^.$", "\n", false), ("^.$", "\r", false),
        ("^.$", "\u{2028}", false), ("^.$", "\u{2029}", false), ("^.$", "\u{85}", true),
        ("^.$", "\u{0B}", true), ("^.$", "é", true), ("^.$", "€", true), ("^.$", "😀", true),
        ("^.$", "e\u{301}", false), ("^..$", "e\u{301}", true), ("^.$", "👩‍👧", false),
        ("^.{2,3}$", "日本", true), ("^.{2,3}$", "日本語", true), ("^.{2,3}$", "日本語的", false),
        ("^.{2,3}$", "日", false), ("^.*$", "", true), ("^.*$", "a\nb", false),
        ("^.*$", "aaaaaaaaaaaaaaaaaaaa\u{2028}", false), ("^.*$", "aaaaaaaaaaaaaaa\u{2027}", true),
        ("^.*$", "aaaaaaa\u{2128}aaaaaaaaaaaaaa", true), (".*", "a\nb", true), ("^.*", "\n", true),
        ("^.+$", "", false), ("^.+", "\n", false), (#"^[\s\S]*$"#, "a\nb", true),
        (#"^[\s\S]{3}$"#, "a\nb", true), (#"^[\s\S]{3}$"#, "a\n", false), ("^[^]+$", "\n", true),
        (#"^.*\.md$"#, "a.md.md", true), (#"^.*\.md$"#, "a\n.md", false),
        (#".*\.md$"#, "a\n.md", true), (#"^.*\.[Pp][Yy]$"#, ".PY", true),
        (#"^.*\.[Pp][Yy]$"#, "py", false), ("^a.*b$", "ab", true), ("^a.*b$", "a", false),
        ("^ab.*ba$", "aba", false), ("^ab.*ba$", "abba", true),
    ]

    private static let classes: [(String, String, Bool)] = [
        ("^[abc]$", "b", true), ("^[abc]$", "d", false), ("^[^abc]$", "d", true),
        ("^[^abc]$", "\n", true), ("^[a-c-]$", "-", true), ("^[-a]$", "-", true),
        ("^[]$", "", false), ("[]", "a", false), ("[^]", "\n", true), ("^[a-z]+$", "abcé", false),
        (#"^[\]]$"#, "]", true), (#"^[\-a]$"#, "-", true), (#"^[\b]$"#, "\u{08}", true),
        ("^[[a]$", "[", true), ("^[.]$", "a", false), ("^[$^]$", "$", true), ("^[a^]$", "^", true),
        (#"^[a\-z]$"#, "m", false), ("^[😀-😂]$", "😁", true),
        ("^[😀-😂]$", "😃", false), ("^[^😀]$", "😀", false), ("^[é-€]$", "ñ", true),
        ("^[à-ÿ]+$", "éñ", true), (#"^[\w.-]+$"#, "a.b-c_1", true), ("^[^/]+$", "é/", false),
        ("^[^/]+$", "é€😀", true), (#"^[\u{1F600}-\u{1F64F}]$"#, "🙏", true),
        (#"^[\ud83d\ude00]$"#, "😀", true), (#"^[^\ud83d]$"#, "😀", true),
        (#"^[a-f\d]{4}$"#, "09af", true), ("^[A-z]$", "_", true), ("^[&&a]$", "&", true),
    ]

    private static let escapes: [(String, String, Bool)] = [
        (#"^\d$"#, "5", true), (#"^\d$"#, "٣", false), (#"^\D$"#, "٣", true),
        (#"^\w$"#, "_", true), (#"^\w$"#, "é", false), (#"^\W$"#, "é", true),
        (#"^\W$"#, "a", false),
        (#"^\s$"#, "\u{FEFF}", true), (#"^\s$"#, "\u{A0}", true), (#"^\s$"#, "\u{2003}", true),
        (#"^\s$"#, "\u{3000}", true), (#"^\s$"#, "\u{200B}", false), (#"^\s$"#, "\u{180E}", false),
        (#"^\s$"#, "\u{85}", false), (#"^\S$"#, "\u{85}", true),
        (#"^\s+$"#, "\t\n\u{0B}\u{0C}\r ", true),
        (#"^[^\s]+$"#, "a b", false), (#"^\t\n\v\f\r$"#, "\t\n\u{0B}\u{0C}\r", true),
        (#"^\cC$"#, "\u{03}", true), (#"^\cj$"#, "\n", true), (#"^\0$"#, "\0", true),
        (#"^\x41\u0042\u{43}\u{000044}$"#, "ABCD", true), (#"^\uD83D\uDE00$"#, "😀", true),
        (#"^\u{1F600}$"#, "😀", true), (#"\ud83d"#, "😀", false), (#"\ude00"#, "😀", false),
        (#"^\^\$\\\.\*\+\?\(\)\[\]\{\}\|\/$"#, #"^$\.*+?()[]{}|/"#, true),
        (#"\."#, "a", false), ("^😀*$", "😀😀", true), ("^😀{2}$", "😀😀", true),
        ("^😀?$", "\u{1F602}", false),
    ]

    private static let quantifiers: [(String, String, Bool)] = [
        ("^a*$", "", true), ("^a*$", "aaa", true), ("^a+$", "", false), ("^a?$", "aa", false),
        ("^a{2}$", "aa", true), ("^a{2}$", "aaa", false), ("^a{2,}$", "aaaaa", true),
        ("^a{2,}$", "a", false), ("^a{2,3}$", "aaaa", false), ("^a{0}$", "", true),
        ("^a{0}b$", "ab", false), ("a{0}", "b", true), ("^a*?$", "aa", true),
        ("^a+?b$", "aab", true),
        ("^a{1,2}?a$", "aaa", true), ("^(ab)*$", "abab", true), ("^(ab)*$", "aba", false),
        ("^(a|bc){2,3}$", "abca", true), ("^(a|bc){2,3}$", "a", false), ("^(a*)*$", "aaaa", true),
        ("^(a*)+b$", "aaab", true), ("^(?:a?){3}$", "aaaa", false), ("^(?:a?){3}$", "", true),
        ("^(a?b?)*$", "abba", true), ("^[a-c]{1,3}-?$", "abcc", false),
        ("^[a-c]{1,3}-?$", "ab-", true),
        ("^a*a$", "aaa", true), ("^[ab]*b[ab]$", "aabb", true), ("^[ab]*b[ab]$", "aaab", false),
        (#"^\d+\.\d+$"#, "1.", false), (#"^\d+\.\d+$"#, "10.25", true),
        (#"^\d{1,3}(\.\d{1,3}){3}$"#, "127.0.0.1", true),
        ("^a{1,255}$", String(repeating: "a", count: 255), true),
        ("^a{1,255}$", String(repeating: "a", count: 256), false),
        (#"^\p{L}{1,255}x$"#, String(repeating: "é", count: 255) + "x", true),
        (#"^\p{L}{1,255}x$"#, String(repeating: "é", count: 256) + "x", false),
        ("^x{99999999999999999999}$", "x", false), ("^x{0,99999999999999999999}$", "xx", true),
    ]

    private static let choices: [(String, String, Bool)] = [
        ("a|b", "xb", true), ("^a|b$", "ax", true), ("^a|b$", "xb", true), ("^a|b$", "xax", false),
        ("^(a|b)$", "b", true), ("^(a|b)$", "ab", false), ("^(|a)$", "", true), ("a||b", "", true),
        ("^(foo|foobar)$", "foobar", true), ("^(foo|foobar)$", "fooba", false),
        ("^in$|^out$", "in", true),
        ("^in$|^out$", "inout", false), ("^(in|ex)clude$", "exclude", true),
        ("^(|en|zh.*)$", "zh-CN", true),
        ("^(|en|zh.*)$", "e", false), ("^([Yy][Ee][Ss])$", "yEs", true),
        ("^([Yy][Ee][Ss])$", "yE", false),
        ("^$|^[A-Z][a-z]*$", "", true), ("^$|^[A-Z][a-z]*$", "aB", false), ("^(é|€|😀)$", "€", true),
        ("^(a|ab)(c|bcd)$", "abcd", true), ("(em|ex|ch)", "hex", true),
        ("^a(bc)?d?$", "abcd", true),
    ]

    private static let boundaries: [(String, String, Bool)] = [
        (#"\bcat\b"#, "a cat sat", true), (#"\bcat\b"#, "concat", false),
        (#"\bcat\b"#, "cat", true),
        (#"\Bcat"#, "concat", true), (#"\Bcat"#, "cat", false), (#"^\b"#, "a", true),
        (#"^\b"#, "", false),
        (#"\b^a"#, "a", true), (#"\b^a"#, "ba", false), ("$^", "", true), ("$^", "a", false),
        (#"^\B"#, "", true), (#"\b$"#, "a", true), (#"\b$"#, "a ", false), (#"a\b"#, "aé", true),
        (#"\bé"#, "é", false), (#"^a\B."#, "ab", true), (#"^a\B."#, "a-", false),
        (#"\b\b\ba"#, "a", true),
        (#"x*\b"#, "-", false), (#"(?:\b|-)a"#, "ba", false), (#"^(\w+\b ?)+$"#, "ab cd", true),
    ]

    private static let lookArounds: [(String, String, Bool)] = [
        ("^(?!foo)", "foobar", false), ("^(?!foo)", "barfoo", true), ("^(?!foo)bar$", "bar", true),
        (#"^(?=.*\d)(?=.*[a-z]).{8,}$"#, "abcdefg1", true),
        (#"^(?=.*\d)(?=.*[a-z]).{8,}$"#, "abcdefgh", false),
        (#"^(?=.*\d)(?=.*[a-z]).{8,}$"#, "abcde1", false), ("^(?!tag|category)$", "", true),
        ("^(?!(?:meta|local)$).*$", "meta", false), ("^(?!(?:meta|local)$).*$", "metal", true),
        ("foo(?=bar)", "foobar", true), ("foo(?=bar)", "foobaz", false),
        ("foo(?!bar)", "foobar foo", true),
        ("(?<=a)b", "ab", true), ("(?<=a)b", "cb", false), ("(?<!a)b", "ab", false),
        ("(?<!a)b", "b", true),
        (#"(?<=\d{2,})x"#, "a12x", true), (#"(?<=\d{2,})x"#, "a1x", false),
        ("(?<=^a)b", "ab", true),
        ("(?<=^a)b", "cab", false), ("^[a-z-]+(?<!-)$", "ab-", false),
        ("^[a-z-]+(?<!-)$", "a-b", true),
        ("(?=a(?!b))a", "ac", true), ("(?=a(?!b))a", "ab", false), ("(?<=(?<!x)a)b", "xab", false),
        ("(?<=(?<!x)a)b", "yab", true), ("^((?!ab).)*$", "xaxb", true),
        ("^((?!ab).)*$", "xabx", false),
        ("(?=)", "a", true), ("(?!)", "a", false), ("(?:(?=a)|b)c", "bc", true),
        ("(?<=😀)é", "😀é", true),
        ("^(?:(?!😀).){2}$", "é😀", false), ("(?=^)a", "ba", false), ("(?=a$)", "ba", true),
    ]

    private static let references: [(String, String, Bool)] = [
        (#"^(a+)-\1$"#, "aa-aa", true), (#"^(a+)-\1$"#, "aa-a", false),
        (#"^(?<q>["']).*\k<q>$"#, "'a'", true),
        (#"^(?<q>["']).*\k<q>$"#, "'a\"", false), (#"^\1(a)$"#, "a", true),
        (#"^(a\1)$"#, "a", true),
        (#"^(a)|\1b$"#, "b", true), (#"^(?:(a)|b)*\1$"#, "ab", true),
        (#"^(?:(a)|b)*\1$"#, "aba", false),
        (#"^(?:(a)|b)*\1$"#, "aa", true), (#"^(z)((a+)?(b+)?(c))*\4$"#, "zaacbbbcac", true),
        (#"(?<=(\w)\1)x"#, "aax", true), (#"(?<=\1(\w))x"#, "aax", true),
        (#"(?<=\1(\w))x"#, "abx", false),
        (#"^(?=(a+))\1b$"#, "aab", true), (#"^(?=(a+))a\1b$"#, "aab", false),
        (#"^(?!(a)b)\1a$"#, "a", true),
        (#"^(?:(?<x>a)|(?<x>b))\k<x>$"#, "bb", true), (#"^(?:(?<x>a)|(?<x>b))\k<x>$"#, "ab", false),
        (#"(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)\10"#, "abcdefghijj", true), (#"^(😀)\1$"#, "😀😀", true),
        (#"^(a*?)\1$"#, "aaaa", true), (#"^(a*?)\1$"#, "aaa", false),
        (#"^(?:(a|ab)(c|bcd)(d*))\2$"#, "abcdbcd", true),
    ]

    private static let modifiers: [(String, String, Bool)] = [
        ("^(?s:.)$", "\n", true), ("^(?s:(?-s:.))$", "\n", false), ("(?m:^b$)", "a\nb\nc", true),
        ("(?m:^b$)", "a\nbc", false), ("(?m:^b$)", "a\u{2028}b\r", true),
        ("(?m:(?-m:^b))", "a\nb", false),
        ("^(?i:straße)$", "STRAẞE", true), ("^(?i:k)$", "\u{212A}", true),
        ("^(?i:[^k])$", "K", false),
        (#"^(?i:\w)$"#, "ſ", true), (#"^(?i:\W)$"#, "ſ", false), ("^(?i:i)$", "İ", false),
        ("^(?i:ı)$", "I", false),
        (#"(?i:a\b)"#, "aſ", false), ("a(?i:b)c", "aBc", true), ("a(?i:b)c", "ABC", false),
        ("(?i:Σ)", "ς", true),
        ("(?i:(?-i:a)b)", "aB", true), ("(?i:(?-i:a)b)", "AB", false),
        (#"^(?i:\P{Lu})$"#, "A", true), ("(?ms:^.b)", "a\n\nb", true), ("(?-i:a)", "A", false),
    ]
}
