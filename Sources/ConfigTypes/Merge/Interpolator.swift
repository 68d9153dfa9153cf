import ConfigDocument
import SchemaValidation

/// Replaces the placeholders in a merged configuration: see `Interpolation`.
///
/// Problems are recorded with the position of the placeholder; messages never contain the values of
/// placeholders.
struct Interpolator {
    let interpolation: Interpolation
    let catalogue: SettingCatalogue?
    private let layered: LayeredValue
    let origins: OriginTable
    let root: DocumentValue
    private(set) var findings: [Finding] = []
    var warnings: [Finding] = []
    var notes: [DocumentPath: Note] = [:]
    /// The source and destination of each reference that was followed.
    var copies: [(from: DocumentPath, to: DocumentPath)] = []
    /// The possible readings of strings, the likeliest first, at paths whose type is not declared.
    private(set) var undecided: [DocumentPath: [DocumentValue]] = [:]
    /// The original strings that contain variables, whether set or not: a default may be as secret.
    var placeholders: [DocumentPath: String] = [:]
    /// The paths being resolved, each needed by the one before.
    var open: [DocumentPath] = []
    private var done: [DocumentPath: DocumentValue] = [:]
    var failed: Set<DocumentPath> = []
    /// The length of the chain of references that starts at each path.
    var lengths: [DocumentPath: Int] = [:]
    private var noted: Set<Finding> = []
    /// The total size that references may produce: repeated doubling would exhaust memory.
    var budget = ReadingOptions.standard.maxBytes
    /// The maximum length of a chain, which is also a depth of recursion and of nested origins.
    static let longestChain = 100
    /// The maximum number of defaults inside each other, which is a depth of recursion, too.
    private static let deepestDefault = 32

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

    var failedPaths: [DocumentPath] { Array(failed) }

    mutating func run() -> LayeredValue {
        let value = resolved(root, at: [])
        return layered.replacing(by: value, notes.mapValues(\.origin))
    }

    mutating func resolved(_ value: DocumentValue, at path: DocumentPath) -> DocumentValue {
        switch value {
        case .string(let text):
            return text.utf8.contains(UInt8(ascii: "$")) ? scalar(text, at: path) : value
        case .array(let elements):
            var result: [DocumentValue] = []
            for (index, element) in elements.enumerated() {
                result.append(resolved(element, at: path / index))
            }
            return .array(result)
        case .object(let object):
            var result = DocumentObject()
            for (key, member) in object.members { result[key] = resolved(member, at: path / key) }
            return .object(result)
        default: return value
        }
    }

    private mutating func scalar(_ text: String, at path: DocumentPath) -> DocumentValue {
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
        at path: DocumentPath,
        _ file: String,
        _ position: SourcePosition
    ) {
        var warning = Finding(
            message: "\(name(path)) has a placeholder in a form that is not replaced",
            suggestion: "write ${env:NAME}, or $${NAME} for the text",
            file: file,
            position: position
        )
        warning.severity = .warning
        warning.instanceLocation = path.pointer
        if noted.insert(warning).inserted { warnings.append(warning) }
    }

    /// The current value, and the origins of its placeholders so far.
    struct Run {
        var path: DocumentPath
        var file: String
        var position: SourcePosition
        var origins: [ConfigOrigin] = []
        /// True if part of the string comes from a variable or its default.
        var namesVariable = false
        /// The number of defaults around the current placeholder.
        var depth = 0
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
                        "refers to \(placeholder.argument), which is \(kind); within a string, only "
                            + "strings, numbers and booleans are allowed",
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

    mutating func noteBudget(_ run: Run) {
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

    mutating func value(ofText text: String, _ run: inout Run) -> DocumentValue? {
        guard run.depth < Self.deepestDefault else {
            note("has more than \(Self.deepestDefault) placeholders inside each other", nil, run)
            return nil
        }
        run.depth += 1
        defer { run.depth -= 1 }
        let text = PlaceholderText(text, interpolation.style)
        return text.parts.isEmpty ? .string("") : value(of: text, &run)
    }

    /// True if the text of the file at a path may be shown: not if it may be part of a secret.
    func isShown(_ path: DocumentPath) -> Bool {
        guard let catalogue, catalogue[path] != nil else { return false }
        return !catalogue.isSecret(path)
    }

    private mutating func circle(
        from start: Int,
        _ text: String,
        at path: DocumentPath
    ) -> DocumentValue {
        let way = (open[start...] + [path]).map { name($0) }
        if case .file(let file, let position) = origins.origin(at: path) {
            let run = Run(path: path, file: file, position: position)
            note("refers to itself: " + way.joined(separator: " → "), nil, run)
        }
        failed.formUnion(open[start...])
        return .string(text)
    }

    private func name(_ path: DocumentPath) -> String {
        path.isEmpty ? "the document" : path.shown
    }

    mutating func note(_ message: String, _ suggestion: String?, _ run: Run) {
        var finding = Finding(
            message: "\(name(run.path)) \(message)",
            suggestion: suggestion,
            file: run.file,
            position: run.position
        )
        finding.instanceLocation = run.path.pointer
        if noted.insert(finding).inserted { findings.append(finding) }
    }

    /// Records a problem of a referenced file.
    mutating func note(_ finding: Finding, _ run: Run) {
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
