import SchemaCompiler

/// The top-level alternatives of a pattern: `^foo` and `bar$` in `^foo|bar$`.
///
/// Alternation has a lower precedence than anchors (ECMA-262, section 22.2.1).
struct PatternAlternatives {
    private(set) var parts: [String] = []
    /// True if anchors outside of them apply to all alternatives.
    private var (hasOuterStart, hasOuterEnd) = (false, false)

    /// Splits a pattern; if it is a single group, apart from anchors, splits the group:
    /// `(?:^foo|bar$)`.
    init(_ pattern: String) {
        parts = Self.split(pattern)
        guard parts.count == 1, let inner = Self.group(in: pattern) else { return }
        let alternatives = Self.split(inner)
        guard alternatives.count > 1 else { return }
        parts = alternatives
        (hasOuterStart, hasOuterEnd) = (Self.hasStart(pattern), Self.hasEnd(pattern))
    }

    /// The content of the group that makes up the whole pattern, apart from anchors.
    private static func group(in pattern: String) -> String? {
        var text = pattern[...]
        if hasStart(pattern) { text = text.dropFirst() }
        if hasEnd(pattern) { text = text.dropLast() }
        guard text.first == "(", text.last == ")" else { return nil }
        let inner = String(text.dropFirst(text.hasPrefix("(?:") ? 3 : 1).dropLast())
        guard !inner.hasPrefix("?"), isBalanced(inner) else { return nil }
        return inner
    }

    /// True if parentheses are balanced: `a)(b` is not the content of a single group.
    private static func isBalanced(_ text: String) -> Bool {
        var depth = 0
        var isLow = false
        _ = scan(text) { level in
            depth = level
            isLow = isLow || level < 0
        }
        return depth == 0 && !isLow
    }

    private static func split(_ pattern: String) -> [String] { scan(pattern) { _ in } }

    /// - Parameter enter: called with the depth after each parenthesis.
    private static func scan(_ pattern: String, _ enter: (Int) -> Void) -> [String] {
        var parts: [String] = []
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
            case "(" where !isInClass:
                depth += 1
                enter(depth)
            case ")" where !isInClass:
                depth -= 1
                enter(depth)
            default: break
            }
        }
        parts.append(part)
        return parts
    }

    /// True if only the first alternative is anchored to the start, or only the last to the end,
    /// which usually means that both anchors were intended for all.
    var isHalfAnchored: Bool {
        guard parts.count > 1, let first = parts.first, let last = parts.last else { return false }
        let isStartAlone =
            !hasOuterStart && Self.hasStart(first) && !Self.hasEnd(first)
            && !parts.dropFirst().contains(where: Self.hasStart)
        let isEndAlone =
            !hasOuterEnd && Self.hasEnd(last) && !Self.hasStart(last)
            && !parts.dropLast().contains(where: Self.hasEnd)
        return isStartAlone || isEndAlone
    }

    /// The pattern that matches a whole string by any of the alternatives.
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
