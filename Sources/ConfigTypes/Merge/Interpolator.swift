import ConfigDocument
import SchemaValidation

/// Replaces the placeholders in a merged configuration: see `Interpolation`.
///
/// Problems are recorded with the position of the placeholder; messages never contain the values of
/// placeholders.
struct Interpolator {
    private let interpolation: Interpolation
    private let catalogue: SettingCatalogue?
    private let layered: LayeredValue
    private let origins: OriginTable
    private let root: DocumentValue
    private(set) var findings: [Finding] = []
    private(set) var warnings: [Finding] = []
    private(set) var notes: [[String]: Note] = [:]
    /// The source and destination of each reference that was followed.
    private(set) var copies: [(from: [String], to: [String])] = []
    /// The possible readings of strings, the likeliest first, at paths whose type is not declared.
    private(set) var undecided: [[String]: [DocumentValue]] = [:]
    /// The original strings that contain variables, whether set or not: a default may be as secret.
    private(set) var placeholders: [[String]: String] = [:]
    /// The paths being resolved, each needed by the one before.
    private var open: [[String]] = []
    private var done: [[String]: DocumentValue] = [:]
    private var failed: Set<[String]> = []
    /// The length of the chain of references that starts at each path.
    private var lengths: [[String]: Int] = [:]
    private var noted: Set<Finding> = []
    /// The total size that references may produce: repeated doubling would exhaust memory.
    private var budget = ReadingOptions.standard.maxBytes
    /// The maximum length of a chain, which is also a depth of recursion and of nested origins.
    private static let longestChain = 100

    /// A value whose placeholders were replaced.
    struct Note {
        var origin: ConfigOrigin
        /// The original string.
        var text: String
    }

    init(_ layered: LayeredValue, _ interpolation: Interpolation, _ catalogue: SettingCatalogue?) {
        self.interpolation = interpolation
        self.catalogue = catalogue
        self.layered = layered
        origins = OriginTable(layered)
        root = layered.value
    }

    var failedPaths: [[String]] { Array(failed) }

    mutating func run() -> LayeredValue {
        let value = resolved(root, at: [])
        return layered.replacing(by: value, notes.mapValues(\.origin))
    }

    private mutating func resolved(_ value: DocumentValue, at path: [String]) -> DocumentValue {
        switch value {
        case .string(let text):
            return text.utf8.contains(UInt8(ascii: "$")) ? scalar(text, at: path) : value
        case .array(let elements):
            var result: [DocumentValue] = []
            for (index, element) in elements.enumerated() {
                result.append(resolved(element, at: path + ["\(index)"]))
            }
            return .array(result)
        case .object(let object):
            var result = DocumentObject()
            for (key, member) in object.members { result[key] = resolved(member, at: path + [key]) }
            return .object(result)
        default: return value
        }
    }

    private mutating func scalar(_ text: String, at path: [String]) -> DocumentValue {
        if let value = done[path] { return value }
        guard case .file(let file, let position) = origins.origin(at: path) else {
            return .string(text)
        }
        let parsed = PlaceholderText(text, interpolation.style)
        if parsed.hasLookalike { noteLookalike(at: path, file, position) }
        guard !parsed.isPlain || PlaceholderText.mayBe(in: text, interpolation.style) else {
            return .string(text)
        }
        if let start = open.firstIndex(of: path) { return circle(from: start, text, at: path) }
        open.append(path)
        defer { open.removeLast() }
        var run = Run(path: path, file: file, position: position)
        let value = self.value(of: parsed, &run)
        let isBroken = value == nil || failed.contains(path)
        if isBroken { failed.insert(path) }
        let result = isBroken ? DocumentValue.string(text) : value ?? .string(text)
        done[path] = result
        if run.namesVariable, !run.origins.contains(where: \.isSecret) { placeholders[path] = text }
        // An escape alone does not change the origin of the string.
        if !run.origins.isEmpty, !isBroken {
            notes[path] = Note(
                origin: .interpolation(run.origins, file: file, position),
                text: text
            )
        }
        return result
    }

    /// The text is not quoted, since it may be a secret.
    private mutating func noteLookalike(
        at path: [String],
        _ file: String,
        _ position: SourcePosition
    ) {
        var warning = Finding(
            message: "\(name(path)) refers to a variable in a way that is not replaced",
            suggestion: "write ${env:NAME}, or $${NAME} for the text",
            file: file,
            position: position
        )
        warning.severity = .warning
        warning.instanceLocation = JSONPointer(path).description
        if noted.insert(warning).inserted { warnings.append(warning) }
    }

    /// The value at hand, and where its placeholders have led so far.
    private struct Run {
        var path: [String]
        var file: String
        var position: SourcePosition
        var origins: [ConfigOrigin] = []
        /// Whether part of the string comes from a variable or its default.
        var namesVariable = false
    }

    /// Nil, with a finding, if anything is wrong.
    private mutating func value(of text: PlaceholderText, _ run: inout Run) -> DocumentValue? {
        if let placeholder = text.whole { return whole(placeholder, &run) }
        var result = ""
        var isBroken = false
        for part in text.parts {
            switch part {
            case .literal(let literal): result += literal
            case .unclosed(let start):
                note(
                    "has \(start) without its closing bracket",
                    "close it with }, or write $${ for a literal ${",
                    run
                )
                isBroken = true
            case .placeholder(let placeholder):
                guard let value = lookUp(placeholder, &run) else {
                    isBroken = true
                    continue
                }
                guard let text = value.plainText else {
                    let kind = value.object == nil ? "an array" : "an object"
                    note(
                        "refers to \(placeholder.argument), which is \(kind); within a text only "
                            + "texts, numbers and booleans can stand",
                        nil,
                        run
                    )
                    isBroken = true
                    continue
                }
                result += text
            }
            budget -= result.utf8.count
            if budget < 0 {
                noteBudget(run)
                return nil
            }
        }
        return isBroken ? nil : .string(result)
    }

    private mutating func noteBudget(_ run: Run) {
        note(
            "refers to more than \(ReadingOptions.standard.maxBytes) bytes of values",
            "raise maxBytes, or pass --max-bytes",
            run
        )
    }

    /// Resolves a value that is a single placeholder: it takes the type of its setting.
    private mutating func whole(
        _ placeholder: PlaceholderText.Placeholder,
        _ run: inout Run
    ) -> DocumentValue? {
        let origins = run.origins.count
        guard let value = lookUp(placeholder, &run) else { return nil }
        // A reference to another setting has a type already; a default is a string.
        let hasType = placeholder.kind == .ref && run.origins.count > origins
        guard !hasType, case .string(let text) = value else { return value }
        guard var setting = catalogue?[run.path] else {
            let parsed = try? Document(parsing: text, as: .yaml).root
            undecided[run.path] = [value] + [parsed].compactMap { $0 }.map { DocumentValue($0) }
            return value
        }
        let origin = ConfigOrigin.interpolation(run.origins, file: run.file, run.position)
        setting.isSecret = setting.isSecret || origin.isHidden || run.namesVariable
        let given = TextSetting(setting: setting, text: text, origin: origin)
        if given.isUndecided { undecided[run.path] = given.readings }
        do throws(ConfigError) {
            return try given.value()
        } catch {
            findings += error.findings.map { finding in
                var finding = finding
                (finding.file, finding.position) = (run.file, run.position)
                return finding
            }
            return nil
        }
    }

    private mutating func lookUp(
        _ placeholder: PlaceholderText.Placeholder,
        _ run: inout Run
    ) -> DocumentValue? {
        if let choice = placeholder.choice { return choose(choice, placeholder, &run) }
        let found: Lookup =
            switch placeholder.kind {
            case .env: variable(placeholder, &run)
            case .file: file(placeholder, &run)
            case .ref: reference(placeholder, &run)
            }
        switch found {
        case .value(let value): return value
        case .broken: return nil
        case .missing(let message, let suggestion):
            if let fallback = placeholder.fallback {
                return value(ofText: fallback, &run)
            }
            note(message, suggestion, run)
            return nil
        }
    }

    private mutating func value(ofText text: String, _ run: inout Run) -> DocumentValue? {
        let text = PlaceholderText(text, interpolation.style)
        return text.parts.isEmpty ? .string("") : value(of: text, &run)
    }

    /// Whether what the file says there can be shown: not where it may be a part of a secret.
    private func isShown(_ path: [String]) -> Bool {
        guard let catalogue, catalogue[path] != nil else { return false }
        return !catalogue.isSecret(path)
    }

    /// What a compose file says behind the name of a variable.
    private mutating func choose(
        _ choice: PlaceholderText.Choice,
        _ placeholder: PlaceholderText.Placeholder,
        _ run: inout Run
    ) -> DocumentValue? {
        let found = variable(placeholder, &run)
        if case .broken = found { return nil }
        var set: DocumentValue?
        if case .value(let value) = found, !choice.countsEmpty || value != .string("") {
            set = value
        }
        switch choice.kind {
        case .fallback: return set ?? value(ofText: choice.text, &run)
        case .replacement: return set == nil ? .string("") : value(ofText: choice.text, &run)
        case .message:
            if let set { return set }
            let name = VariableReference(placeholder.argument).shown
            let reason = isShown(run.path) ? ": \(singleLine(choice.text))" : ""
            note("requires the environment variable \(name)\(reason)", "set it", run)
            return nil
        }
    }

    private enum Lookup {
        case value(DocumentValue)
        case missing(String, String?)
        case broken
    }

    private mutating func variable(
        _ placeholder: PlaceholderText.Placeholder,
        _ run: inout Run
    ) -> Lookup {
        let name = placeholder.argument
        run.namesVariable = true
        if name.isEmpty { return noteWithoutName("env", "variable", "NAME", run) }
        let variable = VariableReference(name)
        let value = interpolation.variable(name)
        let message =
            variable.isNameless
            ? "has \"${env:…}\", which names no variable"
            : "refers to the environment variable \(variable.shown), which is not set"
        guard value != nil || variable.isPossible else {
            note(message, variable.repair, run)
            return .broken
        }
        guard interpolation.allows(variable: name) else {
            let prefixes = interpolation.environment.joined(separator: ", ")
            note(
                "refers to the environment variable \(variable.shown), which files may not use",
                prefixes.isEmpty ? nil : "those that begin with \(prefixes) are allowed",
                run
            )
            return .broken
        }
        guard let text = value else {
            let repair = "set it, or write what to take without it: ${\(name):-default}"
            return .missing(message, placeholder.isShort ? repair : variable.repair)
        }
        run.origins.append(.environment(variable: name))
        return .value(.string(text))
    }

    private mutating func noteWithoutName(
        _ kind: String,
        _ noun: String,
        _ argument: String,
        _ run: Run
    ) -> Lookup {
        note(
            "has \"${\(kind):}\", which names no \(noun)",
            "write ${\(kind):\(argument)}, or $${\(kind):} for the text itself",
            run
        )
        return .broken
    }

    private mutating func file(
        _ placeholder: PlaceholderText.Placeholder,
        _ run: inout Run
    ) -> Lookup {
        let path = placeholder.argument
        if path.isEmpty { return noteWithoutName("file", "file", "PATH", run) }
        let folder = interpolation.folders.first { folder in
            path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
        }
        guard let folder, !path.split(separator: "/").contains("..") else {
            let allowed = interpolation.folders.joined(separator: ", ")
            note(
                "refers to the file \(path), which is in no folder that files may be read from",
                allowed.isEmpty
                    ? "allow its folder: pass --allow, or Interpolation(folders: […])"
                    : "allowed are \(allowed)",
                run
            )
            return .broken
        }
        let secrets = SecretFolder(path: folder, permissions: interpolation.worldReadable)
        let name = path.dropFirst(folder.count).drop { $0 == "/" }
        do throws(ConfigError) {
            guard let content = try secrets.content(of: String(name)) else {
                return .missing(
                    "refers to the file \(path), which is not there",
                    "write it, or what to take without it: ${file:\(path):-default}"
                )
            }
            if let warning = content.warning { warnings.append(warning) }
            run.origins.append(.secretFile(content.path))
            return .value(.string(content.text))
        } catch {
            for finding in error.findings { note(finding, run) }
            return .broken
        }
    }

    private mutating func reference(
        _ placeholder: PlaceholderText.Placeholder,
        _ run: inout Run
    ) -> Lookup {
        guard let pointer = JSONPointer(text: placeholder.argument) else {
            note(
                "refers to \(quoted(placeholder.argument)), which is not a JSON Pointer",
                "begin it with /",
                run
            )
            return .broken
        }
        let path = pointer.tokens
        guard let raw = root[tokens: path] else {
            return .missing("refers to \(pointer), where there is no setting", nil)
        }
        let length = (lengths[path] ?? 0) + 1
        guard open.count <= Self.longestChain, length <= Self.longestChain else {
            note("refers to \(pointer) through more than \(Self.longestChain) settings", nil, run)
            return .broken
        }
        let failures = failed.count
        // A reference to an enclosing object would never end.
        if run.path.starts(with: path) {
            let whole = path.isEmpty ? "the whole document" : pointer.description
            note("refers to \(whole), which it is part of", nil, run)
            return .broken
        }
        let value = resolved(raw, at: path)
        guard failed.count == failures, !failed.contains(path) else { return .broken }
        budget -= value.footprint
        guard budget >= 0 else {
            noteBudget(run)
            return .broken
        }
        lengths[run.path] = max(lengths[run.path] ?? 0, (lengths[path] ?? 0) + 1)
        let origin = notes[path]?.origin ?? origins.origin(at: path)
        run.origins.append(origin)
        run.namesVariable = run.namesVariable || placeholders[path] != nil || origin.isHidden
        copies.append((from: path, to: run.path))
        return .value(value)
    }

    private mutating func circle(
        from start: Int,
        _ text: String,
        at path: [String]
    ) -> DocumentValue {
        let way = (open[start...] + [path]).map { name($0) }
        if case .file(let file, let position) = origins.origin(at: path) {
            let run = Run(path: path, file: file, position: position)
            note("refers to itself: " + way.joined(separator: " → "), nil, run)
        }
        failed.formUnion(open[start...])
        return .string(text)
    }

    private func name(_ path: [String]) -> String {
        ValueName(of: path, in: root).shown ?? "the document"
    }

    private mutating func note(_ message: String, _ suggestion: String?, _ run: Run) {
        var finding = Finding(
            message: "\(name(run.path)) \(message)",
            suggestion: suggestion,
            file: run.file,
            position: run.position
        )
        finding.instanceLocation = JSONPointer(run.path).description
        if noted.insert(finding).inserted { findings.append(finding) }
    }

    /// Records a problem of a file that is referred to.
    private mutating func note(_ finding: Finding, _ run: Run) {
        note("refers to \(finding.file): \(finding.message)", finding.suggestion, run)
    }
}

extension DocumentValue {
    /// A scalar as part of a string; nil for arrays and objects.
    fileprivate var plainText: String? {
        switch self {
        case .null: ""
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .double(let value): "\(value)"
        case .number(let text), .string(let text): text
        case .array, .object: nil
        }
    }
}
