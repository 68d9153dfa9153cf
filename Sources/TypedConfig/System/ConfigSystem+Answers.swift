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
        let path = SettingPath(key).tokens
        let loaded = try layers.load(name, catalogue: catalogue)
        let secrets = SecretPlaces(in: loaded, catalogue: catalogue)
        var answers = [Self.defaultAnswer(catalogue[path])]
        var parts = LayerParts(layers)
        let scope = layers.names.scope(of: name, catalogue)
        for layer in layers.layers {
            let (count, faults) = (parts.stack.count, parts.stack.textFindings.count)
            parts.add(layer.kind, name, OnDemand { catalogue })
            let pointer = JSONPointer(path).description
            answers.append(
                LayerAnswer(
                    layer: layer.description,
                    names: layer.kind.names(of: path, catalogue[path], scope, layers.variableRules),
                    said: parts.stack.sayings(at: path, from: count).map {
                        .init(value: $0.value, origin: $0.origin, result: .overridden)
                    },
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
                    at: path,
                    from: said.origin,
                    isServed: said.result == .wins
                )
            }
        }
        if answers.allSatisfy({ $0.said.isEmpty && $0.findings.isEmpty }), catalogue[path] == nil {
            _ = try DocumentValue(loaded.document.root).setting(at: SettingPath(path), in: name)
        }
        return answers
    }

    private static func defaultAnswer(_ setting: Setting?) -> LayerAnswer {
        let said = setting?.defaultValue.map {
            LayerAnswer.Said(value: $0, origin: .schemaDefault, result: .overridden)
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
    /// The highest layer with a value wins; objects are merged, and a null in a file removes a
    /// value.
    fileprivate mutating func judge() {
        var isDecided = false
        for answer in indices.reversed() {
            for index in self[answer].said.indices.reversed() where !isDecided {
                let said = self[answer].said[index]
                if said.value?.object != nil {
                    self[answer].said[index].result = .merged
                    continue
                }
                let isNull = said.value?.isNull == true && !said.origin.isText
                let hasLower =
                    self[..<answer].dropFirst().contains { !$0.said.isEmpty } || index > 0
                self[answer].said[index].result = isNull && hasLower ? .removes : .wins
                // A removed value leaves the default of the schema.
                isDecided = true
                if isNull, hasLower, !self[0].said.isEmpty { self[0].said[0].result = .wins }
            }
        }
    }
}

extension ConfigLayer.Kind {
    /// The names under which a layer looks up a setting.
    fileprivate func names(
        of path: [String],
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
            return configs.map { "--" + (($0.map { [$0] } ?? []) + path).joined(separator: ".") }
        case .secretFiles: return scope.fileNames(of: path)
        case .provider:
            return configs.map { (($0.map { [$0] } ?? []) + path).joined(separator: ".") }
        case .files, .override: return []
        }
    }

    private static func variables(
        of path: [String],
        _ setting: Setting?,
        _ configs: [String?],
        _ rules: VariableRules
    ) -> [String] {
        if setting?.takesVariable == false { return [] }
        if let own = setting?.variable { return [own] }
        guard let prefix = rules.prefix else { return [] }
        return configs.map {
            EnvironmentName.name(of: path, prefix: prefix, config: $0, rules.style)
        }
    }
}
