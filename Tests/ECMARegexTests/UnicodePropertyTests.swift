import ECMARegex
import Testing

/// `\p{…}`: names, and members on both sides of each border.
struct UnicodePropertyTests {
    @Test(arguments: [
        ("L", "aÉ日", "1_ "), ("Letter", "ß", "²"), ("Lu", "AÉΩ", "aß"),
        ("Lowercase_Letter", "aß", "A"), ("Lt", "ǅ", "Ǆ"),
        ("LC", "aAǅ", "日"), ("M", "\u{301}\u{903}", "a"), ("Combining_Mark", "\u{20DD}", "a"),
        ("Nd", "0٣", "Ⅷ"), ("digit", "৪", "½"),
        ("N", "½Ⅷ7", "x"), ("punct", "!_«", "+"), ("Pc", "_‿", "-"), ("S", "+€^©", "!"),
        ("Sc", "€$", "+"), ("Z", " \u{2028}\u{2029}\u{3000}", "\n"),
        ("Cc", "\n\u{7F}", "a"), ("cntrl", "\u{0}", " "), ("Cf", "\u{FEFF}\u{200D}", "a"),
        ("Co", "\u{E000}\u{10FFFD}", "a"),
        ("Cn", "\u{378}\u{10FFFF}", "a"), ("C", "\u{AD}\u{378}", "a"), ("gc=Lu", "A", "a"),
        ("General_Category=Uppercase_Letter", "A", "a"),
        ("Any", "a\u{10FFFF}", ""), ("ASCII", "\u{0}\u{7F}", "\u{80}"),
        ("Assigned", "a\u{E000}", "\u{378}"), ("Alphabetic", "aⅧ日", "1"),
        ("Alpha", "ª", "-"), ("Uppercase", "AⅧ", "aⅷ"), ("Lower", "aª", "A"),
        ("White_Space", " \u{85}\u{3000}", "\u{FEFF}"), ("space", "\t", "_"),
        ("ID_Start", "a℘", "1_"), ("ID_Continue", "a1_\u{301}", "-"), ("XIDS", "a", "1"),
        ("XID_Continue", "·", " "),
        ("Emoji", "😀#1", "a"), ("Emoji_Presentation", "😀", "☺"),
        ("Emoji_Modifier", "\u{1F3FD}", "😀"), ("EBase", "👋", "😀"),
        ("Emoji_Component", "#\u{FE0F}\u{1F1E6}", "a"),
        ("Extended_Pictographic", "©😀\u{1FFFD}", "#\u{1F1E6}"), ("RI", "\u{1F1FF}", "😀"),
        ("Hex_Digit", "fＦ", "g"), ("AHex", "f", "Ｆ"), ("Dash", "-–", "_"),
        ("Ideographic", "日〇", "あ"), ("Math", "+∑", "a"),
        ("Script=Latin", "aÉªﬀ", "αя1"), ("sc=Grek", "αΩ", "a"), ("Script=Cyrillic", "яЖ", "R"),
        ("Script=Han", "日〇", "あ"),
        ("sc=Hira", "あ", "ア"), ("sc=Kana", "ア", "あー"), ("scx=Kana", "アー", "あ"),
        ("scx=Hira", "あー", "ア"), ("sc=Arab", "ع", "א،"), ("scx=Arab", "ع،", "א"),
        ("sc=Hebr", "א", "ع"), ("sc=Thai", "ไ", "a"), ("sc=Hang", "한", "日"), ("sc=Deva", "ह", "a"),
        ("sc=Zyyy", "1 😀", "a"),
        ("Script=Inherited", "\u{301}", "a"), ("scx=Qaai", "\u{30F}", "\u{301}"),
        ("Script=Unknown", "\u{378}\u{E000}", "a"), ("scx=Beng", "ক।", "a"),
    ])
    func hasTheMembersOfUnicode(name: String, members: String, others: String) throws {
        #expect(try Pattern("^\\p{\(name)}+$").matches(members))
        for character in others.unicodeScalars {
            #expect(try !Pattern("\\p{\(name)}").matches(String(character)), "\(character.value)")
            #expect(try Pattern("^[^\\p{\(name)}]\\P{\(name)}?$").matches(String(character)))
        }
    }

    @Test(arguments: [
        "l", "letter", "LATIN", "Latin", "Greek", "IsGreek", "gc", "gc=", "=L", "sc=",
        "Script=greek", "Block=Latin", "ascii",
        "Emoji_Sequence", "RGI_Emoji", "L ", "Lu,Ll", "gc=Alphabetic", "Other_Alphabetic",
        "Script=Katakana_Or_Hiragana",
    ])
    func refusesOtherNames(name: String) {
        #expect(throws: PatternError.self) { try Pattern("\\p{\(name)}") }
    }
}
