/// A text that a pattern matches, from its syntax tree: the first alternative, the fewest
/// repetitions, and plain characters. Look-arounds and anchors are not considered, so that the
/// result must be checked.
struct MatchingText {
    /// The number of repetitions where a pattern has no upper limit.
    private let repetitions: Int
    /// The index of the alternative that each choice takes, as far as it has one.
    private let alternative: Int
    private var captures: [Int: String] = [:]
    private let references: [[Int]]
    private var length = 0
    /// The number of nodes visited: repetitions of nothing have no length.
    private var steps = 0

    private static let longest = 10_000
    private static let mostSteps = 100_000

    init(of pattern: ParsedPattern, repetitions: Int, alternative: Int) {
        (self.repetitions, self.alternative) = (repetitions, alternative)
        references = pattern.references
    }

    /// Nil if the pattern matches nothing in this way, or only long texts.
    mutating func text(_ node: PatternNode) -> String? {
        steps += 1
        guard length < Self.longest, steps < Self.mostSteps else { return nil }
        switch node {
        case .empty, .assertion, .look: return ""
        case .scalar(let value):
            length += 1
            return Unicode.Scalar(value).map { String(Character($0)) }
        case .set(let set):
            length += 1
            return Self.plain(in: set).map { String(Character($0)) }
        case .sequence(let terms):
            var result = ""
            for term in terms {
                guard let text = text(term) else { return nil }
                result += text
            }
            return result
        case .choice(let terms):
            guard !terms.isEmpty else { return nil }
            // Bound: an index of an array that is not empty.
            let first = min(alternative, terms.count - 1)
            for term in terms[first...] + terms[..<first] {
                if let text = text(term) { return text }
            }
            return nil
        case .capture(let number, let body):
            let text = text(body)
            captures[number] = text
            return text
        case .repetition(let body, let count):
            let most = count.maximum ?? max(count.minimum, repetitions)
            let times = min(max(count.minimum, min(repetitions, most)), Self.longest)
            var result = ""
            for _ in 0..<times {
                guard let text = text(body) else {
                    return count.minimum == 0 ? "" : nil
                }
                result += text
            }
            return result
        case .backreference(let index):
            guard references.indices.contains(index) else { return nil }
            return references[index].compactMap { captures[$0] }.first ?? ""
        }
    }

    private static func plain(in set: ScalarSet) -> Unicode.Scalar? {
        let usual = "a1A-_ ./:".unicodeScalars
        if let known = usual.first(where: { set.contains($0.value) }) { return known }
        let printable = set.spans.first { $0.high > 32 } ?? set.spans.first
        return printable.flatMap { Unicode.Scalar(max($0.low, min(33, $0.high))) }
    }
}

extension Pattern {
    /// A short text that the pattern matches; nil if none is found.
    ///
    /// - Parameters:
    ///   - least: the least number of code points.
    ///   - most: the most.
    package static func matchingText(_ source: String, least: Int = 0, most: Int = .max) -> String?
    {
        guard let pattern = try? Pattern(source, leniency: .annexB),
            let parsed = try? PatternParser.parse(source, leniency: .annexB)
        else { return nil }
        for repetitions in [0, 1, 2, max(0, min(least, 1_000))] {
            for alternative in 0..<4 {
                var maker = MatchingText(
                    of: parsed,
                    repetitions: repetitions,
                    alternative: alternative
                )
                guard var text = maker.text(parsed.root) else { continue }
                let count = text.unicodeScalars.count
                // A pattern without an end also matches a longer text.
                if count < least {
                    text += String(repeating: "a", count: min(least - count, 1_000))
                }
                let length = text.unicodeScalars.count
                if length >= least, length <= most, (try? pattern.matches(text)) == true {
                    return text
                }
            }
        }
        return nil
    }
}
