import ConfigDocument

/// Finds the name that was probably intended.
package enum Suggestion {
    /// `did you mean "timeout"?` if a name is similar; else nil.
    package static func didYouMean(_ name: String, among names: [String]) -> String? {
        closest(to: name, in: names).map { "did you mean \(quoted($0))?" }
    }

    /// The candidate closest to a string, if it is close enough: a few typing errors, a different
    /// case, or the beginning of exactly one candidate.
    package static func closest(to text: String, in candidates: [String]) -> String? {
        guard !text.isEmpty, text.utf8.count <= 200 else { return nil }
        let folded = Array(text.lowercased().unicodeScalars)
        var best: (distance: Int, candidate: String)?
        // Long names are compared with fewer candidates, since a comparison takes quadratic time.
        let most = min(2_000, max(10, 200_000 / (folded.count * folded.count)))
        for candidate in candidates.prefix(most) where candidate != text {
            let other = Array(candidate.lowercased().unicodeScalars)
            let limit = max(1, min(folded.count, other.count) / 3)
            let distance = EditDistance.between(folded, other, limit: limit)
            if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
        }
        if let best { return best.candidate }
        guard folded.count >= 3, candidates.count <= 2_000 else { return nil }
        let beginning = text.lowercased()
        let continued = candidates.filter { $0.lowercased().hasPrefix(beginning) }
        return continued.count == 1 ? continued.first : nil
    }
}
