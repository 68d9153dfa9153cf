import ConfigDocument

/// What is taken for a secret where no schema says what is: by how a key is called, or by a password
/// inside a URL.
enum SecretName {
    private static let words: Set<String> = [
        "authorization", "bearer", "cookie", "cookies", "credential", "credentials", "cred",
        "creds", "dsn", "jwt", "pass", "passcode", "passphrase", "passwd", "password", "passwords",
        "passwort", "pin", "pw", "pwd", "salt", "secret", "secrets", "token", "tokens",
    ]
    /// What makes a key one that opens something.
    private static let keys: Set<String> = [
        "access", "account", "api", "app", "auth", "client", "encryption", "hmac", "license",
        "master",
        "private", "secret", "session", "shared", "signing", "ssh", "storage",
    ]

    /// Whether a key is called like a secret: `db_password`, `apiKey`, `PRIVATE-KEY`.
    static func matches(_ key: String) -> Bool {
        let parts = parts(of: key)
        if parts.contains(where: words.contains) { return true }
        let pairs = zip(parts, parts.dropFirst())
        if pairs.contains(where: { keys.contains($0) && ["key", "keys"].contains($1) }) {
            return true
        }
        if pairs.contains(where: { $0 == "connection" && $1 == "string" }) { return true }
        let whole = parts.joined()
        return keys.contains { whole.hasSuffix("\($0)key") }
            || ["password", "passwd", "secret", "token", "passphrase"].contains {
                whole.contains($0)
            }
    }

    /// The words of a name, in small letters.
    private static func parts(of key: String) -> [String] {
        var parts = [""]
        var wasSmall = false
        for character in key {
            let isCapital = character.isUppercase
            if !character.isLetter || (isCapital && wasSmall) { parts.append("") }
            if character.isLetter { parts[parts.count - 1] += character.lowercased() }
            wasSmall = character.isLetter && !isCapital
        }
        return parts.filter { !$0.isEmpty }
    }

    /// Whether a text is a URL with a password: `amqp://user:password@host`.
    static func isInside(_ text: String) -> Bool {
        guard let scheme = text.firstRange(of: "://") else { return false }
        let authority = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return authority.lastIndex(of: "@").map { authority[..<$0].contains(":") } ?? false
    }

    /// The places of a document that hold such values.
    static func places(in cursor: Cursor, at path: [String] = []) -> [[String]] {
        if let text = cursor.string { return isInside(text) ? [path] : [] }
        let members = cursor.members.flatMap { key, value in
            matches(key.text) ? [path + [key.text]] : places(in: value, at: path + [key.text])
        }
        let elements = cursor.elements.flatMap { places(in: $0, at: path + ["*"]) }
        return members + elements
    }
}
