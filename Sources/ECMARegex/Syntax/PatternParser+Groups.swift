/// Groups: `( )`, `(?: )`, `(?<name> )`, the four look-arounds and modifiers.
extension PatternParser {
    mutating func openGroup() throws(PatternError) {
        let offset = index
        guard frames.count <= Self.maximumDepth else {
            throw PatternError("groups are nested more than \(Self.maximumDepth) deep", at: offset)
        }
        var frame = PatternFrame()
        frame.offset = offset
        frame.flags = flags
        frame.firstCapture = captureCount + 1
        index += 1
        if !take("?") {
            captureCount += 1
            frame.kind = .capture(captureCount)
        } else if take(":") {
            frame.kind = .plain
        } else if take("=") {
            frame.kind = look(isAhead: true, isNegative: false)
        } else if take("!") {
            frame.kind = look(isAhead: true, isNegative: true)
        } else if take("<=") {
            frame.kind = look(isAhead: false, isNegative: false)
        } else if take("<!") {
            frame.kind = look(isAhead: false, isNegative: true)
        } else if take("<") {
            captureCount += 1
            frame.kind = .capture(captureCount)
            try declare(try takeGroupName(), at: offset)
        } else {
            frame.flags = try takeModifiers(from: offset)
        }
        frames.append(frame)
    }

    mutating func closeGroup() throws(PatternError) {
        guard frames.count > 1, let frame = frames.popLast() else {
            throw PatternError("this `)` closes no group; write `\\)` for a parenthesis", at: index)
        }
        index += 1
        frames[frames.count - 1].names.formUnion(frame.names)
        frames[frames.count - 1].names.formUnion(frame.earlierNames)
        let body = frame.finished()
        switch frame.kind {
        case .plain:
            try quantify(body, frame.firstCapture)
        case .capture(let number):
            try quantify(census.mayRefer ? .capture(number, body) : body, frame.firstCapture)
        case .look(let look):
            // Annex B allows repeated look-aheads, but not look-behinds.
            if leniency == .annexB, look.isAhead {
                try quantify(.look(body, look), frame.firstCapture)
            } else {
                append(.look(body, look))
            }
        }
    }

    private mutating func look(isAhead: Bool, isNegative: Bool) -> PatternFrame.Kind {
        .look(PatternNode.Look(isAhead: isAhead, isNegative: isNegative, id: takeLook()))
    }

    /// `ims-ims:`, after `(?`.
    private mutating func takeModifiers(from offset: Int) throws(PatternError) -> PatternFrame.Flags
    {
        var flags = flags
        var seen: Set<UInt8> = []
        var isRemoving = false
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "-") where !isRemoving:
                isRemoving = true
            case UInt8(ascii: "i"), UInt8(ascii: "m"), UInt8(ascii: "s"):
                guard seen.insert(byte).inserted else {
                    throw PatternError("a modifier is named twice; name it once", at: index)
                }
                if byte == UInt8(ascii: "i") { flags.ignoresCase = !isRemoving }
                if byte == UInt8(ascii: "m") { flags.isMultiline = !isRemoving }
                if byte == UInt8(ascii: "s") { flags.dotMatchesAll = !isRemoving }
            case UInt8(ascii: ":") where !seen.isEmpty:
                index += 1
                return flags
            default:
                throw unknownGroup(at: offset)
            }
            index += 1
        }
        throw unknownGroup(at: offset)
    }

    private func unknownGroup(at offset: Int) -> PatternError {
        let rest = bytes[offset...].dropFirst(2)
        let advice =
            if rest.starts(with: "P<".utf8) {
                "write `(?<name>…)` for a named group"
            } else if rest.starts(with: "P=".utf8) {
                "write `\\k<name>` to refer to a named group"
            } else if rest.first == UInt8(ascii: "#") {
                "comments are not part of a pattern; remove it"
            } else if rest.first == UInt8(ascii: ">") {
                "atomic groups are not part of ECMAScript; write `(?:…)`"
            } else if let first = rest.first, "imsxu".utf8.contains(first) {
                "a flag must precede the group that it applies to, as in `(?s:…)`"
            } else {
                "write `\\(` for a parenthesis, or `(?:…)` for a group"
            }
        return PatternError("ECMAScript has no group of this kind; \(advice)", at: offset)
    }
}

/// Group names, and references to them.
extension PatternParser {
    private mutating func declare(_ name: String, at offset: Int) throws(PatternError) {
        if frames.contains(where: { $0.names.contains(name) }) {
            throw PatternError(
                "the group name `\(name)` is taken; only different alternatives may share one",
                at: offset
            )
        }
        frames[frames.count - 1].names.insert(name)
        capturesByName[name, default: []].append(captureCount)
    }

    /// The rest of `<name>`, after its `<`.
    mutating func takeGroupName() throws(PatternError) -> String {
        let start = index
        var name = String.UnicodeScalarView()
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
            var value: UInt32
            if take("\\u") {
                guard let escaped = takeUnicodeEscape() else { break }
                value = escaped
            } else {
                value = takeScalar()
            }
            guard let scalar = Unicode.Scalar(value),
                name.isEmpty ? isNameStart(scalar) : isNamePart(scalar)
            else { break }
            name.append(scalar)
        }
        guard !name.isEmpty, take(">") else {
            throw PatternError(
                "a group name must be an identifier, closed by `>`, as in `(?<name>…)`",
                at: start
            )
        }
        return String(name)
    }

    mutating func resolveNames() throws(PatternError) {
        for (reference, name, offset) in pendingNames {
            guard let captures = capturesByName[name] else {
                throw PatternError(
                    "no group is named `\(name)`; name one `(?<\(name)>…)`",
                    at: offset
                )
            }
            references[reference] = captures
        }
    }

    private func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "$" || scalar == "_" || scalar.properties.isIDStart
    }

    private func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "$" || scalar == "\u{200C}" || scalar == "\u{200D}"
            || scalar.properties.isIDContinue
    }
}
