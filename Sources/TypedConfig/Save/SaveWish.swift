import ConfigDocument
import DocumentEditing
import SchemaValidation

/// The request behind a save.
enum SaveWish: Sendable {
    /// An effective value, which was derived from `from`; nil for the current effective value.
    case value(DocumentValue, from: DocumentValue?)
    /// One setting as an operator types it.
    case setting(SettingEdit)

    /// True if placeholders in the new value are placeholders, as they are in a file.
    var isAsInFile: Bool {
        if case .setting = self { true } else { false }
    }

    /// True if no output may show the new value, whatever the schema declares.
    var isHidden: Bool {
        if case .setting(let edit) = self { edit.isHidden } else { false }
    }

    /// Findings in a typed value get the place where it was typed, because the file does not
    /// contain it.
    func located(_ findings: [Finding], in file: String, _ now: DocumentValue) -> [Finding] {
        guard case .setting(let edit) = self, edit.value != nil else { return findings }
        let path = now.steps(along: edit.path, makingArrays: edit.makesArrays).map(\.token)
        return findings.map { finding in
            let tokens = JSONPointer(text: finding.instanceLocation)?.tokens ?? []
            guard finding.file == file, tokens.starts(with: path) else { return finding }
            var finding = finding
            (finding.file, finding.position) = (edit.place, nil)
            return finding
        }
    }

    /// The value that the new one is compared with: the effective value, but at a typed setting the
    /// value in the file, which may be a placeholder or an escape.
    func compared(with now: DocumentValue, asWrittenIn file: DocumentValue) -> DocumentValue {
        guard case .setting(let edit) = self, edit.value != nil else { return now }
        let steps = now.steps(along: edit.path, makingArrays: edit.makesArrays)
        guard let written = file[steps], let value = now[steps], written != value else {
            return now
        }
        var result = now
        do throws(EditError) { try result.set(written, at: steps) } catch { return now }
        return result
    }

    /// The request with the current value recorded; later differences are changes by someone else.
    func made(from now: DocumentValue) -> SaveWish {
        switch self {
        case .value(let value, let base): return .value(value, from: base ?? now)
        case .setting(var edit):
            if edit.seen == nil { edit.seen = .some(edit.current(in: now)) }
            return .setting(edit)
        }
    }
}

/// A new value for one setting, or its removal.
struct SettingEdit: Sendable {
    var path: SettingPath
    /// Nil removes the setting.
    var value: DocumentValue?
    /// True if positions in a missing array create it, although they could also be keys.
    var makesArrays = true
    var isHidden = false
    /// The place where the value was typed, as messages name it.
    var place: String { Self.place(isHidden: isHidden) }
    /// The value at the time of planning; the outer optional is nil before that.
    fileprivate(set) var seen: DocumentValue?? = Optional.none

    init(
        _ path: SettingPath,
        to value: DocumentValue?,
        makesArrays: Bool = true,
        isHidden: Bool = false
    ) {
        self.path = path
        self.value = value
        self.makesArrays = makesArrays
        self.isHidden = isHidden
    }

    static func place(isHidden: Bool) -> String {
        isHidden ? "standard input" : ConfigOrigin.argument("VALUE").description
    }

    func applied(to now: DocumentValue) throws(EditError) -> DocumentValue {
        var result = now
        let steps = now.steps(along: path, makingArrays: makesArrays)
        if let value {
            try result.set(value, at: steps)
        } else if now[steps] != nil || seen == nil {
            try result.remove(at: steps)
        }
        return result
    }

    fileprivate func current(in now: DocumentValue) -> DocumentValue? {
        now[now.steps(along: path, makingArrays: makesArrays)]
    }

    /// A change of the same setting by someone else that leads to a different value.
    func conflict(with now: DocumentValue, _ wanted: DocumentValue) -> SettingChange? {
        guard let seen else { return nil }
        let current = current(in: now)
        guard current != seen, now != wanted else { return nil }
        let steps = now.steps(along: path, makingArrays: makesArrays)
        return SettingChange(path: SettingPath(steps), from: seen, to: current)
    }
}

extension SettingPath {
    fileprivate init(_ steps: [PathStep]) {
        let positions = steps.indices.filter { if case .index = steps[$0] { true } else { false } }
        self.init(tokens: steps.map(\.token), positions: Set(positions))
    }
}

extension DocumentValue {
    /// The steps of a path through this value; `-` denotes the position after the last element of
    /// an array (RFC 6901, section 4).
    func steps(along path: SettingPath, makingArrays: Bool) -> [PathStep] {
        var steps: [PathStep] = []
        var value: DocumentValue? = .some(self)
        for (depth, token) in path.tokens.enumerated() {
            let isBracketed = path.positions.contains(depth)
            let index = token == "-" ? value?.array?.count ?? 0 : Self.position(token)
            let isPosition =
                switch value {
                case .array: index != nil
                case nil, .null: isBracketed || makingArrays && index != nil
                default: isBracketed && value?[token] == nil
                }
            let step: PathStep = if isPosition, let index { .index(index) } else { .key(token) }
            steps.append(step)
            value = value?[[step]]
        }
        return steps
    }

    /// A position as defined by RFC 6901; one with too many digits is beyond the end of any array.
    private static func position(_ token: String) -> Int? {
        let isDecimal = !token.isEmpty && token.utf8.allSatisfy { 0x30...0x39 ~= $0 }
        guard isDecimal, token == "0" || token.utf8.first != 0x30 else { return nil }
        return Int(token) ?? .max
    }
}
