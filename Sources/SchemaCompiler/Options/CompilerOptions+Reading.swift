import ConfigDocument
import JSONSchema

extension CompilerOptions {
    /// The keys of the options file that affect generated code.
    static let keys = [
        "access", "formats", "sets", "decimals", "integers", "variables", "descriptions",
        "conformances", "prefix",
        "namespace", "references", "maxTypes", "limits", "jsonComments", "toml",
        "include", "exclude", "types", "imports", "header", "templates",
    ]

    /// Reads the value of one of them.
    mutating func read(_ key: String, _ value: Cursor, _ reader: inout OptionsReader) {
        switch key {
        case "access":
            if let level = choice(value, AccessLevel.self, &reader) { access = level }
        case "namespace":
            if let namespace = choice(value, Namespace.self, &reader) { self.namespace = namespace }
        case "formats":
            for name in elements(value, &reader) {
                if let format = choice(name, NativeFormat.self, &reader) { formats.insert(format) }
            }
        case "conformances":
            for name in elements(value, &reader) {
                if let known = choice(name, Conformance.self, &reader) {
                    conformances.insert(known)
                }
            }
        case "sets": usesSets = reader.choice(value, of: ["true", "false"]) == "true"
        case "decimals":
            usesExactDecimals = reader.choice(value, of: ["double", "exact"]) == "exact"
        case "integers": usesSizedIntegers = reader.choice(value, of: ["int", "sized"]) == "sized"
        case "variables":
            checksVariables = reader.choice(value, of: ["distinct", "shared"]) != "shared"
        case "descriptions":
            keepsDescriptions = reader.choice(value, of: ["true", "false"]) == "true"
        case "references":
            sharesTypes = reader.choice(value, of: ["shared", "copied"]) != "copied"
        case "maxTypes":
            guard let count = value.int, count > 0 else {
                reader.report("a number of types, at least 1, is expected here", at: value)
                return
            }
            maxTypes = count
        case "limits": readLimits(value, &reader)
        case "jsonComments":
            formatRules.allowsJSONComments =
                reader.choice(value, of: ["true", "false"]) == "true"
        case "toml": formatRules.allowsTOML11 = reader.choice(value, of: ["1.0", "1.1"]) == "1.1"
        case "prefix":
            prefix = identifier(value, "a prefix must be a Swift name such as App", &reader)
        case "include": include = reader.names(value)
        case "exclude": exclude = reader.names(value)
        case "types": readReplacements(value, &reader)
        case "imports":
            imports = elements(value, &reader).map {
                identifier($0, "an import must be the name of a module", &reader)
            }
        case "header": header = reader.text(value) ?? ""
        case "templates":
            guard let place = reader.place(value) else { return }
            templates = place.path
            if !FileSystem.isFolder(place.path) {
                reader.report("there is no directory \(quoted(value.string ?? ""))", at: value)
            }
        default: break
        }
    }

    private func elements(_ list: Cursor, _ reader: inout OptionsReader) -> [Cursor] {
        if !list.isArray { reader.report("an array is expected here", at: list) }
        return list.elements
    }

    private func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ value: Cursor,
        _: Choice.Type,
        _ reader: inout OptionsReader
    ) -> Choice? {
        reader.choice(value, of: Choice.allCases.map(\.rawValue)).flatMap(Choice.init)
    }

    private func identifier(
        _ value: Cursor,
        _ rule: String,
        _ reader: inout OptionsReader
    ) -> String {
        guard let text = reader.text(value) else { return "" }
        if text.isEmpty || Identifier.cleaned(text) != text { reader.report(rule, at: value) }
        return text
    }

    private mutating func readLimits(_ value: Cursor, _ reader: inout OptionsReader) {
        for (key, number) in reader.members(value, knowing: Limit.allCases.map(\.rawValue)) {
            guard let limit = Limit(rawValue: key) else { continue }
            if let count = number.int, limit.range.contains(count) {
                limits[limit] = count
            } else {
                let (least, most) = (limit.range.lowerBound, limit.range.upperBound)
                reader.report("\(key) must be a number from \(least) to \(most)", at: number)
            }
        }
    }

    private mutating func readReplacements(_ value: Cursor, _ reader: inout OptionsReader) {
        guard value.isObject else {
            reader.report("an object from generated names to types is expected here", at: value)
            return
        }
        for (key, type) in value.members {
            guard let name = reader.text(type) else { continue }
            guard SwiftTypeName.isValid(name) else {
                reader.report(
                    "\(quoted(name)) is not the name of a Swift type",
                    at: type,
                    suggestion: "write a name such as Celsius, Geometry.Point or [Celsius]"
                )
                continue
            }
            var place = reader.finding("", at: type)
            place.position = key.position
            replacements.append(
                TypeReplacement(name: ChosenName(key.text, at: place), swiftType: name)
            )
        }
    }
}
