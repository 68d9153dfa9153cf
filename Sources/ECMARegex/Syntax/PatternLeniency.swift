/// The handling of syntax that Unicode mode forbids.
package enum PatternLeniency: Hashable, Sendable {
    /// ECMA-262 with the flag `u`, as JSON Schema requires. Everything else is an error.
    case strict
    /// Also allows what browsers accept without the flag `u` (ECMA-262, annex B.1.2), since schema
    /// authors write it and many validators accept it:
    /// - a backslash before a character that has no escape (`\-`, `\_`, `\"`, `\a`) is that
    ///   character; so is one before an incomplete `\x`, `\u`, `\p` or `\k`;
    /// - a `]`, `{` or `}` that closes or opens nothing is a literal;
    /// - a set at the end of a class range (`[\w-.]`) makes the hyphen a literal;
    /// - `\1` without such a group, and `\012`, are octal escapes;
    /// - a look-ahead may be repeated.
    ///
    /// Matching still works by code points, and `\p{…}` and `\u{…}` keep their meaning. A pattern
    /// that is legal in strict mode means the same in both.
    case annexB
}
