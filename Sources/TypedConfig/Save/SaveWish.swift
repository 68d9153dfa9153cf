import ConfigDocument
import DocumentEditing
import SchemaValidation

/// What a save is to achieve.
enum SaveWish: Sendable {
    /// This effective value, which was made from `from`; nil for that of the files now.
    case value(DocumentValue, from: DocumentValue?)
    /// One setting as an operator types it.
    case setting(SettingEdit)

    /// Whether placeholders in the new value stand for something, as they do in a file.
    var isAsInFile: Bool {
        if case .setting = self { true } else { false }
    }

    /// Whether no output may show the new value, whatever the schema says of it.
    var isHidden: Bool {
        if case .setting(let edit) = self { edit.isHidden } else { false }
    }

    /// Findings in a value that an operator has typed, with the place that it was typed in: the file
    /// does not hold it.
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

    /// What the new value is compared with: the effective value, and at a setting that an operator
    /// types what the file says of it, which may be a placeholder or an escape.
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

    /// The same after the value that there is was looked at: what differs from then on is the change
    /// of somebody else.
    func made(from now: DocumentValue) -> SaveWish {
        switch self {
        case .value(let value, let base): return .value(value, from: base ?? now)
        case .setting(var edit):
            if edit.seen == nil { edit.seen = .some(edit.current(in: now)) }
            return .setting(edit)
        }
    }
}

/// A new value for one setting, or none.
struct SettingEdit: Sendable {
    var path: SettingPath
    /// Nil removes the setting.
    var value: DocumentValue?
    /// Whether positions into what is not there make an array, though they could be keys.
    var makesArrays = true
    var isHidden = false
    /// Where the value was typed, as messages call it.
    var place: String { Self.place(isHidden: isHidden) }
    /// What was there when the change was thought through; the outer nil before that.
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

    /// The change of somebody else to the same setting, where it leads to another value.
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
    /// The way that keys and positions lead through this value: `-` leads behind the last element of
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

    /// A position as RFC 6901 writes it; one of too many digits is beyond the end of any array.
    private static func position(_ token: String) -> Int? {
        let isDecimal = !token.isEmpty && token.utf8.allSatisfy { 0x30...0x39 ~= $0 }
        guard isDecimal, token == "0" || token.utf8.first != 0x30 else { return nil }
        return Int(token) ?? .max
    }
}
