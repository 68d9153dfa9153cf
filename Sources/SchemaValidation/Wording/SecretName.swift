package import ConfigDocument

/// Heuristics for secrets without a schema that marks them: by the name of a key, or by the form of
/// a string.
package enum SecretName {
    private static let words: Set<String> = [
        "authorization", "bearer", "cookie", "cookies", "credential", "credentials", "cred",
        "creds", "dsn", "jwt", "jwts", "mnemonic", "pass", "passcode", "passkey", "passphrase",
        "passwd", "password", "passwords", "passwort", "pin", "psk", "pw", "pwd", "salt", "secret",
        "secrets", "token", "tokens",
    ]
    /// Words that turn `key` into the name of a secret.
    private static let keys: Set<String> = [
        "access", "account", "activation", "admin", "aes", "api", "app", "auth", "cipher", "client",
        "crypt", "crypto", "decryption", "deploy", "encryption", "hmac", "license", "master",
        "private", "rsa", "secret", "service", "session", "shared", "signing", "ssh", "storage",
        "unseal", "webhook",
    ]
    /// Pairs of words that name a secret only together: the URL of a webhook grants access to
    /// everyone who knows it.
    private static let pairs: Set<String> = [
        "accesssignature", "authheader", "backupcode", "backupcodes", "connectionstr",
        "connectionstring", "connstr", "connstring", "recoverycode", "recoverycodes", "sasuri",
        "sasurl", "sessionid", "sessionids", "webhookuri", "webhookurl", "webhookurls",
    ]
    /// Words that make `pass` a password when written together: `dbpass`, but not `bypass`.
    private static let owners: Set<String> = [
        "admin", "db", "ftp", "http", "ldap", "mail", "mysql", "pg", "proxy", "redis", "root",
        "smtp", "user",
    ]
    /// Words that make any name containing them a secret's.
    private static let parts = [
        "password", "passwd", "secret", "token", "passphrase", "credential", "passcode",
    ]
    /// Suffixes that turn these into other words: `tokenizer`, `secretary`, `passwordless`.
    private static let otherEndings = ["iz", "is", "ar", "ion", "less"]
    private static let endings = [
        "password", "passwd", "passphrase", "secret", "token", "credential", "apikey",
        "privatekey", "secretkey", "accesskey",
    ]

    /// True if a key's name is that of a secret: `db_password`, `apiKey`, `PRIVATE-KEY`.
    package static func matches(_ key: String) -> Bool {
        let parts = parts(of: key)
        if parts.contains(where: words.contains) { return true }
        let neighbours = zip(parts, parts.dropFirst())
        if neighbours.contains(where: { keys.contains($0) && ["key", "keys"].contains($1) }) {
            return true
        }
        if neighbours.contains(where: { pairs.contains($0 + $1) }) { return true }
        let whole = parts.joined()
        return pairs.contains(whole) || whole.hasSuffix("pwd")
            || keys.contains { whole.hasSuffix("\($0)key") || whole.hasSuffix("\($0)keys") }
            || parts.contains { $0.hasSuffix("pass") && owners.contains(String($0.dropLast(4))) }
            || Self.parts.contains { holds($0, in: whole) }
    }

    /// True if a name contains a word that does not continue as another one.
    private static func holds(_ word: String, in name: String) -> Bool {
        var rest = name[...]
        while let found = rest.firstRange(of: word) {
            rest = rest[found.upperBound...]
            if !otherEndings.contains(where: rest.hasPrefix) { return true }
        }
        return false
    }

    /// True if a number or string is likely a secret by its key. Counts of tokens are not.
    package static func matches(_ key: String, ofNumber: Bool) -> Bool {
        guard ofNumber else { return matches(key) || isLogin(key) }
        return parts(of: key).last.map { words.contains($0) && !$0.hasSuffix("s") } ?? false
    }

    /// True if the last word of a key almost certainly names a secret, for advice without false
    /// positives: `tokens` may be a count, and `pin` may belong to a chip.
    package static func isSurely(_ key: String) -> Bool {
        let letters = key.lowercased().filter { $0 != "-" && $0 != "_" && $0 != "." }
        return endings.contains { letters.hasSuffix($0) }
    }

    /// True if a key is `auth` or `webhook`: a string is then a secret, but an object has other
    /// members too.
    private static func isLogin(_ key: String) -> Bool {
        parts(of: key).last.map { ["auth", "webhook"].contains($0) } ?? false
    }

    /// The words of a name, in lower case.
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

    // MARK: Strings

    /// True if a string contains a secret: a URL with a password, a private key, the value of an
    /// `Authorization` header, or a connection string: `amqp://user:password@host`, `PWD=x`.
    package static func isInside(_ text: String) -> Bool {
        hasPasswordInURL(text) || isKey(text) || assigns(text, by: ["="])
    }

    /// True if a comment contains a secret, including commented-out settings: `# password: x`.
    package static func isInside(comment: String) -> Bool {
        hasPasswordInURL(comment) || isKey(comment) || assigns(comment, by: ["=", ":"])
    }

    private static func hasPasswordInURL(_ text: String) -> Bool {
        var rest = text[...]
        while let scheme = rest.firstRange(of: "://") {
            rest = rest[scheme.upperBound...]
            let authority = rest.prefix {
                $0 != "/" && $0 != "?" && $0 != "#" && !$0.isWhitespace
            }
            if let end = authority.lastIndex(of: "@"), authority[..<end].contains(":") {
                return true
            }
        }
        return false
    }

    private static func isKey(_ text: String) -> Bool {
        text.contains("PRIVATE KEY-----") || text.hasPrefix("Bearer ") || text.hasPrefix("Basic ")
    }

    /// True if a secret's name is assigned a value.
    private static func assigns(_ text: String, by signs: Set<Character>) -> Bool {
        var name = ""
        var characters = text[...]
        while let character = characters.popFirst() {
            if character.isLetter || character.isNumber || "_-.".contains(character) {
                name.append(character)
                continue
            }
            if signs.contains(character), matches(name),
                characters.contains(where: { !$0.isWhitespace })
            {
                return true
            }
            // Whitespace and a quote may separate the name from the sign.
            let rest = characters.first { !$0.isWhitespace }
            let isBetween = character.isWhitespace || character == "\"" || character == "'"
            if !isBetween || !(rest.map(signs.contains) ?? false) { name = "" }
        }
        return false
    }

    /// The locations of such values in a document.
    package static func places(in cursor: Cursor, at path: [String] = []) -> [[String]] {
        if let text = cursor.string { return isInside(text) ? [path] : [] }
        let members = cursor.members.flatMap { key, value in
            let isSecret =
                value.string == nil ? matches(key.text) : matches(key.text, ofNumber: false)
            return isSecret ? [path + [key.text]] : places(in: value, at: path + [key.text])
        }
        let elements = cursor.elements.flatMap { places(in: $0, at: path + ["*"]) }
        return members + elements
    }
}
