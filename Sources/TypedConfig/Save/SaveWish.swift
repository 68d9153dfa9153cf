import ConfigDocument
import DocumentEditing
import SchemaValidation

/// The request behind a save.
enum SaveWish: Sendable {
    /// An effective value, which was derived from `from`; nil for the current effective value.
    case value(DocumentValue, from: DocumentValue?)
    /// Settings as an operator types them, each over the result of those before.
    case settings([SettingEdit])

    /// True if placeholders in the new value are placeholders, as they are in a file.
    var isAsInFile: Bool {
        if case .settings = self { true } else { false }
    }

    /// True if no output may show the new value, whatever the schema declares.
    var isHidden: Bool {
        if case .settings(let edits) = self { edits.contains(where: \.isHidden) } else { false }
    }

    /// Findings get places that exist, since the text that they are about is not saved: those in a
    /// typed value the place where it was typed, others that of the same value in the file.
    func located(
        _ findings: [Finding],
        from edited: Document,
        to document: Document,
        _ now: DocumentValue
    ) -> [Finding] {
        var typed: [(path: DocumentPath, edit: SettingEdit)] = []
        if case .settings(let edits) = self {
            typed = edits.filter { $0.value != nil }
                .map { ($0.path.resolved(in: now, makingArrays: $0.makesArrays), $0) }
        }
        return findings.map { finding in
            guard finding.file == document.name, let position = finding.position else {
                return finding
            }
            var finding = finding
            let path = DocumentPath(pointer: finding.instanceLocation) ?? []
            let isTypedKey = finding.isOfKey && now[path] == nil
            if isTypedKey, typed.contains(where: { $0.path.starts(with: path) }) {
                finding.place(at: ConfigOrigin.argument("KEY").description)
            } else if let edit = typed.last(where: { path.starts(with: $0.path) })?.edit {
                finding.place(at: edit.place)
            } else {
                finding.position = document.position(of: path, insteadOf: position, in: edited)
                return finding
            }
            // A typed name may be that of a setting that is there already.
            if finding.suggestion == nil, finding.isUnknownName,
                case .object(let beside)? = now[DocumentPath(path.dropLast())]
            {
                let names = beside.members.map(\.key)
                finding.suggestion = Suggestion.didYouMean(path.last?.token ?? "", among: names)
            }
            return finding
        }
    }

    /// The value that the new one is compared with: the effective value, but at a typed setting the
    /// value in the file, which may be a placeholder or an escape.
    func compared(with now: DocumentValue, asWrittenIn file: DocumentValue) -> DocumentValue {
        guard case .settings(let edits) = self else { return now }
        var result = now
        for edit in edits where edit.value != nil {
            let path = edit.path.resolved(in: now, makingArrays: edit.makesArrays)
            guard let written = file[path], let value = now[path], written != value else {
                continue
            }
            do throws(EditError) { try result.set(written, at: path) } catch { continue }
        }
        return result
    }

    /// The request with the current value recorded; later differences are changes by someone else.
    func made(from now: DocumentValue) -> SaveWish {
        switch self {
        case .value(let value, let base): return .value(value, from: base ?? now)
        case .settings(var edits):
            for index in edits.indices where edits[index].seen == nil {
                edits[index].seen = .some(edits[index].current(in: now))
            }
            return .settings(edits)
        }
    }
}

/// A new value for one setting, or its removal.
struct SettingEdit: Sendable {
    var path: DocumentPath
    /// Nil removes the setting.
    var value: DocumentValue?
    /// True if positions in a missing array create it, although they could also be keys.
    var makesArrays = true
    var isHidden = false
    /// The place where the value was typed, as messages name it.
    var place = ""
    /// The value at the time of planning; the outer optional is nil before that.
    fileprivate(set) var seen: DocumentValue?? = Optional.none

    init(
        _ path: DocumentPath,
        to value: DocumentValue?,
        makesArrays: Bool = true,
        typedAt place: String = "",
        isHidden: Bool = false
    ) {
        self.path = path
        self.value = value
        self.place = place
        self.makesArrays = makesArrays
        self.isHidden = isHidden
    }

    func applied(to now: DocumentValue) throws(EditError) -> DocumentValue {
        var result = now
        let path = path.resolved(in: now, makingArrays: makesArrays)
        if let value {
            try result.set(value, at: path)
        } else if now[path] != nil || seen == nil {
            try result.remove(at: path)
        }
        return result
    }

    fileprivate func current(in now: DocumentValue) -> DocumentValue? {
        now[path.resolved(in: now, makingArrays: makesArrays)]
    }

    /// A change of the same setting by someone else that leads to a different value.
    func conflict(with now: DocumentValue, _ wanted: DocumentValue) -> SettingChange? {
        guard let seen else { return nil }
        let current = current(in: now)
        guard current != seen, now != wanted else { return nil }
        let path = path.resolved(in: now, makingArrays: makesArrays)
        return SettingChange(path: path, from: seen, to: current)
    }
}

extension DocumentPath {
    /// The same path with the steps marked that are positions in a value, or make an array in it: `-`
    /// leads behind the last element (RFC 6901, section 4).
    func resolved(in root: DocumentValue, makingArrays: Bool) -> DocumentPath {
        var value: DocumentValue? = .some(root)
        return DocumentPath(
            map { step in
                let index = step.token == "-" ? value?.array?.count ?? 0 : step.position
                let isPosition =
                    switch value {
                    case .array: index != nil
                    case nil, .null: step.isPosition || makingArrays && index != nil
                    default: step.isPosition && value?[step.token] == nil
                    }
                let next: Step =
                    if isPosition, let index { .index(index) } else { .key(step.token) }
                value = value?.child(at: next)
                return next
            }
        )
    }
}

extension Document {
    /// The position here of a value that another text has as well, or of its key; nil if this one
    /// has no such value, or a different one.
    fileprivate func position(
        of path: DocumentPath,
        insteadOf position: SourcePosition,
        in other: Document
    ) -> SourcePosition? {
        guard let mine = root[path], let theirs = other.root[path] else { return nil }
        let isCollection = mine.isObject || mine.isArray
        guard isCollection ? mine.kind == theirs.kind : DocumentValue(mine) == DocumentValue(theirs)
        else { return nil }
        if position.offset == theirs.position.offset { return mine.position }
        guard let container = root[DocumentPath(path.dropLast())], let key = path.last?.token else {
            return nil
        }
        return container.members.first { $0.key.text == key }?.key.position
    }
}

extension Finding {
    /// Moves the finding to an argument or to standard input.
    fileprivate mutating func place(at source: String) { (file, position) = (source, nil) }

    /// True if no schema declares the name of a member.
    fileprivate var isUnknownName: Bool {
        ["/additionalProperties", "/unevaluatedProperties"].contains {
            keywordLocation.hasSuffix($0)
        }
    }
}
