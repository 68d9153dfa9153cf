import ConfigDocument

/// The names of environment variables for settings: this package's `x-env`, or a name derived from
/// the setting's path. Shared by compiler and runtime.
package enum EnvironmentName {
    /// The maximum number of settings with names. Two properties of one type are two settings, so
    /// mutually recursive types have more settings than can be listed.
    package static var settingLimit: Int { ReadingOptions.standard.maxSettings }

    /// `SERVER_MAX_SIZE` for `server.max-size`: upper case, with `_` for everything except ASCII
    /// letters and digits.
    package static func name(of path: some Sequence<String>) -> String {
        String(
            path.joined(separator: "_").uppercased().map { character in
                character.isASCII && (character.isLetter || character.isNumber) ? character : "_"
            }
        )
    }

    /// Whether a name consists of letters, digits and `_`, and does not start with a digit
    /// (POSIX.1, 8.1).
    package static func isPortable(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39 ~= first) else { return false }
        return name.utf8.allSatisfy {
            0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || $0 == UInt8(ascii: "_")
        }
    }
}
