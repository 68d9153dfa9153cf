/// The alternatives of a pattern outside of all groups: `^foo` and `bar$` of `^foo|bar$`.
///
/// Alternation binds weaker than anchors (ECMA-262, section 22.2.1).
struct PatternAlternatives {
    private(set) var parts: [String] = []

    init(_ pattern: String) {
        var part = ""
        var depth = 0
        var isInClass = false
        var isEscaped = false
        for scalar in pattern.unicodeScalars {
            if !isEscaped, !isInClass, depth == 0, scalar == "|" {
                parts.append(part)
                part = ""
                continue
            }
            part.unicodeScalars.append(scalar)
            if isEscaped {
                isEscaped = false
                continue
            }
            switch scalar {
            case "\\": isEscaped = true
            case "[": isInClass = true
            case "]": isInClass = false
            case "(" where !isInClass: depth += 1
            case ")" where !isInClass: depth -= 1
            default: break
            }
        }
        parts.append(part)
    }

    /// The first alternative alone is held to the start of the text, or the last alone to its end,
    /// as it happens where both anchors were meant for all.
    var isHalfAnchored: Bool {
        guard parts.count > 1, let first = parts.first, let last = parts.last else { return false }
        let isStartAlone =
            Self.hasStart(first) && !Self.hasEnd(first)
            && !parts.dropFirst().contains(where: Self.hasStart)
        let isEndAlone =
            Self.hasEnd(last) && !Self.hasStart(last)
            && !parts.dropLast().contains(where: Self.hasEnd)
        return isStartAlone || isEndAlone
    }

    /// The pattern that matches all of a text by any of the alternatives.
    var anchored: String {
        var parts = parts
        if let first = parts.first, Self.hasStart(first) { parts[0].removeFirst() }
        if let last = parts.last, Self.hasEnd(last) { parts[parts.count - 1].removeLast() }
        return parts.count == 1 ? "^\(parts[0])$" : "^(?:\(parts.joined(separator: "|")))$"
    }

    private static func hasStart(_ part: String) -> Bool { part.hasPrefix("^") }

    private static func hasEnd(_ part: String) -> Bool {
        guard part.hasSuffix("$") else { return false }
        return part.dropLast().reversed().prefix { $0 == "\\" }.count.isMultiple(of: 2)
    }
}
