/// All strings that a node matches, if there are few.
enum FiniteLanguage {
    static let maximumWords = 32

    /// The strings in UTF-8; nil if there are many, or if they depend on their surroundings.
    static func words(of node: PatternNode) -> [[UInt8]]? {
        var words: [[UInt8]] = [[]]
        for term in node.flattenedTerms {
            guard let choices = self.words(ofTerm: term),
                words.count * choices.count <= maximumWords
            else { return nil }
            if choices.count == 1 {
                for index in words.indices { words[index] += choices[0] }
            } else {
                words = words.flatMap { word in choices.map { word + $0 } }
            }
        }
        return words
    }

    private static func words(ofTerm term: PatternNode) -> [[UInt8]]? {
        switch term {
        case .empty:
            return [[]]
        case .scalar(let value):
            return utf8(value).map { [$0] }
        case .set(let set):
            guard set.count <= 4 else { return nil }
            let members = set.spans.flatMap { Array($0.low...$0.high) }
            let words = members.compactMap(utf8)
            return words.count == members.count ? words : nil
        case .choice(let alternatives):
            var words: [[UInt8]] = []
            for alternative in alternatives {
                guard let more = self.words(of: alternative) else { return nil }
                words.append(contentsOf: more)
                if words.count > maximumWords { return nil }
            }
            return words
        case .repetition(let body, let count):
            return words(of: body, repeated: count)
        default:
            return nil
        }
    }

    private static func words(
        of body: PatternNode,
        repeated count: PatternNode.Repetition
    ) -> [[UInt8]]? {
        guard let maximum = count.maximum, maximum <= 256, let words = words(of: body) else {
            return nil
        }
        if count.minimum == 0, maximum == 1 { return [[]] + words }
        guard maximum == count.minimum, words.count == 1, words[0].count * maximum <= 4_096
        else { return nil }
        return [Array(repeatElement(words[0], count: maximum).joined())]
    }

    private static func utf8(_ value: UInt32) -> [UInt8]? {
        Unicode.Scalar(value).map { Array(String($0).utf8) }
    }
}
