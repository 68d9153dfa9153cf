import ConfigDocument
import Testing

/// Documents that TOML 1.0 does not allow, each with its place and a repair. No message quotes more than one
/// character of the text.
struct TOMLFaultTests {
    @Test(arguments: statements + values + tables)
    func reportsFaultsAtTheirPlace(text: String, message: String) {
        let error = #expect(throws: DocumentError.self) {
            try Document(parsing: text, as: .toml, named: "a")
        }
        #expect(
            error.map { "\($0.position?.line ?? 0):\($0.position?.column ?? 0): \($0.message)" }
                == message
        )
    }

    @Test(
        arguments: [
            ([0x61, 0x3D, 0x22, 0xFF, 0x22], 4), ([0x23, 0xC0, 0x80], 2),
            ([0x61, 0x3D, 0x27, 0xED, 0xA0, 0x80, 0x27], 4),
        ] as [([UInt8], Int)]
    )
    func refusesBytesThatAreNotUTF8(bytes: [UInt8], column: Int) {
        let error = #expect(throws: DocumentError.self) { try Document(parsing: bytes, as: .toml) }
        #expect(error?.reason == .encoding && error?.position?.column == column)
    }

    @Test(arguments: [
        "a = \"\u{1}\"", "a = \"\u{7F}\"", "a = '\u{0}'", "a = '''\u{8}'''",
        "a = \"\"\"\u{1F}\"\"\"",
        "# \u{1}", "# \u{7F}", "a = 1 # \u{0}", "\u{0}", "a\u{0} = 1", "a = 1\r", "a = \"x\ry\"",
        "a = '''x\ry'''", "# x\ry", "a = [1,\r2]", "\u{B}", "a = 1 \u{C}",
    ])
    func refusesControlCharacters(text: String) {
        let error = #expect(throws: DocumentError.self) { try Document(parsing: text, as: .toml) }
        #expect(error?.reason == .syntax)
    }

    private static let statements: [(String, String)] = [
        ("= 1", "1:1: a key is missing before the '='"),
        ("a", #"1:1: a key without '=' after it; write "key = value""#),
        ("a =", #"1:4: a key without a value; write "" for an empty string"#),
        ("a = # nothing", #"1:5: a key without a value; write "" for an empty string"#),
        ("a = 1 b = 2", "1:7: found 'b' after the value; start the next key on a line of its own"),
        (
            "a = 1, b = 2",
            "1:6: a ',' after the value; only items within [] and {} are separated by commas"
        ),
        ("a = 1;", "1:6: a ';' after the value; remove it"),
        ("a: 1", #"1:2: ':' where '=' should be; write "key = value""#),
        (
            "a 1",
            "1:3: found '1' where '=' should be; put a key in quotes if it has other characters than letters, digits, '_' and '-'"
        ),
        (
            "a b = 1",
            "1:3: found 'b' where '=' should be; put a key in quotes if it has other characters than letters, digits, '_' and '-'"
        ),
        ("a. = 1", "1:4: a key is missing before the '='"),
        (".a = 1", "1:1: found '.' where a key should be"),
        ("a..b = 1", "1:3: found '.' where a key should be"),
        (
            "é = 1",
            "1:1: found a character beyond ASCII where a key should be; put a key in quotes if it has other characters than letters, digits, '_' and '-'"
        ),
        (
            "a/b = 1",
            "1:2: found '/' where '=' should be; put a key in quotes if it has other characters than letters, digits, '_' and '-'"
        ),
        (
            #""a = 1"#,
            "1:1: the string has no closing quote on its line; use three quotes for several lines"
        ),
        (
            "\"\"\"a\"\"\" = 1",
            "1:1: a key cannot be a string of several lines; use one quote at each end"
        ),
        (
            "'a",
            "1:1: the string has no closing quote on its line; use three quotes for several lines"
        ),
    ]

    private static let values: [(String, String)] = [
        ("a = hello", "1:5: found 'h' where a value should be; put text in quotes"),
        ("a = hello world", "1:5: found 'h' where a value should be; put text in quotes"),
        ("a = yes", "1:5: found 'y' where a value should be; put text in quotes"),
        ("a = True", "1:5: a Boolean in capital letters; write true or false"),
        ("a = null", "1:5: TOML has no null; remove the key"),
        ("a = nil", "1:5: TOML has no null; remove the key"),
        ("a = None", "1:5: TOML has no null; remove the key"),
        ("a = inf", "1:5: inf has no JSON value; quote it if you mean a string"),
        ("a = -inf", "1:5: -inf has no JSON value; quote it if you mean a string"),
        ("a = +nan", "1:5: +nan has no JSON value; quote it if you mean a string"),
        ("a = 01", "1:5: a number must not start with 0"),
        ("a = -01", "1:5: a number must not start with 0"),
        ("a = 00", "1:5: a number must not start with 0"),
        ("a = 0_0", "1:5: a number must not start with 0"),
        ("a = 1_", "1:6: an underscore in a number must stand between two digits"),
        ("a = 1__0", "1:6: an underscore in a number must stand between two digits"),
        ("a = _1", "1:5: found '_' where a value should be; put text in quotes"),
        ("a = 1_.5", "1:6: an underscore in a number must stand between two digits"),
        ("a = 1._5", "1:6: a number needs a digit after its '.'"),
        ("a = 1.5_", "1:8: an underscore in a number must stand between two digits"),
        ("a = 1e_5", "1:6: a number needs a digit in its exponent"),
        ("a = .5", "1:5: a number needs a digit before its '.'"),
        ("a = 5.", "1:6: a number needs a digit after its '.'"),
        ("a = 5.e3", "1:6: a number needs a digit after its '.'"),
        ("a = -.5", "1:6: a number needs a digit before its '.'"),
        ("a = 1e", "1:6: a number needs a digit in its exponent"),
        ("a = 1.2.3", "1:8: found '.' in a number; put text in quotes"),
        ("a = 1e5.0", "1:8: found '.' in a number; put text in quotes"),
        ("a = 0x", "1:5: a number needs a digit after its prefix"),
        ("a = 0xG", "1:5: a number needs a digit after its prefix"),
        ("a = 0x_1", "1:7: an underscore in a number must stand between two digits"),
        ("a = 0x1_", "1:8: an underscore in a number must stand between two digits"),
        ("a = 0X1", "1:6: found 'X' in a number; put text in quotes"),
        ("a = 0b2", "1:5: a number needs a digit after its prefix"),
        ("a = 0o8", "1:5: a number needs a digit after its prefix"),
        (
            "a = -0x1",
            "1:5: a sign before a number in hexadecimal digits; write it in decimal digits"
        ),
        (
            "a = 0xFFFFFFFFFFFFFFFFFF",
            "1:5: a number in hexadecimal digits beyond 9223372036854775807; write it in decimal digits"
        ),
        ("a = 12ab", "1:7: found 'a' in a number; put text in quotes"),
        ("a = -", "1:5: a number needs a digit after its sign; put text in quotes"),
        ("a = + 1", "1:5: a number needs a digit after its sign; put text in quotes"),
        (
            "a = 1979-13-01",
            "1:5: not a calendar date; write year, month and day as in 2006-01-02"
        ),
        (
            "a = 1979-00-01",
            "1:5: not a calendar date; write year, month and day as in 2006-01-02"
        ),
        (
            "a = 2021-02-29",
            "1:5: not a calendar date; write year, month and day as in 2006-01-02"
        ),
        (
            "a = 1900-02-29",
            "1:5: not a calendar date; write year, month and day as in 2006-01-02"
        ),
        (
            "a = 1979-05-32",
            "1:5: not a calendar date; write year, month and day as in 2006-01-02"
        ),
        (
            "a = 1979-5-27",
            "1:5: not a calendar date; write year, month and day as in 2006-01-02"
        ),
        ("a = 79-05-27", "1:7: found '-' in a number; put text in quotes"),
        (
            "a = 1979-05-27T",
            "1:5: not a time of day; write hour, minute and second as in 15:04:05, and after a date an offset such as Z or +01:00 if it is known"
        ),
        (
            "a = 1979-05-27T24:00:00",
            "1:5: not a time of day; write hour, minute and second as in 15:04:05, and after a date an offset such as Z or +01:00 if it is known"
        ),
        (
            "a = 1979-05-27T07:60:00",
            "1:5: not a time of day; write hour, minute and second as in 15:04:05, and after a date an offset such as Z or +01:00 if it is known"
        ),
        (
            "a = 1979-05-27T07:32:61",
            "1:5: not a time of day; write hour, minute and second as in 15:04:05, and after a date an offset such as Z or +01:00 if it is known"
        ),
        (
            "a = 1979-05-27T07:32",
            "1:5: not a time of day; write hour, minute and second as in 15:04:05, and after a date an offset such as Z or +01:00 if it is known"
        ),
        (
            "a = 1979-05-27T07:32:00.",
            "1:5: not a time of day; write hour, minute and second as in 15:04:05, and after a date an offset such as Z or +01:00 if it is known"
        ),
        (
            "a = 1979-05-27T07:32:00+7:00",
            "1:5: not a time of day; write hour, minute and second as in 15:04:05, and after a date an offset such as Z or +01:00 if it is known"
        ),
        (
            "a = 1979-05-27T07:32:00+24:00",
            "1:5: not a time of day; write hour, minute and second as in 15:04:05, and after a date an offset such as Z or +01:00 if it is known"
        ),
        (
            "a = 1979-05-27x",
            "1:15: found 'x' after a date or time; put the value in quotes if it is text"
        ),
        (
            "a = 07:32",
            "1:5: not a time of day; write hour, minute and second as in 15:04:05, and after a date an offset such as Z or +01:00 if it is known"
        ),
        ("a = 7:32:00", "1:6: found ':' after the value; start the next key on a line of its own"),
        (
            "a = 07:32:00Z",
            "1:13: found 'Z' after a date or time; put the value in quotes if it is text"
        ),
        (#"a = "\q""#, "1:6: an unknown escape; write \\\\ for a backslash, or use single quotes"),
        (
            #"a = "\x41""#,
            "1:6: an unknown escape; write \\\\ for a backslash, or use single quotes"
        ),
        (#"a = "\e""#, "1:6: an unknown escape; write \\\\ for a backslash, or use single quotes"),
        (#"a = "\u12""#, "1:6: \\u needs four hexadecimal digits"),
        (#"a = "\U0001F60""#, "1:6: \\U needs eight hexadecimal digits"),
        (#"a = "\ud800""#, "1:6: no character has this code"),
        (#"a = "\U00110000""#, "1:6: no character has this code"),
        (
            #"a = "open"#,
            "1:5: the string has no closing quote on its line; use three quotes for several lines"
        ),
        (
            "a = 'open",
            "1:5: the string has no closing quote on its line; use three quotes for several lines"
        ),
        ("a = \"\"\"open", "1:5: the string has no closing quotes"),
        ("a = '''open", "1:5: the string has no closing quotes"),
        (
            "a = \"one\ntwo",
            "1:5: the string has no closing quote on its line; use three quotes for several lines"
        ),
        (#"a = "x"y"#, "1:8: found 'y' after the value; start the next key on a line of its own"),
        ("a = 'it's'", "1:9: found 's' after the value; start the next key on a line of its own"),
        ("a = [1 2]", "1:8: found '2' where ',' or ']' should be, in the array from 1:5"),
        ("a = [1,, 2]", "1:8: found ',' where a value should be"),
        ("a = [,]", "1:6: found ',' where a value should be"),
        (
            "a = [1, 2",
            "1:10: found the end of the text where ',' or ']' should be, in the array from 1:5"
        ),
        ("a = [1, 2}", "1:10: found '}' where ',' or ']' should be, in the array from 1:5"),
        (
            "a = { x = 1",
            "1:12: found the end of the text where ',' or '}' should be, in the table from 1:5"
        ),
        ("a = { x = 1, }", "1:14: found '}' after a comma; remove the comma"),
        (
            "a = { x = 1 y = 2 }",
            "1:13: found 'y' where ',' or '}' should be, in the table from 1:5"
        ),
        ("a = { , x = 1 }", "1:7: found ',' where a key should be"),
        (
            "a = { x }",
            "1:9: found '}' where '=' should be; put a key in quotes if it has other characters than letters, digits, '_' and '-'"
        ),
        ("a = { x = 1 ]", "1:13: found ']' where ',' or '}' should be, in the table from 1:5"),
    ]

    private static let tables: [(String, String)] = [
        ("a = 1\na = 2", "2:1: this key is already defined at 1:1"),
        ("a = 1\n\"a\" = 2", "2:1: this key is already defined at 1:1"),
        ("a = 1\na.b = 2", "2:1: this key is not a table; it already has a value at 1:1"),
        ("a.b = 1\na = 2", "2:1: this key is already defined at 1:1"),
        ("a.b = 1\na.b.c = 2", "2:3: this key is not a table; it already has a value at 1:3"),
        ("a = {}\na.b = 1", "2:1: a table in braces cannot be added to; this one is at 1:1"),
        ("a = { b = 1, b = 2 }", "1:14: this key is already defined at 1:7"),
        (
            "a = { b = {}, b.c = 1 }",
            "1:15: a table in braces cannot be added to; this one is at 1:7"
        ),
        ("a = { b.c = 1, b = 2 }", "1:16: this key is already defined at 1:7"),
        ("a = [1]\na.b = 1", "2:1: an array in brackets cannot be added to; this one is at 1:1"),
        ("[a]\n[a]", "2:2: this table already has a header at 1:1"),
        ("[a]\nb = 1\n[a]\nc = 2", "3:2: this table already has a header at 1:1"),
        ("[a]\nb = 1\n[a.b]", "3:4: this key already has a value at 2:1"),
        ("[a]\nb.c = 1\n[a.b]", "3:4: this table is already defined by dotted keys at 2:1"),
        ("[a]\nb.c = 1\n[a.b.c]", "3:6: this key already has a value at 2:3"),
        (
            "[a.b]\nx = 1\n[a]\nb.y = 2",
            "4:1: this table has a header; put the key below it, at 1:1"
        ),
        (
            "[a.b.c]\nz = 9\n[a]\nb.c.t = 1",
            "4:3: this table has a header; put the key below it, at 1:1"
        ),
        ("[a]\nb.c = 1\n[a.d]\n[a]\n", "4:2: this table already has a header at 1:1"),
        ("a.b = 1\n[a]", "2:2: this table is already defined by dotted keys at 1:1"),
        ("[a]\n[[a]]", "2:3: this table already has a header at 1:1"),
        (
            "[[a]]\n[a]",
            "2:2: this is an array of tables, so its headers need [[ and ]]; the first is at 1:3"
        ),
        (
            "[[a.b]]\n[a]\nb.c = 1",
            "3:1: this is an array of tables; put the key below one of its headers, the first of which is at 1:5"
        ),
        ("a = []\n[[a]]", "2:3: this key already has an array in brackets at 1:1"),
        ("a = [{}]\n[[a]]", "2:3: this key already has an array in brackets at 1:1"),
        ("a = {}\n[a]", "2:2: this key already has a table in braces at 1:1"),
        ("a = {}\n[a.b]", "2:2: a table in braces cannot be added to; this one is at 1:1"),
        ("a = 1\n[a.b]", "2:2: this key is not a table; it already has a value at 1:1"),
        ("a = [1]\n[a.b]", "2:2: an array in brackets cannot be added to; this one is at 1:1"),
        ("[]", "1:2: found ']' where a key should be"),
        ("[a", "1:3: found the end of the text where ']' should be, at the end of the header"),
        ("[a]]", "1:4: found ']' after the header; start the next key on a line of its own"),
        ("[[a]", "1:4: found ']' where ']]' should be, at the end of the header"),
        ("[[a]b]", "1:4: found ']' where ']]' should be, at the end of the header"),
        ("[a.]", "1:4: found ']' where a key should be"),
        ("[.a]", "1:2: found '.' where a key should be"),
        ("[a..b]", "1:4: found '.' where a key should be"),
        ("[a b]", "1:4: found 'b' where ']' should be, at the end of the header"),
        ("[a] b = 1", "1:5: found 'b' after the header; start the next key on a line of its own"),
        ("[a] [b]", "1:5: found '[' after the header; start the next key on a line of its own"),
        (
            "[é]",
            "1:2: found a character beyond ASCII where a key should be; put a key in quotes if it has other characters than letters, digits, '_' and '-'"
        ),
        (
            "[ [a] ]",
            "1:3: found '[' where a key should be; put a key in quotes if it has other characters than letters, digits, '_' and '-'"
        ),
        (
            "<<<<<<< HEAD",
            "1:1: a line of an unresolved merge conflict; keep one side and delete the lines that begin with '<<<<<<<', '=======' and '>>>>>>>'"
        ),
        (
            "=======",
            "1:1: a line of an unresolved merge conflict; keep one side and delete the lines that begin with '<<<<<<<', '=======' and '>>>>>>>'"
        ),
        ("// a comment", "1:1: a comment begins with '#', not with '//'"),
        (
            #"{ "a": 1 }"#,
            "1:1: found '{' where a key should be; if the text is JSON, end the file's name in .json"
        ),
        (
            "a = 1 // comment",
            "1:7: found '/' after the value; start the next key on a line of its own"
        ),
        (
            "- a",
            "1:3: found 'a' where '=' should be; put a key in quotes if it has other characters than letters, digits, '_' and '-'"
        ),
    ]
}
