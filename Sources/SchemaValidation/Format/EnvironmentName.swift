import ConfigDocument

/// The names of environment variables that settings are read from: this package's `x-env`, or a name
/// that is made from the setting's path. Compiler and runtime both ask here.
package enum EnvironmentName {
    /// How many settings of a schema may have a name: two properties of one type are two settings, so
    /// that types which use each other twice have more of them than anyone can list.
    package static var settingLimit: Int { ReadingOptions.standard.maxSettings }

    /// `SERVER_MAX_SIZE` for `server.max-size`: capitals, and `_` for all but letters and digits of
    /// ASCII.
    package static func name(of path: some Sequence<String>) -> String {
        String(
            path.joined(separator: "_").uppercased().map { character in
                character.isASCII && (character.isLetter || character.isNumber) ? character : "_"
            }
        )
    }

    /// Letters, digits and `_`, the first no digit (POSIX.1, 8.1).
    package static func isPortable(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39 ~= first) else { return false }
        return name.utf8.allSatisfy {
            0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || $0 == UInt8(ascii: "_")
        }
    }
}
