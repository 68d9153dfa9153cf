import ConfigDocument
import ConfigTypes
import SchemaValidation
import Synchronization

extension ConfigSystem {
    /// The values of each layer for one setting, lowest first, beginning with the default of the
    /// schema: the explanation of its value. Values of secrets are omitted.
    ///
    /// - Throws: if the configuration cannot be read.
    public func layerAnswers(_ name: String, _ key: String) throws(ConfigError) -> [LayerAnswer] {
        let catalogue = try registrations.withLock { $0 }.required(name).catalogue()
        let path = DocumentPath(key)
        let loaded = try layers.load(name, catalogue: catalogue)
        let secrets = SecretPlaces(in: loaded, catalogue: catalogue)
        var answers = [Self.defaultAnswer(catalogue[path], path)]
        var parts = LayerParts(layers)
        let scope = layers.names.scope(of: name, catalogue)
        for layer in layers.served {
            let (count, faults) = (parts.stack.count, parts.stack.textFindings.count)
            parts.add(layer.kind, name, OnDemand { catalogue })
            let pointer = path.pointer
            answers.append(
                LayerAnswer(
                    layer: layer.description,
                    names: layer.kind.names(of: path, catalogue[path], scope, layers.variableRules),
                    said: parts.stack.sayings(at: path, from: count).map { .init($0) },
                    findings: parts.stack.textFindings.dropFirst(faults).filter {
                        $0.instanceLocation == pointer
                    }
                )
            )
        }
        answers.judge()
        for answer in answers.indices {
            for index in answers[answer].said.indices {
                let said = answers[answer].said[index]
                guard let value = said.value else { continue }
                answers[answer].said[index].value = secrets.shown(
                    value,
                    at: said.path,
                    from: said.origin,
                    isServed: said.result == .wins
                )
            }
        }
        if answers.allSatisfy({ $0.said.isEmpty && $0.findings.isEmpty }), catalogue[path] == nil {
            _ = try DocumentValue(loaded.document.root).setting(at: path, in: name)
        }
        return answers
    }

    private static func defaultAnswer(_ setting: Setting?, _ path: DocumentPath) -> LayerAnswer {
        let said = setting?.defaultValue.map {
            LayerAnswer.Said(
                LayerSaying(value: $0, origin: .schemaDefault, place: .setting, path: path)
            )
        }
        return LayerAnswer(
            layer: "schema default",
            names: [],
            said: [said].compactMap { $0 },
            findings: []
        )
    }
}

extension [LayerAnswer] {
    /// The highest layer with a value wins. Objects are merged, and so are single elements with the
    /// array of a lower layer; a null in a file, and a value in place of a container, remove values.
    fileprivate mutating func judge() {
        var merging: Merging?
        for answer in indices.dropFirst().reversed() {
            for index in self[answer].said.indices.reversed() {
                let hasLower = self[1..<answer].contains { !$0.said.isEmpty } || index > 0
                let result = self[answer].said[index].result(under: merging, hasLower)
                self[answer].said[index].result = result
                guard result == .merged, let next = self[answer].said[index].merging else {
                    // A removed value leaves the default of the schema.
                    if result == .removes, merging == nil { judgeDefault() }
                    return
                }
                merging = next
            }
        }
        if merging == nil { judgeDefault() }
    }

    private mutating func judgeDefault() {
        if !self[0].said.isEmpty { self[0].said[0].result = .wins }
    }
}

/// The parts of a setting that higher layers have set.
private enum Merging {
    case members, elements
}

extension LayerAnswer.Said {
    /// The effect of the value, given that all higher ones are merged.
    fileprivate func result(under merging: Merging?, _ hasLower: Bool) -> LayerAnswer.Result {
        if place == .part { return .merged }
        if place == .container || value?.isNull == true && !origin.isText, hasLower {
            return .removes
        }
        switch merging {
        case nil: return isMembers ? .merged : place == .container ? .removes : .wins
        case .members: return isMembers ? .merged : .overridden
        case .elements: return place == .element || value?.array != nil ? .merged : .overridden
        }
    }

    /// The way in which lower values are merged with this one; nil if they are not.
    fileprivate var merging: Merging? { place == .part ? .elements : isMembers ? .members : nil }

    private var isMembers: Bool { place == .setting && value?.object != nil }
}

extension ConfigLayer.Kind {
    /// The names under which a layer looks up a setting.
    fileprivate func names(
        of path: DocumentPath,
        _ setting: Setting?,
        _ scope: NameScope,
        _ rules: VariableRules
    ) -> [String] {
        if setting?.isVersion == true { return [] }
        let configs = scope.isMain ? [scope.own.config, nil] : [scope.own.config]
        switch self {
        case .environment(let rules, _): return Self.variables(of: path, setting, configs, rules)
        case .dotenv(_, let own): return Self.variables(of: path, setting, configs, own ?? rules)
        case .arguments:
            return configs.map {
                "--" + (($0.map { [$0] } ?? []) + path.tokens).joined(separator: ".")
            }
        case .secretFiles: return scope.fileNames(of: path)
        case .provider:
            return configs.map { (($0.map { [$0] } ?? []) + path.tokens).joined(separator: ".") }
        case .source, .override: return []
        }
    }

    private static func variables(
        of path: DocumentPath,
        _ setting: Setting?,
        _ configs: [String?],
        _ rules: VariableRules
    ) -> [String] {
        if setting?.takesVariable == false { return [] }
        if let own = setting?.variable { return [own] }
        guard let prefix = rules.prefix else { return [] }
        return configs.map {
            EnvironmentName.name(of: path.tokens, prefix: prefix, config: $0, rules.style)
        }
    }
}
