/// Rewrites of a whole pattern that keep the verdict of a search for it.
extension PatternNode {
    /// The pattern without optional iterations at either edge, which do not affect a search.
    ///
    /// A search may begin and end anywhere, so `a*b+` is found exactly where `b` is, and `.*\.md$`
    /// where `\.md$` is. Only valid without back-references.
    var trimmedForSearch: PatternNode { trimmed(atStart: true, atEnd: true) }

    private func trimmed(atStart: Bool, atEnd: Bool) -> PatternNode {
        switch self {
        case .sequence(let terms):
            return Self.trimmed(terms, atStart: atStart, atEnd: atEnd)
        case .choice(let alternatives):
            return .choice(alternatives.map { $0.trimmed(atStart: atStart, atEnd: atEnd) })
        case .capture(_, let body):
            return body.trimmed(atStart: atStart, atEnd: atEnd)
        case .repetition(let body, var count) where atStart || atEnd:
            if count.minimum == 0 { return .empty }
            if count.minimum == 1 { return body.trimmed(atStart: atStart, atEnd: atEnd) }
            count.maximum = count.minimum
            return .repetition(body, count)
        default:
            return self
        }
    }

    private static func trimmed(
        _ terms: [PatternNode],
        atStart: Bool,
        atEnd: Bool
    ) -> PatternNode {
        var kept = terms[...]
        if atStart {
            while let first = kept.first {
                let rest = first.trimmed(atStart: true, atEnd: atEnd && kept.count == 1)
                kept[kept.startIndex] = rest
                guard rest == .empty else { break }
                kept.removeFirst()
            }
        }
        if atEnd {
            while let last = kept.last {
                let rest = last.trimmed(atStart: atStart && kept.count == 1, atEnd: true)
                kept[kept.endIndex - 1] = rest
                guard rest == .empty else { break }
                kept.removeLast()
            }
        }
        return .joined(Array(kept))
    }

    /// The terms in order, with nested sequences flattened.
    var flattenedTerms: [PatternNode] {
        switch self {
        case .empty: []
        case .sequence(let terms): terms.flatMap(\.flattenedTerms)
        case .capture(_, let body): body.flattenedTerms
        default: [self]
        }
    }
}

/// A pattern split into patterns that must each match, or not match, independently.
struct PatternConjunction {
    var required: [PatternNode] = []
    var forbidden: [PatternNode] = []

    /// Splits off look-aheads right behind a leading `^` and look-behinds right before a final `$`.
    ///
    /// The position of these look-arounds is known, so `^(?!a)b$` holds where `^b$` does and `^a`
    /// does not. Nil if there are none, or if there are look-arounds elsewhere.
    init?(_ root: PatternNode) {
        var terms = root.flattenedTerms[...]
        let starts = terms.prefix { $0.isAssertion(.start) || $0.isLook(ahead: true) }
        if starts.contains(where: { $0.isAssertion(.start) }) {
            terms = terms.dropFirst(starts.count)
            for term in starts { add(term) { .joined([.assertion(.start), $0]) } }
            terms = [.assertion(.start)] + terms
        }
        let ends = terms.reversed().prefix {
            $0.isAssertion(.end) || $0.isLook(ahead: false)
        }
        if ends.contains(where: { $0.isAssertion(.end) }) {
            terms = terms.dropLast(ends.count)
            for term in ends { add(term) { .joined([$0, .assertion(.end)]) } }
            terms += [.assertion(.end)]
        }
        if required.isEmpty, forbidden.isEmpty { return nil }
        required.append(.joined(Array(terms)))
        if (required + forbidden).contains(where: \.hasLook) { return nil }
    }

    private mutating func add(_ term: PatternNode, anchored: (PatternNode) -> PatternNode) {
        guard case .look(let body, let look) = term else { return }
        if look.isNegative {
            forbidden.append(anchored(body))
        } else {
            required.append(anchored(body))
        }
    }
}

extension PatternNode {
    func isAssertion(_ assertion: Assertion) -> Bool {
        if case .assertion(assertion) = self { true } else { false }
    }

    fileprivate func isLook(ahead isAhead: Bool) -> Bool {
        if case .look(_, let look) = self { look.isAhead == isAhead } else { false }
    }
}
