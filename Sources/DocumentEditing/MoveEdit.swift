import ConfigDocument

/// Moves members in the text of a document. The caller parses the result and compares it, so that
/// uncommon forms can be rejected here.
struct MoveEdit {
    let text: SourceText
    let format: DocumentFormat
    let layout: SourceLayout
    let view: TapeView
    let style: YAMLStyle
    /// The final value of the document.
    let intended: DocumentValue
    var patches: [SourcePatch] = []
    /// The indexes of keys whose members move elsewhere.
    var leaving: Set<Int> = []

    struct GivenUp: Error {}

    /// A member that moves.
    package struct Member {
        var move: MemberMove
        /// The keys of the path to it, ending with its own.
        var keys: [Int]
        var objects: [Int]

        var key: Int { keys[keys.count - 1] }
        var object: Int { objects[objects.count - 1] }
    }

    /// The destination of moved members in the text: in place of an existing member of an object,
    /// or after it.
    struct Target: Hashable {
        var object: Int
        var key: Int
        var isInstead: Bool
    }

    /// The text at the destination: a moved member, or an object created for some of them.
    indirect enum Piece {
        case member(Member)
        case object(String, [Piece])
    }

    init(source: [UInt8], format: DocumentFormat, layout: SourceLayout, intended: DocumentValue) {
        text = SourceText(bytes: source, comments: format.comments)
        self.format = format
        self.layout = layout
        self.intended = intended
        view = layout.view
        style = YAMLStyle(of: text, format, view, count: layout.storage.entryCount)
    }

    mutating func edited(_ moves: [MemberMove]) -> [UInt8]? {
        defer { withExtendedLifetime(layout) {} }
        do throws(GivenUp) {
            var members: [Member] = []
            if format == .toml {
                for move in moves { members.append(try find(move)) }
                try editTables(members)
                return SourcePatch.apply(patches, to: text.bytes)
            }
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
        for (depth, step) in move.from.enumerated() {
            if view[index].kind == .array, depth < move.from.count - 1 {
                index = try element(index, step)
                continue
            }
            let key = try self.key(step.token, of: index)
            member.objects.append(index)
            member.keys.append(key)
            index = key + 1
        }
        guard !member.keys.isEmpty, view[index - 1].kind == .key else { throw GivenUp() }
        return member
    }

    private func element(_ array: Int, _ step: DocumentPath.Step) throws(GivenUp) -> Int {
        guard let position = step.position else { throw GivenUp() }
        var inner = array + 1
        for _ in 0..<position where inner < view[array].endIndex { inner = view.next(after: inner) }
        guard inner < view[array].endIndex else { throw GivenUp() }
        return inner
    }

    /// The key of a member in the source.
    private func key(_ token: String, of object: Int) throws(GivenUp) -> Int {
        guard view[object].kind == .object else { throw GivenUp() }
        for key in keys(of: object) where keyText(key) == token {
            guard node(key).style != .copied, node(key).style != .alias else { throw GivenUp() }
            return key
        }
        throw GivenUp()
    }

    func keys(of object: Int) -> [Int] {
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

    func node(_ index: Int) -> YAMLNode { layout.nodes[index] }

    // MARK: Renaming

    private mutating func rename(_ member: Member) throws(GivenUp) {
        let key = node(member.key)
        patches.append(SourcePatch(range: key.start..<key.end, text: name(of: member)))
    }

    /// The new key, quoted like the old one.
    func name(of member: Member) -> [UInt8] {
        let name = member.move.to.last?.token ?? ""
        if name == keyText(member.key) {
            return Array(text.bytes[node(member.key).start..<node(member.key).end])
        }
        if format.isJSON {
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
        // Comments of JSON are before or behind commas; an edit of the whole document arranges them.
        if format == .jsonc { throw GivenUp() }
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
        let filled = Set(order.map(\.object))
        var emptied: Set<Int> = []
        for member in members {
            // Contents of an object that is emptied or replaced move only once.
            let outermost = zip(member.keys, member.objects).first { key, _ in
                leaving.contains(key) || isEmptied(key, member)
            }
            guard let (key, object) = outermost, replaced.insert(key).inserted else { continue }
            let isEmpty = !filled.contains(object) && keys(of: object).allSatisfy(leaving.contains)
            if isEmpty, emptied.insert(object).inserted { try writeEmpty(object, in: member) }
            if isEmpty, node(object).style != .block { continue }
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

    /// The destination of a member, and the objects that must be created for it.
    private func target(of member: Member) throws(GivenUp) -> (Target, missing: [String]) {
        var object = 0
        var depth = 0
        let path = member.move.to
        while depth < path.count - 1 {
            if view[object].kind == .array {
                object = try element(object, path[depth])
            } else if let key = try? key(path[depth].token, of: object), !leaving.contains(key),
                !isEmptied(key, member)
            {
                object = key + 1
            } else {
                break
            }
            depth += 1
        }
        guard view[object].kind == .object else { throw GivenUp() }
        let missing = path[depth..<path.count - 1].map(\.token)
        // A member that moves up or down a level stays near its place; any other moves to the end.
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

    /// True if the value of a key is an object that loses all its members and must not remain
    /// empty.
    private func isEmptied(_ key: Int, _ member: Member) -> Bool {
        guard let depth = member.keys.firstIndex(of: key), view[key + 1].kind == .object else {
            return false
        }
        let path = DocumentPath(member.move.from.dropLast(member.keys.count - 1 - depth))
        return intended[path] == nil && allLeave(key)
    }

    private func allLeave(_ key: Int) -> Bool {
        guard view[key + 1].kind == .object else { return false }
        let inner = keys(of: key + 1)
        return !inner.isEmpty && inner.allSatisfy { leaving.contains($0) || allLeave($0) }
    }
}
