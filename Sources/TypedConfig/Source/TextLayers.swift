import ConfigDocument
import JSONSchema

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A variable of the process's environment.
@Sendable
func environmentVariable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}

/// A setting whose value is given as text.
struct TextSetting {
    var setting: Setting
    var text: String
    var origin: ConfigOrigin

    /// The text as the setting's type has it.
    ///
    /// - Throws: where it does not fit, naming the variable or argument. A secret is not quoted.
    func value() throws(ConfigError) -> ConfigValue {
        switch setting.kind {
        case .string: return .string(text)
        case .bool:
            if text == "true" || text == "false" { return .bool(text == "true") }
            throw refused(expected: "true or false")
        case .integer:
            if let value = number(), value.int != nil || isWhole(text) { return value }
            throw refused(expected: "a whole number")
        case .number:
            if let value = number() { return value }
            throw refused(expected: "a number")
        case .array:
            if let value = parsed(), value.array != nil { return value }
            throw refused(expected: "a list such as [a, b]")
        case .object:
            if let value = parsed(), value.object != nil { return value }
            throw refused(expected: "an object such as {a: 1}")
        case nil:
            // Any value: what reads as none is text.
            return parsed() ?? .string(text)
        }
    }

    private func number() -> ConfigValue? {
        guard let value = try? Document(parsing: text, as: .json).root, value.double != nil else {
            return nil
        }
        return ConfigValue(value)
    }

    private func isWhole(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") }
    }

    private func parsed() -> ConfigValue? {
        (try? Document(parsing: text, as: .yaml)).map { ConfigValue($0.root) }
    }

    private func refused(expected: String) -> ConfigError {
        let shown = setting.isSecret ? "not of the right type" : quoted(text)
        var finding = Finding(
            message: "\(setting.name) is \(shown); \(expected) is expected",
            file: origin.description
        )
        finding.instanceLocation = JSONPointer(setting.path).description
        return ConfigError(finding)
    }
}

extension ConfigLayer.Kind {
    /// The settings that an environment or a command line gives.
    ///
    /// - Throws: two settings with one variable, and an argument without a value.
    func textSettings(of catalogue: SettingCatalogue) throws(ConfigError) -> [TextSetting] {
        switch self {
        case .environment(let prefix, let variable):
            return try environment(prefix, variable, catalogue)
        case .arguments(let arguments):
            return try Self.arguments(arguments, catalogue)
        case .files, .override:
            return []
        }
    }

    private func environment(
        _ prefix: String,
        _ variable: (String) -> String?,
        _ catalogue: SettingCatalogue
    ) throws(ConfigError) -> [TextSetting] {
        var found: [String: Setting] = [:]
        var settings: [TextSetting] = []
        for setting in catalogue.settings where !setting.hasMembers {
            let name = Self.variableName(prefix, setting.path)
            guard let text = variable(name) else { continue }
            if let other = found.updateValue(setting, forKey: name) {
                throw ConfigError(
                    Finding(
                        message:
                            "the settings \(other.name) and \(setting.name) have the same variable",
                        file: "environment variable \(name)"
                    )
                )
            }
            settings.append(
                TextSetting(setting: setting, text: text, origin: .environment(variable: name))
            )
        }
        return settings
    }

    /// `APP_SERVER_MAX_SIZE` for `server.max-size`: capitals, and `_` for all but letters and digits.
    static func variableName(_ prefix: String, _ path: [String]) -> String {
        let parts = (prefix.isEmpty ? [] : [prefix]) + path
        return String(
            parts.joined(separator: "_").uppercased().map { character in
                character.isASCII && (character.isLetter || character.isNumber) ? character : "_"
            }
        )
    }

    private static func arguments(
        _ arguments: [String],
        _ catalogue: SettingCatalogue
    ) throws(ConfigError) -> [TextSetting] {
        var settings: [TextSetting] = []
        var rest = arguments[...]
        while let argument = rest.popFirst(), argument != "--" {
            guard argument.hasPrefix("--") else { continue }
            let parts = argument.dropFirst(2).split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            guard let key = parts.first,
                let setting = catalogue[SettingPath(String(key)).tokens], !setting.hasMembers
            else { continue }
            let name = "--\(key)"
            var text = parts.count == 2 ? String(parts[1]) : nil
            if text == nil, let next = rest.first, !next.hasPrefix("--") {
                text = rest.removeFirst()
            }
            // A switch needs no value.
            if text == nil, setting.kind == .bool { text = "true" }
            guard let text else {
                throw ConfigError(
                    Finding(message: "\(setting.name) has no value", file: "argument \(name)")
                )
            }
            settings.append(TextSetting(setting: setting, text: text, origin: .argument(name)))
        }
        return settings
    }
}
