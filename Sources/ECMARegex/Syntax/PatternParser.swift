/// Parses ECMA-262 `Pattern[+UnicodeMode, +NamedCaptureGroups]` (section 22.2.1) and, if requested,
/// annex B.
///
/// Groups are kept on an explicit stack of frames instead of the call stack, with limited depth, so
/// that the tree is safe to walk recursively.
struct PatternParser {
    /// The maximum depth of nested groups.
    static let maximumDepth = 250

    let bytes: [UInt8]
    let leniency: PatternLeniency
    let census: GroupCensus
    var index = 0
    var frames = [PatternFrame()]
    var captureCount = 0
    var lookCount = 0
    /// Numbered references, complete; named ones are resolved at the end.
    var references: [[Int]] = []
    var pendingNames: [(reference: Int, name: String, offset: Int)] = []
    var capturesByName: [String: [Int]] = [:]

    init(_ source: String, leniency: PatternLeniency) {
        bytes = Array(source.utf8)
        self.leniency = leniency
        census = GroupCensus(bytes)
    }

    static func parse(
        _ source: String,
        leniency: PatternLeniency = .strict
    ) throws(PatternError) -> ParsedPattern {
        var parser = PatternParser(source, leniency: leniency)
        return try parser.parse()
    }

    private mutating func parse() throws(PatternError) -> ParsedPattern {
        while index < bytes.count { try parseTerm() }
        if frames.count > 1 {
            throw PatternError(
                "this group is never closed; add `)`, or write `\\(` for a parenthesis",
                at: frames[frames.count - 1].offset
            )
        }
        try resolveNames()
        return ParsedPattern(
            root: frames[0].finished(),
            captureCount: captureCount,
            references: references,
            lookCount: lookCount
        )
    }

    private mutating func parseTerm() throws(PatternError) {
        let start = index
        let firstCapture = captureCount + 1
        switch bytes[index] {
        case UInt8(ascii: "|"):
            index += 1
            frames[frames.count - 1].nextAlternative()
        case UInt8(ascii: "("):
            try openGroup()
        case UInt8(ascii: ")"):
            try closeGroup()
        case UInt8(ascii: "^"):
            index += 1
            append(flags.isMultiline ? .lineStart(lookID: takeLook()) : .assertion(.start))
        case UInt8(ascii: "$"):
            index += 1
            append(flags.isMultiline ? .lineEnd(lookID: takeLook()) : .assertion(.end))
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
            throw nothingToRepeat(at: start)
        default:
            let atom = try parseAtom()
            if atom.isZeroWidth { append(atom) } else { try quantify(atom, firstCapture) }
        }
    }

    /// A term of one code point, a back-reference or a word boundary.
    private mutating func parseAtom() throws(PatternError) -> PatternNode {
        let atom: PatternNode
        switch bytes[index] {
        case UInt8(ascii: "."):
            index += 1
            atom = .set(flags.dotMatchesAll ? .all : .dot)
        case UInt8(ascii: "["):
            atom = .set(try parseClass())
        case UInt8(ascii: "\\"):
            atom = try parseEscape()
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "]"):
            let start = index
            try loneBracket()
            atom = .scalar(UInt32(bytes[start]))
        default:
            atom = .scalar(takeScalar())
        }
        guard flags.ignoresCase else { return atom }
        switch atom {
        case .scalar(let value): return .set(CaseFolding.shared.closure(of: ScalarSet(value)))
        case .set(let set): return .set(CaseFolding.shared.closure(of: set))
        default: return atom
        }
    }

    var flags: PatternFrame.Flags { frames[frames.count - 1].flags }

    mutating func append(_ node: PatternNode) {
        frames[frames.count - 1].terms.append(node)
    }

    mutating func takeLook() -> Int {
        lookCount += 1
        return lookCount - 1
    }

    /// Consumes one code point of the pattern.
    mutating func takeScalar() -> UInt32 {
        let (scalar, length) = bytes.withUnsafeBytes { $0.scalar(at: index) }
        index += length
        return scalar
    }

    private mutating func loneBracket() throws(PatternError) {
        let bracket = Character(Unicode.Scalar(bytes[index]))
        if bytes[index] == UInt8(ascii: "{") {
            let start = index
            if try takeCounts() != nil { throw nothingToRepeat(at: start) }
        }
        guard leniency == .annexB else {
            throw PatternError("a literal `\(bracket)` must be written `\\\(bracket)`", at: index)
        }
        index += 1
    }

    func nothingToRepeat(at offset: Int) -> PatternError {
        let quantifier = Character(Unicode.Scalar(bytes[offset]))
        let isAfterQuantifier = offset > 0 && "*+?}".utf8.contains(bytes[offset - 1])
        if quantifier == "+", isAfterQuantifier {
            return PatternError(
                "possessive repetitions are not part of ECMAScript; remove this `+`",
                at: offset
            )
        }
        return PatternError(
            """
            `\(quantifier)` follows nothing that can be repeated; write `\\\(quantifier)` for the \
            character, or group what is to be repeated
            """,
            at: offset
        )
    }
}
