import SchemaCompiler

/// The alternatives of a pattern outside of all groups: `^foo` and `bar$` of `^foo|bar$`.
///
/// Alternation binds weaker than anchors (ECMA-262, section 22.2.1).
struct PatternAlternatives {
    private(set) var parts: [String] = []
    /// Whether something around them holds all of them to the start or the end of the text.
    private var (hasOuterStart, hasOuterEnd) = (false, false)

    /// The alternatives within the one group that the pattern is, apart from anchors, where it is one:
    /// those of `(?:^foo|bar$)`.
    init(_ pattern: String) {
        parts = Self.split(pattern)
        guard parts.count == 1, let inner = Self.group(in: pattern) else { return }
        let alternatives = Self.split(inner)
        guard alternatives.count > 1 else { return }
        parts = alternatives
        (hasOuterStart, hasOuterEnd) = (Self.hasStart(pattern), Self.hasEnd(pattern))
    }

    /// What a group holds that is all of a pattern, apart from anchors.
    private static func group(in pattern: String) -> String? {
        var text = pattern[...]
        if hasStart(pattern) { text = text.dropFirst() }
        if hasEnd(pattern) { text = text.dropLast() }
        guard text.first == "(", text.last == ")" else { return nil }
        let inner = String(text.dropFirst(text.hasPrefix("(?:") ? 3 : 1).dropLast())
        guard !inner.hasPrefix("?"), isBalanced(inner) else { return nil }
        return inner
    }

    /// Whether no group ends that has not begun: `a)(b` is within no one group.
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

    /// - Parameter enter: is called with the depth behind each parenthesis.
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

    /// The first alternative alone is held to the start of the text, or the last alone to its end,
    /// as it happens where both anchors were meant for all.
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
