/// The ways to derive the name of an environment variable from the keys of a setting.
public enum VariableStyle: Sendable, Hashable, CaseIterable {
    /// `SERVER_MAXSIZE` for `server.maxSize`: upper case, with `_` for everything except ASCII
    /// letters and digits.
    case plain
    /// `SERVER_MAX_SIZE` for `server.maxSize`, like the `EnvironmentVariablesProvider` of
    /// swift-configuration. Texts are read in the same way: `yes`, `no`, `1` and `0` are booleans,
    /// and commas separate the elements of an array.
    case swiftConfiguration
}

/// The names of environment variables for settings. The compiler and the runtime both use this
/// type, so that there is only one rule.
package enum EnvironmentName {
    /// The name for the keys, without prefix and configuration.
    package static func name(
        of path: some Sequence<String>,
        _ style: VariableStyle = .plain
    ) -> String {
        switch style {
        case .plain:
            String(path.joined(separator: "_").uppercased().map { isPlain($0) ? $0 : "_" })
        case .swiftConfiguration:
            path.map { key in
                String(
                    divided(key).uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
                )
            }
            .joined(separator: "_")
        }
    }

    /// `APP_HTTP_PORT` for `port` of the configuration `http`.
    ///
    /// - Parameters:
    ///   - prefix: the prefix; empty for none.
    ///   - config: the configuration; nil for a name without it, as the main configuration allows.
    package static func name(
        of path: [String],
        prefix: String,
        config: String?,
        _ style: VariableStyle = .plain
    ) -> String {
        let parts = [prefix.isEmpty ? nil : prefix, config].compactMap { $0 } + path
        return name(of: parts, style)
    }

    private static func isPlain(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber)
    }

    /// `server_Timeout`: inserts an underscore between a lower-case and an upper-case letter.
    private static func divided(_ key: String) -> String {
        var result = ""
        for character in key {
            if character.isUppercase, result.last?.isLowercase == true { result.append("_") }
            result.append(character)
        }
        return result
    }

    /// True if a name consists of letters, digits and `_`, and does not begin with a digit
    /// (POSIX.1, 8.1).
    package static func isPortable(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39 ~= first) else { return false }
        return name.utf8.allSatisfy {
            0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || $0 == UInt8(ascii: "_")
        }
    }
}
