import Testing

/// A place that may contain a secret, or a string intended as one.
struct SecretCase: CustomTestStringConvertible, Sendable {
    let name: String
    /// Contents by path. The base file of the configuration is `config/app.yaml`.
    var files: [String: String]
    /// The setting that commands use.
    var key = "apiToken"
    /// Options of commands in addition to the folder of schemas.
    var options = ""

    /// No output may contain either. Numbers need one that consists of digits.
    static let canaries = ["C4naryPass", "7391846502"]

    init(_ name: String, _ text: String, key: String = "apiToken", options: String = "") {
        self.name = name
        files = ["config/app.yaml": text]
        self.key = key
        self.options = options
    }

    init(_ name: String, _ files: [String: String], key: String = "apiToken", options: String = "")
    {
        self.name = name
        self.files = files
        self.key = key
        self.options = options
    }

    var testDescription: String { name }

    static let schema = """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
         "additionalProperties": false, "unevaluatedProperties": false,
         "$defs": {"secret": {"type": "string", "x-secret": true}},
         "properties": {
          "port": {"type": "integer", "maximum": 65535}, "name": {"type": "string", "maxLength": 90},
          "mode": {"enum": ["dev", "prod"]}, "tags": {"type": "array", "items": {"type": "string"}},
          "apiToken": {"type": "string", "x-secret": true, "maxLength": 60},
          "pin": {"type": "integer", "writeOnly": true, "maximum": 9999},
          "pass": {"type": "string", "format": "password", "pattern": "^x"},
          "referred": {"$ref": "#/$defs/secret"},
          "level": {"x-secret": true, "enum": ["a", "b"]},
          "db": {"type": "object", "additionalProperties": false,
           "properties": {"host": {"type": "string"}, "password": {"$ref": "#/$defs/secret"}}},
          "tokens": {"type": "array", "items": {"$ref": "#/$defs/secret"}},
          "pair": {"type": "array", "prefixItems": [{"type": "string"}, {"$ref": "#/$defs/secret"}]},
          "triple": {"type": "array", "items": false,
           "prefixItems": [{"type": "string"}, {"properties": {"key": {"$ref": "#/$defs/secret"}}}]},
          "vault": {"type": "object", "additionalProperties": {"$ref": "#/$defs/secret"}},
          "keyed": {"type": "object", "patternProperties": {"^k": {"$ref": "#/$defs/secret"}}},
          "free": {"type": "object", "properties": {"key": {"$ref": "#/$defs/secret"}}},
          "loose": {"properties": {"key": {"$ref": "#/$defs/secret"}}},
          "rest": {"type": "object", "properties": {"a": {"type": "string"}},
           "unevaluatedProperties": {"$ref": "#/$defs/secret"}},
          "needs": {"type": "object", "properties": {"a": {"type": "string"}},
           "dependentSchemas": {"a": {"properties": {"b": {"$ref": "#/$defs/secret"}}}}},
          "auth": {"oneOf": [
           {"type": "object", "required": ["kind", "password"], "properties": {
            "kind": {"const": "basic"}, "password": {"$ref": "#/$defs/secret"}}},
           {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "none"}}}]},
          "choice": {"anyOf": [{"enum": ["off"]},
           {"type": "object", "properties": {"token": {"$ref": "#/$defs/secret"}}}]},
          "cond": {"type": "object", "properties": {"kind": {"type": "string"}, "value": {}},
           "if": {"properties": {"kind": {"const": "hidden"}}, "required": ["kind"]},
           "then": {"properties": {"value": {"x-secret": true}}},
           "else": {"properties": {"value": {"type": "integer"}}}},
          "users": {"type": "array", "items": {"type": "object", "properties": {
           "name": {"type": "string"}, "key": {"$ref": "#/$defs/secret"}}}},
          "whole": {"type": "object", "x-secret": true, "properties": {"a": {"type": "integer"}}},
          "list": {"type": "array", "x-secret": true, "items": {"type": "integer"}},
          "plain": {"type": "object", "additionalProperties": {"type": "string"}},
          "open": {"type": "object"},
          "names": {"type": "object", "propertyNames": {"x-secret": true, "maxLength": 3},
           "additionalProperties": {"type": "integer"}},
          "refused": {"not": {"x-secret": true, "type": "string"}},
          "given": {"type": "array", "items": {"$ref": "#/$defs/secret"},
           "default": ["C4naryPass"]}
         }}
        """

    static let all = marked + misshapen + unknown + commented + copied + broken + layered

    /// Secrets marked by the schema at the value, with every path to the mark.
    private static let marked = [
        SecretCase("a member", "apiToken: C4naryPass"),
        SecretCase(
            "a member that is too long",
            "apiToken: \(String(repeating: "C4naryPass", count: 9))"
        ),
        SecretCase("a text of several lines", "apiToken: |\n  a\n  C4naryPass\n"),
        SecretCase("a number in place of text", "apiToken: 7391846502"),
        SecretCase("a list in place of text", "apiToken: [C4naryPass]"),
        SecretCase("an object in place of text", "apiToken: {C4naryPass: C4naryPass}"),
        SecretCase("writeOnly", "pin: 7391846502", key: "pin"),
        SecretCase("text in place of a number", "pin: C4naryPass", key: "pin"),
        SecretCase("format password", "pass: C4naryPass", key: "pass"),
        SecretCase("a reference", "referred: 7391846502", key: "referred"),
        SecretCase("an enumeration", "level: C4naryPass", key: "level"),
        SecretCase("a member inside", "db: {host: h, password: C4naryPass}", key: "db"),
        SecretCase("an element", "tokens: [a, C4naryPass]", key: "tokens[1]"),
        SecretCase("an element of the wrong type", "tokens: [7391846502]", key: "tokens"),
        SecretCase("a position", "pair: [a, C4naryPass]", key: "pair"),
        SecretCase("one too many", "triple: [a, {key: x}, C4naryPass]", key: "triple"),
        SecretCase("a map", "vault: {k: C4naryPass}", key: "vault.k"),
        SecretCase("a pattern", "keyed: {k1: C4naryPass}", key: "keyed"),
        SecretCase("the rest", "rest: {a: x, z: C4naryPass}", key: "rest"),
        SecretCase("a dependency", "needs: {a: x, b: C4naryPass}", key: "needs"),
        SecretCase("a dependency not met", "needs: {b: C4naryPass}", key: "needs"),
        SecretCase("a branch", "auth: {kind: basic, password: C4naryPass}", key: "auth"),
        SecretCase("no branch", "auth: {kind: basc, password: C4naryPass}", key: "auth"),
        SecretCase("a choice", "choice: {token: C4naryPass}", key: "choice"),
        SecretCase("a condition", "cond: {kind: hidden, value: C4naryPass}", key: "cond"),
        SecretCase("a condition missed", "cond: {kind: hiden, value: C4naryPass}", key: "cond"),
        SecretCase("a list of objects", "users: [{name: a}, {key: C4naryPass}]", key: "users[1]"),
        SecretCase("a secret object", "whole: {a: C4naryPass}", key: "whole"),
        SecretCase("a name in a secret object", "whole: {C4naryPass: 1}", key: "whole"),
        SecretCase("a name that is a secret", "names: {C4naryPass: 1}", key: "names"),
        SecretCase("a name and its value", "names: {C4naryPass: C4naryPass}", key: "names"),
        SecretCase("what is refused", "refused: C4naryPass", key: "refused"),
        SecretCase("a secret list", "list: [C4naryPass]", key: "list"),
        SecretCase("a default", "port: 1", key: "given"),
        SecretCase("JSON", ["config/app.json": "{\"apiToken\": 7391846502}"]),
    ]

    /// Secrets of the schema below a value of a different shape.
    private static let misshapen = [
        SecretCase("text for a list", "tokens: C4naryPass", key: "tokens"),
        SecretCase("text for an object", "db: C4naryPass", key: "db"),
        SecretCase("a number for an object", "db: 7391846502", key: "db"),
        SecretCase("text for a map", "vault: C4naryPass", key: "vault"),
        SecretCase("text for an object of any type", "loose: C4naryPass", key: "loose"),
        SecretCase("text for a union", "auth: C4naryPass", key: "auth"),
        SecretCase("text for a choice", "choice: C4naryPass", key: "choice"),
        SecretCase("a list for an object", "db: [C4naryPass]", key: "db"),
        SecretCase("an object for a list", "tokens: {a: C4naryPass}", key: "tokens"),
        SecretCase("no space after colons", "db:\n  host:h\n  password:C4naryPass", key: "db"),
        SecretCase("a root without spaces", "port:1\napiToken:C4naryPass", key: "port"),
        SecretCase("a root of text", "C4naryPass", key: "port"),
        SecretCase("a root of elements", "- C4naryPass", key: "port"),
    ]

    /// Secrets under unknown names.
    private static let unknown = [
        SecretCase("a slip", "apiTokn: C4naryPass", key: "apiTokn"),
        SecretCase("another case", "api_token: C4naryPass", key: "api_token"),
        SecretCase("a longer name", "myApiToken: C4naryPass", key: "myApiToken"),
        SecretCase("a slip in an open object", "open: {apiTokn: C4naryPass}", key: "open"),
        SecretCase("beside secrets", "other: C4naryPass", key: "other"),
        SecretCase("beside a secret inside", "db: {more: C4naryPass}", key: "db"),
        SecretCase("beside a secret in an open object", "free: {more: C4naryPass}", key: "free"),
        SecretCase("an unknown section", "more: {user: {a: [C4naryPass]}}", key: "more"),
        SecretCase("in the wrong section", "open: {a: {password: C4naryPass}}", key: "open"),
    ]

    /// Secrets in comments, which dry runs show.
    private static let commented = [
        SecretCase("a comment beside", "port: 1\napiToken: x # C4naryPass"),
        SecretCase("a comment above", "port: 1\n# C4naryPass\n# and more\napiToken: x"),
        SecretCase("a comment below", "port: 1\ndb:\n  password: x\n  # C4naryPass", key: "db"),
        SecretCase("a setting in a comment", "port: 1 # smtp_password = C4naryPass", key: "port"),
        SecretCase("a URL in a comment", "# amqp://u:C4naryPass@h\nport: 1", key: "port"),
        SecretCase("its value in a comment", "port: 1 # C4naryPass\n\n\napiToken: C4naryPass"),
    ]

    /// Copies of secrets.
    private static let copied = [
        SecretCase("a copy", "apiToken: C4naryPass\nname: ${ref:/apiToken}", key: "name"),
        SecretCase("a refused copy", "apiToken: C4naryPass\nmode: ${ref:/apiToken}", key: "mode"),
        SecretCase("a copy in text", "apiToken: C4naryPass\nname: x ${ref:/apiToken}", key: "name"),
        SecretCase(
            "a copy of a copy",
            "mode: ${ref:/name}\nname: ${ref:/apiToken}\napiToken: C4naryPass",
            key: "mode"
        ),
        SecretCase(
            "a copy of an object",
            "db: {password: C4naryPass}\nplain: ${ref:/db}",
            key: "plain"
        ),
        SecretCase(
            "a copy of an element",
            "tokens: [C4naryPass]\nname: ${ref:/tokens/0}",
            key: "name"
        ),
        SecretCase(
            "a copy in a list",
            "apiToken: C4naryPass\ntags: [\"${ref:/apiToken}\"]",
            key: "tags"
        ),
        SecretCase("a copy of a slip", "apiTokn: C4naryPass\nname: ${ref:/apiTokn}", key: "name"),
        SecretCase(
            "a fallback",
            "apiToken: C4naryPass\nname: ${env:NO:-${ref:/apiToken}}",
            key: "name"
        ),
        SecretCase("a variable", "name: ${env:CANARY}", key: "name"),
        SecretCase("a refused variable", "mode: ${env:CANARY}", key: "mode"),
        SecretCase("a number from a variable", "port: ${env:DIGITS}", key: "port"),
        SecretCase("a variable that is not a number", "port: ${env:CANARY}", key: "port"),
        SecretCase("a variable in text", "name: a ${env:CANARY} b", key: "name"),
        SecretCase("a variable in a list", "tags: [\"${env:CANARY}\"]", key: "tags[0]"),
        SecretCase("a copied variable", "name: ${env:CANARY}\nmode: ${ref:/name}", key: "mode"),
        SecretCase("a variable for a secret", "apiToken: ${env:CANARY}"),
        SecretCase("an unknown variable", "other: ${env:CANARY}", key: "other"),
        SecretCase(
            "a variable in a copied object",
            "plain: {a: \"${env:CANARY}\"}\ndb: ${ref:/plain}",
            key: "db"
        ),
        SecretCase("an alias", "apiToken: &a C4naryPass\nname: *a", key: "name"),
        SecretCase("a refused alias", "apiToken: &a C4naryPass\nmode: *a\nport: *a", key: "mode"),
        SecretCase("a key from an alias", "apiToken: &a C4naryPass\nopen: {*a : 5}", key: "open"),
        SecretCase(
            "a key from an alias, merged",
            "apiToken: &a C4naryPass\nopen: &b {*a : 5}\nplain: {<<: *b}",
            key: "plain"
        ),
        SecretCase("an alias before", "name: &a C4naryPass\napiToken: *a", key: "name"),
        SecretCase("an alias that outlives its anchor", "apiToken: &a C4naryPass\nmode: *a"),
        SecretCase(
            "a merge that outlives its anchor",
            "vault: &a {port: C4naryPass}\n<<: *a",
            key: "vault"
        ),
        SecretCase(
            "a merged alias",
            "db: &a {password: C4naryPass}\nplain: {<<: *a}",
            key: "plain"
        ),
    ]

    /// Files that cannot be parsed.
    private static let broken = [
        SecretCase("a tag", "apiToken: !C4naryPass"),
        SecretCase("two marks", "apiToken: !!C4naryPass"),
        SecretCase("a tag of a list", "apiToken: !C4naryPass [a]"),
        SecretCase("a tag that does not fit", "apiToken: !!int C4naryPass"),
        SecretCase("an alias of nothing", "apiToken: *C4naryPass"),
        SecretCase("an anchor", "apiToken: &C4naryPass"),
        SecretCase("an alias of itself", "apiToken: &C4naryPass [*C4naryPass]"),
        SecretCase("a directive", "%C4naryPass\n---\napiToken: x"),
        SecretCase("an indicator", "apiToken: @C4naryPass"),
        SecretCase("a percent", "apiToken: %C4naryPass"),
        SecretCase("an open quote", "apiToken: \"C4naryPass"),
        SecretCase("text after a quote", "apiToken: 'x' C4naryPass"),
        SecretCase("a bad escape", "apiToken: \"\\C4naryPass\""),
        SecretCase("a colon", "apiToken: C4naryPass: x"),
        SecretCase("a second line", "apiToken: x\nC4naryPass"),
        SecretCase("a given key", "C4naryPass: 1\nC4naryPass: 2"),
        SecretCase("a set", "apiToken: {C4naryPass, C4naryPass}"),
        SecretCase("a second document", "apiToken: x\n---\nC4naryPass"),
        SecretCase("JSON without quotes", ["config/app.json": "{\"apiToken\": C4naryPass}"]),
        SecretCase("JSON that goes on", ["config/app.json": "{\"apiToken\": \"x\" C4naryPass}"]),
        SecretCase(
            "JSON with a key twice",
            ["config/app.json": "{\"C4naryPass\":1,\"C4naryPass\":2}"]
        ),
        SecretCase(
            "JSON with a bad escape",
            ["config/app.json": "{\"apiToken\": \"\\C4naryPass\"}"]
        ),
        SecretCase("a placeholder left open", "apiToken: \"${env:X C4naryPass\""),
        SecretCase("a placeholder in a secret", "apiToken: \"${C4naryPass}\""),
    ]

    /// Secrets in a layer other than the base file.
    private static let layered = [
        SecretCase(
            "an overlay",
            ["config/app.yaml": "port: 1", "config/app.production.yaml": "apiToken: C4naryPass"],
            options: "--overlay production"
        ),
        SecretCase(
            "what an overlay replaces",
            ["config/app.yaml": "db: C4naryPass", "config/app.production.yaml": "db: {host: h}"],
            key: "db",
            options: "--overlay production"
        ),
        SecretCase(
            "a refused overlay",
            ["config/app.yaml": "port: 1", "config/app.production.yaml": "tokens: C4naryPass"],
            key: "tokens",
            options: "--overlay production"
        ),
        SecretCase(
            "a fragment",
            ["config/app.yaml": "port: 1", "config/conf.d/10-app.yaml": "apiTokn: C4naryPass"],
            key: "apiTokn"
        ),
        SecretCase(
            "an alias in an overlay",
            [
                "config/app.yaml": "port: 1",
                "config/app.production.yaml": "apiToken: &a C4naryPass\nmode: *a",
            ],
            key: "mode",
            options: "--overlay production"
        ),
        SecretCase("an environment", "port: 1", options: "--environment APP --main app"),
        SecretCase(
            "a file of variables",
            [
                "config/app.yaml": "port: 1",
                "run/app.env": "APP_APITOKEN=C4naryPass\nAPP_TOKENS_0=C4naryPass",
            ],
            options: "--environment APP --main app --dotenv run/app.env"
        ),
        SecretCase(
            "a broken file of variables",
            [
                "config/app.yaml": "port: 1",
                "run/app.env":
                    "APP_PIN=C4naryPass\nAPP_APITOKEN='C4naryPass\n+C4naryPass=\nC4naryPass",
            ],
            options: "--environment APP --main app --dotenv run/app.env"
        ),
        SecretCase(
            "a variable that should name a file",
            ["config/app.yaml": "port: 1", "run/app.env": "APP_APITOKEN_FILE=C4naryPass"],
            options: "--environment APP --main app --dotenv run/app.env"
        ),
        SecretCase(
            "a file that a variable names",
            [
                "config/app.yaml": "port: 1", "run/name": "C4naryPass",
                "run/app.env": "APP_NAME_FILE=run/name\nAPP_PORT_FILE=run/name",
            ],
            key: "name",
            options: "--environment APP --main app --dotenv run/app.env"
        ),
        SecretCase(
            "an argument",
            "port: 1",
            options: "--main app --argument=--apiToken --argument=C4naryPass"
                + " --argument=--pin=C4naryPass --argument=--apiTokn=C4naryPass"
        ),
        SecretCase(
            "a secret file",
            ["config/app.yaml": "port: 1", "run/name": "C4naryPass", "run/port": "C4naryPass"],
            key: "name",
            options: "--secrets run --main app"
        ),
        SecretCase(
            "a file that is referred to",
            [
                "config/app.yaml": "name: ${file:run/name}\nmode: ${ref:/name}",
                "run/name": "C4naryPass",
            ],
            key: "mode",
            options: "--allow run"
        ),
    ]
}
