import ConfigDocument
import ConfigTypes
import SchemaValidation

extension TextFindings {
    /// The settings given by variables, in the order of merging.
    mutating func readVariables(
        _ variables: EnvironmentVariables,
        _ rules: VariableRules,
        _ scope: NameScope,
        existing: @escaping (DocumentPath) -> [String]
    ) {
        var reader = VariableReader(variables, rules, scope, existing)
        reader.run()
        settings += reader.settings
        faults += reader.faults
        warnings += reader.warnings
    }
}

private struct VariableReader {
    private let variables: EnvironmentVariables
    private let rules: VariableRules
    private let scope: NameScope
    private let lookup: VariableLookup
    private var found: [DocumentPath: Found] = [:]
    private(set) var faults: [Finding] = []
    private(set) var warnings: [Finding] = []

    private struct Found {
        var variable: String
        var part: SettingPart
        var text: String
        var origin: ConfigOrigin
    }

    init(
        _ variables: EnvironmentVariables,
        _ rules: VariableRules,
        _ scope: NameScope,
        _ existing: @escaping (DocumentPath) -> [String]
    ) {
        self.variables = variables
        self.rules = rules
        self.scope = scope
        lookup = VariableLookup(rules: rules, existing: existing)
    }

    /// Whole settings before their parts, and elements in the order of their positions.
    var settings: [TextSetting] {
        found.values.sorted { $0.part.setting.path.precedes($1.part.setting.path) }.map {
            TextSetting(
                setting: $0.part.setting,
                text: $0.text,
                origin: $0.origin,
                style: rules.style
            )
        }
    }

    mutating func run() {
        let names = variables.names()
        // Few variables of an environment are settings.
        let hits = names.compactMap { name in
            lookup.hit(name, in: scope.own, isMain: scope.isMain).map { (name: name, hit: $0) }
        }
        let all = hits.contains { $0.hit.parts[0].isInside } ? Set(names) : []
        for (name, hit) in hits.sorted(by: { $0.name < $1.name }) {
            guard !hit.isVersion, let text = variables.value(name),
                !ServiceVariables.isAddress(name, text, variables),
                !hit.parts[0].isInside || !ServiceVariables.contains(name, in: all),
                isOurs(name, hit)
            else { continue }
            read(name, hit, text)
        }
    }

    /// A name without a configuration belongs to another configuration if it is a full name there.
    private mutating func isOurs(_ name: String, _ hit: VariableLookup.Hit) -> Bool {
        if hit.rank == .own { return true }
        for other in scope.others {
            guard let theirs = lookup.hit(name, in: other, isMain: other.config == scope.main),
                theirs.rank >= hit.rank, theirs.rank != .own
            else { continue }
            if theirs.rank > hit.rank { return false }
            let (own, foreign) = (hit.parts[0].setting.name, theirs.parts[0].setting.name)
            fault(
                "\(own) of \(scope.own.config) and \(foreign) of \(other.config) have the same "
                    + "variable",
                name,
                "rename one of them with \"x-env\"",
                at: hit.parts
            )
            return false
        }
        return true
    }

    private mutating func read(_ name: String, _ hit: VariableLookup.Hit, _ text: String) {
        let part = hit.parts[0]
        if hit.parts.count > 1 {
            let names = hit.parts.map(\.setting.name).joined(separator: " and ")
            fault("the settings \(names) have the same variable", name, at: hit.parts)
            return
        }
        guard variables.isText(name) else {
            fault("the value of \(part.setting.name) is not text in UTF-8", name, at: [part])
            return
        }
        var found = Found(variable: name, part: part, text: text, origin: variables.origin(name))
        if hit.isFile {
            if text.isEmpty { return }
            guard let content = content(of: text, name, part) else { return }
            found.part.setting.isSecret = true
            (found.text, found.origin) = (content.text, .secretFile(content.path))
        } else if text.isEmpty, !keepsEmpty(part, name) {
            return
        }
        guard let other = self.found.updateValue(found, forKey: part.setting.path),
            other.text != found.text
        else { return }
        fault(
            "\(part.setting.name) is also set by \(other.variable), to another value",
            name,
            "keep one of them",
            at: [part]
        )
    }

    private mutating func keepsEmpty(_ part: SettingPart, _ name: String) -> Bool {
        switch rules.empty {
        case .value: return true
        case .unset: return false
        case .unsetExceptText:
            if part.setting.hasMembers { return false }
            return part.setting.kind.map { $0 == .string } ?? part.setting.mayBeText
        case .error:
            fault(
                "\(part.setting.name) is empty",
                name,
                "set it, or remove the variable",
                at: [part]
            )
            return false
        }
    }

    /// The text of the file named by a variable. A path of a missing file may be the secret itself.
    private mutating func content(of path: String, _ name: String, _ part: SettingPart)
        -> SecretFolder.Content?
    {
        guard SecretFolder(path: path, permissions: rules.worldReadable).exists else {
            fault("the file that this variable names does not exist", name, at: [part])
            return nil
        }
        do throws(ConfigError) {
            let found = try SecretFolder.content(ofFile: path, permissions: rules.worldReadable)
            guard let content = found else { return nil }
            if let warning = content.warning { warnings.append(warning) }
            return content
        } catch {
            faults += error.findings
            return nil
        }
    }

    /// - Parameter parts: the settings of the variable. The finding is about the first one.
    private mutating func fault(
        _ message: String,
        _ name: String,
        _ suggestion: String? = nil,
        at parts: [SettingPart]
    ) {
        var finding = Finding(message: message, suggestion: suggestion, file: "")
        variables.origin(name).locate(&finding)
        finding.instanceLocation = parts.first?.setting.path.pointer ?? ""
        faults.append(finding)
    }
}

extension DocumentPath {
    /// True if the text of this setting is merged first: whole settings before their parts, and
    /// elements in the order of their positions.
    func precedes(_ other: DocumentPath) -> Bool {
        for (left, right) in zip(self, other) where left != right {
            if let left = left.position, let right = right.position { return left < right }
            return left.token < right.token
        }
        return count < other.count
    }
}
