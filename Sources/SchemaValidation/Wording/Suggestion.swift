import ConfigDocument

/// Finds the name that was probably intended.
package enum Suggestion {
    /// `did you mean "timeout"?` if a name is similar; else nil.
    package static func didYouMean(_ name: String, among names: [String]) -> String? {
        closest(to: name, in: names).map { "did you mean \(quoted($0))?" }
    }

    /// The number of findings beyond which no suggestions are made: they take time, and so many are
    /// unlikely to be misspellings.
    package static let most = 100

    /// The candidate closest to a string, if it is close enough: a few typing errors, a different
    /// case, or the beginning or the last words of exactly one candidate.
    ///
    /// - Parameter isTaken: true for candidates that are out of the question.
    package static func closest(
        to text: String,
        in candidates: [String],
        except isTaken: (String) -> Bool = { _ in false }
    ) -> String? {
        guard !text.isEmpty, text.utf8.count <= 200 else { return nil }
        let folded = Array(text.lowercased().unicodeScalars)
        var best: (distance: Int, candidate: String)?
        // Long names are compared with fewer candidates, since a comparison takes quadratic time.
        var comparisons = min(2_000, max(10, 200_000 / (folded.count * folded.count)))
        for candidate in candidates where candidate != text {
            let limit = max(1, folded.count / 3)
            // A letter takes up to four bytes.
            guard abs(candidate.utf8.count - text.utf8.count) <= 4 * limit, comparisons > 0 else {
                continue
            }
            comparisons -= 1
            let other = Array(candidate.lowercased().unicodeScalars)
            let distance = EditDistance.between(folded, other, limit: limit)
            // Names that share nothing are not similar, although one letter makes the difference.
            guard distance <= max(1, min(folded.count, other.count) / 3),
                distance < max(folded.count, other.count), distance < best?.distance ?? .max,
                !isTaken(candidate)
            else { continue }
            best = (distance, candidate)
        }
        if let best { return best.candidate }
        guard folded.count >= 3, candidates.count <= 2_000 else { return nil }
        let beginning = text.lowercased()
        let continued = candidates.filter { $0.lowercased().hasPrefix(beginning) && !isTaken($0) }
        if !continued.isEmpty { return continued.count == 1 ? continued.first : nil }
        let ended = candidates.filter { ends($0, withWords: beginning) && !isTaken($0) }
        return ended.count == 1 ? ended.first : nil
    }

    /// True if the last words of a name are these: `port` in `containerPort` and `container-port`.
    private static func ends(_ name: String, withWords words: String) -> Bool {
        guard name.lowercased().hasSuffix(words) else { return false }
        let end = name.suffix(words.count)
        guard let first = end.first, let before = name.dropLast(words.count).last else {
            return false
        }
        return !before.isLetter || before.isLowercase && first.isUppercase
    }
}
