import ConfigDocument

/// Turns an engine's problems into findings: locations into lines and pointers, problems into
/// messages.
///
/// Of a secret only the position is shown: neither its value nor, for an object or array, the names
/// and number of its contents.
package struct FindingReport {
    let document: Document
    let program: ProgramStorage
    package let secrets: Set<Int>
    private let marked: Set<Int>
    private let hasSecrets: Bool
    let view: TapeView
    let places: DocumentPlaces
    private let locations: SchemaLocations
    /// The texts that messages show instead of some values, by their places.
    var shownTexts: [Int: String] = [:]

    init(document: Document, program: ProgramStorage, secrets: SecretWalk.Found) {
        self.document = document
        self.program = program
        locations = SchemaLocations(program.sites.tables)
        self.secrets = secrets.all.union(document.hidden)
        marked = secrets.marked
        hasSecrets = program.marksSecrets
        view = document.storage.view
        places = DocumentPlaces(document)
    }

    /// The findings in document order, without duplicates and without what another one explains.
    func findings(_ problems: [ExhaustiveEngine.Located], isFull: Bool = false) -> [Finding] {
        var seen: Set<Key> = []
        var said: Set<Saying> = []
        let distinct = problems.filter {
            seen.insert(Key(problem: $0.problem, index: $0.index, site: $0.site)).inserted
        }
        let repairs = KeyRepairs(distinct, self)
        let repeated = RepeatedProblems(distinct, repairs)
        let reported = distinct.enumerated()
            .filter { !repeated.contains($0.element) }
            .map { number, located in
                let suggests = number < Suggestion.most
                return Reported(
                    located: located,
                    number: number,
                    offset: view.sourceRange(located.index).lowerBound,
                    finding: finding(located, repairs[located.index], suggests: suggests)
                )
            }
            .sorted { ($0.offset, $0.number) < ($1.offset, $1.number) }
        var conditions = ConditionWording(self)
        var findings: [Finding] = []
        for reported in reported {
            var finding = reported.finding
            // Several keywords may require the same thing, which is a single problem for the
            // reader.
            let saying = Saying(offset: finding.position?.offset, message: finding.message)
            guard said.insert(saying).inserted else { continue }
            finding.message = conditions.message(finding.message, of: reported.located)
            findings.append(finding)
        }
        if isFull {
            findings.append(
                Finding(
                    message: "more findings were omitted",
                    suggestion: "raise maxFindings, or pass --max-findings",
                    file: document.name
                )
            )
        }
        return findings
    }

    private struct Reported {
        var located: ExhaustiveEngine.Located
        var number: Int
        var offset: Int
        var finding: Finding
    }

    private struct Saying: Hashable {
        var offset: Int?
        var message: String
    }

    private struct Key: Hashable {
        var problem: Problem
        var index: Int
        var site: UInt32

        /// Ignores the problem, which may hold thousands of names.
        func hash(into hasher: inout Hasher) {
            hasher.combine(index)
            hasher.combine(site)
        }
    }

    private func finding(
        _ located: ExhaustiveEngine.Located,
        _ repair: KeyRepairs.Repair?,
        suggests: Bool
    ) -> Finding {
        let secret = enclosingSecret(of: located.index)
        let path = places.path(to: secret ?? located.index)
        var wording = wording(located.index, in: secret)
        wording.suggests = suggests
        wording.hint = repair
        wording.rule = ruleWording(located.problem, suggests: suggests)
        let (message, suggestion) = wording.message(located.problem)
        var finding = Finding(
            message: message,
            suggestion: suggestion,
            file: document.name,
            position: places.position(located.index)
        )
        finding.severity = located.isWarning ? .warning : .error
        finding.isUnjudged = located.problem.isLimit
        finding.isOfKey = secret == nil && view[located.index].kind == .key
        finding.instanceLocation = path.pointer
        finding.keywordLocation = located.path.map(locations.relative).joined()
        if let place = locations.place(of: located.site) {
            let (line, column) = locations.position(of: place)
            finding.absoluteKeywordLocation = locations.inFile(place)
            finding.schemaPosition = SourcePosition(
                offset: 0,
                line: Int(line),
                column: Int(column)
            )
        }
        return finding
    }

    /// The message of a problem, with a repair if one is known.
    package func message(_ problem: Problem, at index: Int) -> String {
        let secret = enclosingSecret(of: index)
        var wording = wording(index, in: secret)
        wording.rule = ruleWording(problem, suggests: true)
        wording.hint = KeyRepairs.slip(problem, at: index, self)
        let (message, suggestion) = wording.message(problem)
        return suggestion.map { "\(message); \($0)" } ?? message
    }

    private func wording(_ index: Int, in secret: Int?) -> Wording {
        let entry = view[index]
        let isInside = secret != nil
        let isSecret = isInside || secrets.contains(index)
        let isKey = entry.kind == .key
        let subject =
            isKey && !isInside ? places.token(index + 1) : subject(of: secret ?? index)
        return Wording(
            subject: isInside
                ? (isKey ? "a setting in \(subject)" : "a value in \(subject)") : subject,
            kind: entry.kind,
            value: isSecret ? nil : shownTexts[index] ?? shown(entry),
            text: isSecret || entry.kind != .string
                ? nil : String(decoding: view.text(entry), as: UTF8.self),
            slip: slip(in: entry),
            owner: isKey && !isInside ? owner(ofKey: index) : nil,
            isInsideSecret: isInside,
            isMember: places.parent(index) != nil && places.position(inArray: index) == nil,
            isMarked: marked.contains(index),
            schemaHasSecrets: hasSecrets,
            notation: ContainerNotation(of: index, in: document)
        )
    }

    /// The members of an object with these names, in document order.
    func members(of object: Int, named names: [String]) -> [(key: String, value: Int)] {
        var members: [(key: String, value: Int)] = []
        var index = object + 1
        while index < view[object].endIndex {
            let key = view.text(view[index])
            if let name = names.first(where: { key.elementsEqual($0.utf8) }) {
                members.append((name, index + 1))
            }
            index = view.next(after: index + 1)
        }
        return members
    }

    /// True if the object of a key has another member in the same file. One in another file may be
    /// meant to be overridden.
    func hasMember(_ name: String, besideKey key: Int) -> Bool {
        guard let object = places.parent(key + 1) else { return false }
        var index = object + 1
        while index < view[object].endIndex {
            if view.text(view[index]).elementsEqual(name.utf8) {
                return document.areOfOneFile.map { $0(object, places.token(key + 1), name) } ?? true
            }
            index = view.next(after: index + 1)
        }
        return false
    }

    // MARK: Rules across settings

    private func ruleWording(_ problem: Problem, suggests: Bool) -> RuleWording? {
        guard case .brokenRule(let rule) = problem else { return nil }
        var wording = RuleWording(
            rule: rule,
            setting: ruleSubject(rule.setting),
            other: ruleSubject(rule.other)
        )
        if rule.relation == .uniqueBy,
            let container = places.parent(rule.setting.index).flatMap(places.parent)
        {
            wording.container = subject(of: enclosingSecret(of: container) ?? container)
        }
        let isOpen = !wording.setting.isSecret && !wording.other.isSecret
        if rule.relation == .namesEntryOf, suggests, isOpen {
            let name =
                rule.setting.fallback == nil
                ? String(decoding: view.text(view[rule.setting.index]), as: UTF8.self) : nil
            wording.closest = name.flatMap { Suggestion.closest(to: $0, in: rule.entries) }
        }
        return wording
    }

    private func ruleSubject(_ part: BrokenRule.Part) -> RuleWording.Subject {
        let secret = enclosingSecret(of: part.index)
        let isHidden = secret != nil || secrets.contains(part.index)
        var name = subject(of: secret ?? part.index)
        if secret != nil { name = "a value in \(name)" }
        guard part.missing.isEmpty else {
            var subject = RuleWording.Subject(name: name)
            subject.key = part.missing.last ?? ""
            subject.container = name == Wording.document ? nil : name
            if !isHidden { subject.name = self.name(of: part) }
            subject.isDefault = part.fallback != nil
            subject.isSecret = part.isSecret || isHidden
            subject.value = part.fallback.map { fallback in
                let isText = fallback.utf8.first == UInt8(ascii: "\"")
                return singleLine(fallback, limit: 40) + (isText ? "" : suffix(of: part))
            }
            subject.length = part.length
            return subject
        }
        let kind = view[part.index].kind
        var subject = RuleWording.Subject(name: name)
        subject.isSecret = isHidden || part.isSecret
        let isNumber = kind == .integer || kind == .double || kind == .decimal
        subject.value =
            kind == .object || kind == .array
            ? nil : shown(view[part.index]) + (isNumber ? suffix(of: part) : "")
        subject.length = part.length
        return subject
    }

    /// The unit behind a number.
    private func suffix(of part: BrokenRule.Part) -> String {
        part.unit.map { " \($0.symbol)" } ?? ""
    }

    /// The name of a setting that is not in the document.
    private func name(of part: BrokenRule.Part) -> String {
        let path = places.path(to: part.index) + part.missing.map(DocumentPath.Step.key)
        return path.isEmpty ? Wording.document : path.shown
    }

    private func slip(in entry: TapeEntry) -> TextSlip? {
        entry.kind == .string || entry.kind == .key ? TextSlip(view.text(entry)) : nil
    }

    /// The outermost secret that contains a value or key.
    func enclosingSecret(of index: Int) -> Int? {
        guard !secrets.isEmpty else { return nil }
        var outermost: Int?
        var next = view[index].kind == .key ? index + 1 : index
        while let parent = places.parent(next) {
            if secrets.contains(parent) { outermost = parent }
            next = parent
        }
        return outermost
    }

    /// The whole path, such as `server.ports[2]`.
    private func subject(of index: Int) -> String {
        let path = places.path(to: index)
        return path.isEmpty ? Wording.document : path.shown
    }

    /// The object that contains a key.
    private func owner(ofKey index: Int) -> String? {
        places.parent(index + 1).map(subject(of:)).flatMap { $0 == Wording.document ? nil : $0 }
    }

    func shown(_ entry: TapeEntry) -> String {
        switch entry.kind {
        case .null: "null"
        case .true: "true"
        case .false: "false"
        case .integer, .double, .decimal:
            singleLine(String(decoding: view.lexeme(entry), as: UTF8.self), limit: 40)
        case .string, .key: quoted(String(decoding: view.text(entry), as: UTF8.self))
        case .object: "an object"
        case .array, .end: "an array"
        }
    }
}
