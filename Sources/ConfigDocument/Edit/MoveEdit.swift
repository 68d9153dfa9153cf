/// Moves members in the text of a document. What comes out is read again and compared by the caller,
/// so whatever is not one of the common forms is given up here.
struct MoveEdit {
    private let text: SourceText
    private let format: DocumentFormat
    private let layout: SourceLayout
    private let view: TapeView
    private let style: YAMLStyle
    /// The value that the document shall have in the end.
    private let intended: ConfigValue
    private var patches: [SourcePatch] = []
    /// Keys, by index, whose members go elsewhere.
    private var leaving: Set<Int> = []

    private struct GivenUp: Error {}

    /// A member that goes elsewhere.
    private struct Member {
        var move: MemberMove
        /// The keys on the way to it, its own last.
        var keys: [Int]
        var objects: [Int]

        var key: Int { keys[keys.count - 1] }
        var object: Int { objects[objects.count - 1] }
    }

    /// Where moved members go in the text: instead of or behind a member that is there, in an object.
    private struct Target: Hashable {
        var object: Int
        var key: Int
        var isInstead: Bool
    }

    /// What is written there: a moved member, or an object that is made for some.
    private indirect enum Piece {
        case member(Member)
        case object(String, [Piece])
    }

    init(source: [UInt8], format: DocumentFormat, layout: SourceLayout, intended: ConfigValue) {
        text = SourceText(bytes: source)
        self.format = format
        self.layout = layout
        self.intended = intended
        view = layout.storage.view
        style = YAMLStyle(of: text, layout: layout)
    }

    mutating func edited(_ moves: [MemberMove]) -> [UInt8]? {
        defer { withExtendedLifetime(layout.storage) {} }
        do throws(GivenUp) {
            var members: [Member] = []
            for move in moves {
                let member = try find(move)
                if move.isRename { try rename(member) } else { members.append(member) }
            }
            if !members.isEmpty { try carry(members) }
        } catch {
            return nil
        }
        return SourcePatch.apply(patches, to: text.bytes)
    }

    // MARK: Finding

    private func find(_ move: MemberMove) throws(GivenUp) -> Member {
        var member = Member(move: move, keys: [], objects: [])
        var index = 0
        for (depth, token) in move.from.enumerated() {
            if view[index].kind == .array, depth < move.from.count - 1 {
                index = try element(index, token)
                continue
            }
            let key = try self.key(token, of: index)
            member.objects.append(index)
            member.keys.append(key)
            index = key + 1
        }
        guard !member.keys.isEmpty, view[index - 1].kind == .key else { throw GivenUp() }
        return member
    }

    private func element(_ array: Int, _ token: String) throws(GivenUp) -> Int {
        guard let position = Int(token), position >= 0 else { throw GivenUp() }
        var inner = array + 1
        for _ in 0..<position where inner < view[array].endIndex { inner = view.next(after: inner) }
        guard inner < view[array].endIndex else { throw GivenUp() }
        return inner
    }

    /// The key of a member that stands in the source.
    private func key(_ token: String, of object: Int) throws(GivenUp) -> Int {
        guard view[object].kind == .object else { throw GivenUp() }
        for key in keys(of: object) where keyText(key) == token {
            guard node(key).style != .copied, node(key).style != .alias else { throw GivenUp() }
            return key
        }
        throw GivenUp()
    }

    private func keys(of object: Int) -> [Int] {
        var keys: [Int] = []
        var inner = object + 1
        while inner < view[object].endIndex {
            keys.append(inner)
            inner = view.next(after: inner + 1)
        }
        return keys
    }

    private func keyText(_ index: Int) -> String {
        String(decoding: view.text(view[index]), as: UTF8.self)
    }

    private func node(_ index: Int) -> YAMLNode { layout.nodes[index] }

    // MARK: Renaming

    private mutating func rename(_ member: Member) throws(GivenUp) {
        let key = node(member.key)
        patches.append(SourcePatch(range: key.start..<key.end, text: name(of: member)))
    }

    /// The new key in the quotes of the old.
    private func name(of member: Member) -> [UInt8] {
        let name = member.move.to.last ?? ""
        if name == keyText(member.key) {
            return Array(text.bytes[node(member.key).start..<node(member.key).end])
        }
        if format == .json {
            var output = JSONOutput(indent: nil)
            output.writeString(name)
            return output.bytes
        }
        if node(member.key).style == .quoted {
            let isDouble = text[node(member.key).start] == UInt8(ascii: "\"")
            if isDouble { return Array(YAMLText.doubleQuoted(name).utf8) }
            if name.unicodeScalars.allSatisfy(VisibleText.contains) {
                return Array(YAMLText.singleQuoted(name).utf8)
            }
        }
        return Array(YAMLText.scalar(name, inFlow: node(member.object).style != .block).utf8)
    }

    // MARK: Carrying

    private mutating func carry(_ members: [Member]) throws(GivenUp) {
        leaving = Set(members.map(\.key))
        var pieces: [Target: [Piece]] = [:]
        var order: [Target] = []
        for member in members {
            let (target, missing) = try target(of: member)
            if pieces[target] == nil { order.append(target) }
            Self.add(member, below: missing[...], to: &pieces[target, default: []])
        }
        var replaced: Set<Int> = []
        for target in order where target.isInstead { replaced.insert(target.key) }
        for target in order { try write(pieces[target] ?? [], at: target) }
        for member in members {
            // What goes with an object that is emptied, or is replaced, goes once.
            let outermost = zip(member.keys, member.objects).first { key, _ in
                leaving.contains(key) || isEmptied(key, member)
            }
            guard let (key, object) = outermost, replaced.insert(key).inserted else { continue }
            try remove(key, from: object, replaced)
        }
    }

    private static func add(
        _ member: Member,
        below path: ArraySlice<String>,
        to pieces: inout [Piece]
    ) {
        guard let name = path.first else { return pieces.append(.member(member)) }
        for (index, piece) in pieces.enumerated() {
            if case .object(name, var inner) = piece {
                add(member, below: path.dropFirst(), to: &inner)
                pieces[index] = .object(name, inner)
                return
            }
        }
        var inner: [Piece] = []
        add(member, below: path.dropFirst(), to: &inner)
        pieces.append(.object(name, inner))
    }

    /// Where a member goes, and the objects that have to be made for it.
    private func target(of member: Member) throws(GivenUp) -> (Target, missing: [String]) {
        var object = 0
        var depth = 0
        let path = member.move.to
        while depth < path.count - 1 {
            if view[object].kind == .array {
                object = try element(object, path[depth])
            } else if let key = try? key(path[depth], of: object), !leaving.contains(key),
                !isEmptied(key, member)
            {
                object = key + 1
            } else {
                break
            }
            depth += 1
        }
        guard view[object].kind == .object else { throw GivenUp() }
        let missing = Array(path[depth..<path.count - 1])
        // A member that moves up or down stays near its place; another goes to the end.
        if let position = member.objects.firstIndex(of: object) {
            let key = member.keys[position]
            if key == member.key {
                let others = keys(of: object).filter { leaving.contains($0) }
                return (Target(object: object, key: others.first ?? key, isInstead: true), missing)
            }
            return (Target(object: object, key: key, isInstead: isEmptied(key, member)), missing)
        }
        guard let last = keys(of: object).last(where: { node($0).style != .copied }) else {
            throw GivenUp()
        }
        return (Target(object: object, key: last, isInstead: leaving.contains(last)), missing)
    }

    /// Whether a key stands for an object of which all members leave, and which shall not be left empty.
    private func isEmptied(_ key: Int, _ member: Member) -> Bool {
        guard let depth = member.keys.firstIndex(of: key), view[key + 1].kind == .object else {
            return false
        }
        let path = member.move.from.dropLast(member.keys.count - 1 - depth)
        return intended[tokens: path] == nil && allLeave(key)
    }

    private func allLeave(_ key: Int) -> Bool {
        guard view[key + 1].kind == .object else { return false }
        let inner = keys(of: key + 1)
        return !inner.isEmpty && inner.allSatisfy { leaving.contains($0) || allLeave($0) }
    }

    // MARK: Text

    private mutating func write(_ pieces: [Piece], at target: Target) throws(GivenUp) {
        if node(target.object).style == .block {
            let region = try region(of: target.key, in: target.object)
            let column = text.column(node(target.object).start)
            var lines = target.isInstead ? try remainder(target.key, region, column) : []
            for piece in pieces { lines += try self.lines(piece, at: column) }
            let range =
                target.isInstead ? region.range : region.range.upperBound..<region.range.upperBound
            patches.append(SourcePatch(range: range, text: lines))
        } else {
            let range = elementRange(target.key)
            let flow = FlowStyle(
                of: keys(of: target.object).map(element(ofKey:)),
                in: node(target.object),
                text: text
            )
            let indentation = text.indentation(range.lowerBound)
            var written: [[UInt8]] = []
            for piece in pieces { written.append(try self.flow(piece, flow, indentation)) }
            let joined = Array(written.joined(separator: flow.separator))
            patches.append(
                target.isInstead
                    ? SourcePatch(range: range, text: joined)
                    : SourcePatch(
                        range: range.upperBound..<range.upperBound,
                        text: flow.separator + joined
                    )
            )
        }
    }

    /// What is left of an object that is replaced by its members: its comments.
    private func remainder(_ key: Int, _ region: Region, _ column: Int) throws(GivenUp) -> [UInt8] {
        // One that moves itself takes its comments along.
        if leaving.contains(key) { return [] }
        var lines = Array(text.bytes[region.range.lowerBound..<region.start])
        let end = text.lineEnd(region.start)
        if node(key + 1).style == .block, node(key + 1).start > end,
            let comment = text.bytes[node(key).end..<end].firstIndex(of: UInt8(ascii: "#"))
        {
            lines += blanks(column) + text.bytes[comment..<end] + style.lineBreak
        }
        return lines
    }

    private func lines(_ piece: Piece, at column: Int) throws(GivenUp) -> [UInt8] {
        switch piece {
        case .object(let name, let inner):
            var lines = blanks(column) + Array(YAMLText.scalar(name, inFlow: false).utf8)
            lines += [UInt8(ascii: ":")] + style.lineBreak
            for piece in inner { lines += try self.lines(piece, at: column + style.step) }
            return lines
        case .member(let member):
            guard node(member.object).style == .block else {
                return blanks(column) + (try flowText(of: member, [])) + style.lineBreak
            }
            let region = try region(of: member.key, in: member.object)
            let key = node(member.key)
            let bytes =
                text.bytes[region.range.lowerBound..<key.start] + name(of: member)
                + text.bytes[key.end..<region.range.upperBound]
            return indented(Array(bytes), from: region.column, to: column)
        }
    }

    private func indented(_ bytes: [UInt8], from old: Int, to new: Int) -> [UInt8] {
        let lines = SourceText(bytes: bytes)
        var result: [UInt8] = []
        var position = 0
        while position < bytes.count {
            let next = lines.afterBreak(lines.lineEnd(position))
            let line = bytes[position..<next]
            let hasText = line.contains { $0 > 0x20 }
            let blank = line.prefix { $0 == 0x20 }.count
            if hasText { result += blanks(new + max(0, blank - old)) }
            result += hasText ? line.dropFirst(blank) : line
            position = next
        }
        return result
    }

    private func blanks(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x20, count: count) }

    private func flow(
        _ piece: Piece,
        _ style: FlowStyle,
        _ indentation: [UInt8]
    ) throws(GivenUp) -> [UInt8] {
        switch piece {
        case .member(let member):
            guard node(member.object).style != .block else { throw GivenUp() }
            return try flowText(of: member, indentation)
        case .object(let name, let inner):
            let key =
                format == .json
                ? ConfigValue.string(name).encoded(as: .json).filter { $0 >= 0x20 }
                : Array(YAMLText.scalar(name, inFlow: true).utf8)
            let isMultiLine = style.isMultiLine && format == .json
            let line = isMultiLine ? self.style.lineBreak + indentation : []
            let unit = isMultiLine ? style.indentUnit : []
            var parts: [[UInt8]] = []
            for piece in inner { parts.append(try flow(piece, style, indentation + unit)) }
            let separator =
                isMultiLine ? [0x2C] + line + unit : [0x2C] + (style.isSpaced ? [0x20] : [])
            let open = [UInt8(ascii: "{")] + (line.isEmpty ? [] : line + unit)
            return key + style.colon + open + Array(parts.joined(separator: separator)) + line
                + [UInt8(ascii: "}")]
        }
    }

    /// A member of a flow collection, its further lines moved to another indentation.
    private func flowText(of member: Member, _ indentation: [UInt8]) throws(GivenUp) -> [UInt8] {
        let range = elementRange(member.key)
        let key = node(member.key)
        let old = text.indentation(range.lowerBound)
        let bytes = name(of: member) + text.bytes[key.end..<range.upperBound]
        guard bytes.contains(0x0A) else { return bytes }
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        var result = Array(lines.removeFirst())
        for line in lines {
            guard line.starts(with: old) else { throw GivenUp() }
            result += [0x0A] + indentation + line.dropFirst(old.count)
        }
        return result
    }

    private func elementRange(_ key: Int) -> Range<Int> {
        let element = element(ofKey: key)
        return element.first..<element.end
    }

    private func element(ofKey key: Int) -> FlowElement {
        let value = node(key + 1)
        let keyEnd = node(key).end
        let end =
            value.start == value.end ? text.trimmedEnd(keyEnd..<max(keyEnd, value.end)) : value.end
        return FlowElement(
            index: key + 1,
            first: node(key).first,
            end: end,
            key: node(key).start..<keyEnd,
            value: value.first..<max(value.first, value.end)
        )
    }

    // MARK: Going

    private mutating func remove(_ key: Int, from object: Int, _ gone: Set<Int>) throws(GivenUp) {
        if node(object).style == .block {
            let region = try region(of: key, in: object)
            return patches.append(SourcePatch(range: region.range, text: []))
        }
        let keys = keys(of: object)
        guard let position = keys.firstIndex(of: key) else { throw GivenUp() }
        // With the comma before it, or the one behind where nothing stays before it.
        let before = keys[..<position].last { !leaving.contains($0) && !gone.contains($0) }
        let range = elementRange(key)
        if before == nil, position + 1 < keys.count {
            let next = elementRange(keys[position + 1]).lowerBound
            patches.append(SourcePatch(range: range.lowerBound..<next, text: []))
        } else if position > 0 {
            let previous = elementRange(keys[position - 1]).upperBound
            patches.append(SourcePatch(range: previous..<range.upperBound, text: []))
        } else {
            throw GivenUp()
        }
    }

    // MARK: Lines

    /// The lines of a member of a block mapping, with the comments that are its own.
    private struct Region {
        /// Where its key begins.
        var start: Int
        var column: Int
        var range: Range<Int>
    }

    private func region(of key: Int, in object: Int) throws(GivenUp) -> Region {
        let start = node(key).first
        let lineStart = text.lineStart(start)
        guard text.isBlank(lineStart..<start), text[start] != UInt8(ascii: "?") else {
            throw GivenUp()
        }
        let column = start - lineStart
        var first = lineStart
        while first > 0 {
            let above = text.lineStart(first - 1)
            guard above < first, comment(at: above) == column else { break }
            first = above
        }
        let value = node(key + 1)
        var end = text.afterBreak(
            text.lineEnd(value.start == value.end ? node(key).end : max(value.end, node(key).end))
        )
        // What is commented out within it stands deeper.
        while end < text.bytes.count, let inner = comment(at: end), inner > column {
            end = text.afterBreak(text.lineEnd(end))
        }
        return Region(start: start, column: column, range: first..<end)
    }

    /// The column of the comment that a line consists of.
    private func comment(at lineStart: Int) -> Int? {
        let blank = text.bytes[lineStart...].prefix { $0 == 0x20 }.count
        return text[lineStart + blank] == UInt8(ascii: "#") ? blank : nil
    }

    // MARK: Checking

    /// The value that the document has after the moves alone.
    func expected(_ value: ConfigValue, _ moves: [MemberMove]) -> ConfigValue {
        var value = value
        var taken: [(MemberMove, ConfigValue)] = []
        for move in moves {
            if let inner = value[tokens: move.from] {
                taken.append((move, inner))
                value.take(move.from[...])
            }
        }
        for move in moves where !move.isRename {
            for count in (1..<max(1, move.from.count)).reversed() {
                let path = move.from.prefix(count)
                guard value[tokens: path]?.object?.isEmpty == true, intended[tokens: path] == nil
                else { break }
                value.take(path)
            }
        }
        for (move, inner) in taken { value.put(inner, move.to[...]) }
        return value
    }
}

extension ConfigValue {
    /// The value at a path of keys and positions.
    package subscript(tokens tokens: some Collection<String>) -> ConfigValue? {
        guard let token = tokens.first else { return .some(self) }
        let next = array == nil ? self[token] : Int(token).flatMap { self[$0] }
        return next?[tokens: tokens.dropFirst()]
    }

    fileprivate mutating func take(_ path: ArraySlice<String>) {
        change(path.dropLast()) { object in path.last.map { object[$0] = nil } }
    }

    fileprivate mutating func put(_ value: ConfigValue, _ path: ArraySlice<String>) {
        change(path.dropLast()) { object in path.last.map { object[$0] = value } }
    }

    private mutating func change(
        _ path: ArraySlice<String>,
        _ body: (inout ConfigObject) -> Void?
    ) {
        if case .array(var elements) = self, let token = path.first, let index = Int(token),
            elements.indices.contains(index)
        {
            elements[index].change(path.dropFirst(), body)
            self = .array(elements)
            return
        }
        var object = object ?? ConfigObject()
        if let key = path.first {
            var inner = object[key] ?? .object(ConfigObject())
            inner.change(path.dropFirst(), body)
            object[key] = inner
        } else {
            _ = body(&object)
        }
        self = .object(object)
    }
}
