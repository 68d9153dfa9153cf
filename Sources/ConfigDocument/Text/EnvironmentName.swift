/// How the name of an environment variable is made from the keys of a setting.
public enum VariableStyle: Sendable, Hashable, CaseIterable {
    /// `SERVER_MAXSIZE` for `server.maxSize`: capitals, and `_` for all but letters and digits of ASCII.
    case plain
    /// `SERVER_MAX_SIZE` for `server.maxSize`, as swift-configuration's `EnvironmentVariablesProvider`
    /// names it. Texts are read as there: `yes`, `no`, `1` and `0` are Booleans, and commas part the
    /// elements of an array.
    case swiftConfiguration
}

/// The names of environment variables that settings are read from. The compiler and the runtime ask
/// here, so that one place decides.
package enum EnvironmentName {
    /// The keys as one name, without prefix and configuration.
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
    ///   - prefix: empty for none.
    ///   - config: nil for a name without the configuration, as its main one has too.
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

    /// `server_Timeout`: an underscore wherever a capital follows a small letter.
    private static func divided(_ key: String) -> String {
        var result = ""
        for character in key {
            if character.isUppercase, result.last?.isLowercase == true { result.append("_") }
            result.append(character)
        }
        return result
    }

    /// Letters, digits and `_`, the first no digit (POSIX.1, 8.1).
    package static func isPortable(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39 ~= first) else { return false }
        return name.utf8.allSatisfy {
            0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || $0 == UInt8(ascii: "_")
        }
    }
}
