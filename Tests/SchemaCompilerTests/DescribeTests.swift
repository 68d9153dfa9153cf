import ConfigDocument
import Foundation
import JSONSchema
import SchemaCompiler
import SchemaTools
import Suites
import Testing

/// Pages, samples and editor settings.
@Suite struct DescribeTests {
    private static func source(_ schema: String, version: String? = nil) throws -> SchemaSource {
        SchemaSource(
            name: "a",
            version: version,
            path: "schemas/a.json",
            uri: "file:///a.json",
            document: try Document(parsing: schema, as: .json, named: "a.json")
        )
    }

    private static let schema = """
        { "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Server",
          "type": "object", "required": ["port"], "additionalProperties": false,
          "properties": {
            "port": { "type": "integer", "minimum": 1, "maximum": 65535, "description": "Where to listen." },
            "level": { "enum": ["low", "high"], "default": "low" },
            "tls": { "type": "object", "required": ["key"], "properties": {
              "key": { "type": "string", "x-secret": true, "default": "hunter2" } } },
            "old": { "type": "boolean", "deprecated": true, "deprecationMessage": "Use level." },
            "routes": { "type": "object", "additionalProperties": { "type": "object", "properties": {
              "to": { "type": "string", "format": "uri", "examples": ["https://example.org"] } } } },
            "home": { "type": "string", "x-env": "HOME", "x-since": "2.0.0" },
            "children": { "type": "array", "items": { "$ref": "#" } }
          } }
        """

    @Test func describesEverySetting() throws {
        var pages = try ReferencePages()
        pages.environmentPrefix = "APP"
        let text = try pages.pages(for: [Self.source(Self.schema)], as: .markdown)[0].text
        for line in [
            "# Server", "## `port`", "Where to listen.", "- Type: whole number, required",
            "- Bounds: from 1 to 65535", "- Environment: `APP_A_PORT`",
            "- Values: `\"low\"`, `\"high\"`",
            "- Default: `\"low\"`", "## `tls.key`", "- Secret: never shown in messages or dumps",
            "- Deprecated: Use level.", "## `routes.<name>.to`",
            "- Examples: `\"https://example.org\"`", "- Environment: `HOME`", "- Since: 2.0.0",
        ] {
            #expect(text.contains("\n\(line)\n") || text.hasPrefix("\(line)\n"), "\(line)")
        }
        #expect(!text.contains("hunter2"))
    }

    @Test func saysRulesAcrossSettingsAtBothOfThem() throws {
        let schema = """
            { "properties": {
                "min": { "type": "integer", "minimum": 1 }, "max": { "type": "integer" },
                "hosts": { "type": "array", "items": { "properties": { "n": {},
                  "zone": { "type": "string" } }, "settingRules": [
                    { "namesEntryOf": ["0/zone", "2/zones"] }] } },
                "zones": { "type": "object" },
                "port": { "type": "integer", "x-reload": "restart" } },
              "settingRules": [{ "atMost": ["0/min", "0/max"], "reason": "a *pool* shrinks" },
                { "atMost": [{ "lengthOf": "0/hosts" }, "0/max"] }, { "uniqueBy": ["0/hosts", "n"] },
                { "requiredWhen": ["0/port", "0/max"], "is": 1, "reason": "r" }] }
            """
        let text = try ReferencePages().pages(for: [Self.source(schema)], as: .markdown)[0].text
        for line in [
            "- Bounds: at least 1, at most `max` (a \\*pool\\* shrinks)",
            "- Bounds: at least `min` (a \\*pool\\* shrinks), at least the length of `hosts`",
            "- Bounds: of a length at most `max`, each with a unique `n`",
            "- Bounds: the name of an entry of `zones`",
            "- Bounds: required when `max` is `1` (r)",
        ] {
            #expect(text.contains("\n\(line)\n"), "\(line) in\n\(text)")
        }
        #expect(text.contains("A change takes effect after a restart"))
    }

    @Test(arguments: [
        #"{ "type": "object", "x-secret": true, "properties": { "k": { "default": "hunter2" } } }"#,
        #"{ "items": { "x-secret": true, "properties": { "k": { "default": "hunter2" } } } }"#,
        #"{ "oneOf": [{ "x-secret": true, "properties": { "k": { "examples": ["hunter2"] } } }] }"#,
    ])
    func describesWhatIsInASecretAsOne(schema: String) throws {
        let text = "{ \"properties\": { \"s\": \(schema) } }"
        for format in [ReferencePages.Format.markdown, .html] {
            let page = try ReferencePages().pages(for: [Self.source(text)], as: format)[0].text
            #expect(page.contains("k") && !page.contains("hunter2"))
        }
    }

    @Test func saysSinceWhichVersion() throws {
        let old = #"{ "properties": { "a": {} } }"#
        let new = #"{ "properties": { "a": {}, "b": {} } }"#
        let history = [
            try Self.source(old, version: "1.0.0"), try Self.source(new, version: "1.1.0"),
        ]
        let text = try ReferencePages().pages(for: [history[1]], history: history, as: .markdown)[0]
            .text
        #expect(text.contains("## `a`\n\n- Type: any value\n- Since: 1.0.0\n"))
        #expect(text.contains("## `b`\n\n- Type: any value\n- Since: 1.1.0\n"))
    }

    @Test(arguments: [
        ("`", "``\"`\"``"), ("|", "`\"|\"`"), ("a``b", "```\"a``b\"```"),
    ])
    func markdownShowsValuesAsTheyAre(value: String, span: String) throws {
        let schema = """
            { "properties": { "a": { "enum": ["\(value)"], "default": "\(value)" } } }
            """
        let text = try ReferencePages().pages(for: [Self.source(schema)], as: .markdown)[0].text
        #expect(text.contains("- Values: \(span)\n- Default: \(span)\n"), "\(text)")
    }

    @Test(arguments: [
        ("a`b", "``a`b``"), ("^`", "`` ^` ``"), ("`|c", "`` `|c ``"),
    ])
    func markdownShowsNamesAndPatternsAsTheyAre(text: String, span: String) throws {
        let schema = """
            { "properties": { "\(text)": { "pattern": "\(text)", "x-env": "\(text)" } } }
            """
        let page = try ReferencePages().pages(for: [Self.source(schema)], as: .markdown)[0].text
        #expect(page.contains("## \(span)\n"), "\(page)")
        #expect(page.contains("- Bounds: matching \(span)\n"), "\(page)")
        #expect(page.contains("- Environment: \(span)\n"), "\(page)")
    }

    /// No page overwrites another: neither for the same schema name, nor for a different case.
    @Test func refusesToWriteTwoPagesToOneFile() throws {
        var sources = [try Self.source("{}"), try Self.source("{}")]
        sources[1].name = "A"
        sources[1].path = "other/A.json"
        let error = #expect(throws: SchemaError.self) {
            try ReferencePages().pages(for: sources, as: .html)
        }
        #expect(
            error?.findings.map(\.description) == [
                "other/A.json:1:1: error: the output \"A.html\" is also that of \"schemas/a.json\"; "
                    + "rename one of the two, or write to two directories"
            ]
        )
    }

    @Test func pagesEscapeWhatTheyShow() throws {
        let hostile = "<script>alert(1)</script>\"'&`](javascript:x)"
        let text = JSONSerialization.text(of: hostile)
        let schema = """
            { "title": \(text), "description": \(text), "properties": { \(text): {
              "title": \(text), "default": \(text), "examples": [\(text)], "enum": [\(text)],
              "pattern": "<b>", "format": \(text), "deprecationMessage": \(text), "x-env": \(text), "x-since": \(text) } } }
            """
        let page = try ReferencePages().pages(for: [Self.source(schema)], as: .html)[0].text
        // The page has one script, its own search.
        #expect(page.components(separatedBy: "<script").count == 2)
        #expect(!page.contains("<script>alert"))
        #expect(!page.contains("<b>"))
        let markdown = try ReferencePages().pages(for: [Self.source(schema)], as: .markdown)[0].text
        let outsideCode = Self.withoutCodeSpans(markdown)
        #expect(!outsideCode.contains("<script"))
        #expect(!outsideCode.contains("](javascript"))
    }

    /// A page starts with a table of its settings, which links to their sections, and an example.
    @Test func aPageStartsWithItsSettingsAndAnExample() throws {
        let schema = """
            { "title": "Server", "type": "object", "required": ["hosts"], "properties": {
                "hosts": { "type": "array", "items": { "type": "string" }, "default": ["a|b"] },
                "wait": { "type": "number", "x-unit": "s", "default": 5 },
                "at": { "prefixItems": [{ "type": "number" }, { "type": "number" }], "type": "array" },
                "a.b": { "type": "boolean" }, "a-b": { "type": "boolean" },
                "roles": { "type": "object", "additionalProperties": { "type": "string" } },
                "token": { "type": "string", "x-secret": true, "default": "hunter2" } } }
            """
        let text = try ReferencePages().pages(for: [Self.source(schema)], as: .markdown)[0].text
        #expect(
            text.hasPrefix(
                #"""
                # Server

                Settings of `schemas/a.json`.

                | setting | type | default |
                |---|---|---|
                | [`hosts`](#hosts) | array of string, required | `[ "a\|b" ]` |
                | [`wait`](#wait) | number, in seconds | `5` |
                | [`at`](#at) | array [number, number] |  |
                | [`"a.b"`](#-a-b-) | true or false |  |
                | [`a-b`](#a-b) | true or false |  |
                | [`roles`](#roles) | map of string |  |
                | [`roles.<name>`](#roles--name-) | string |  |
                | [`token`](#token) | string |  |

                ## Example

                    hosts:
                      - a|b
                    wait: 5

                <a id="hosts"></a>

                ## `hosts`

                - Type: array of string, required
                """#
            ),
            "\(text)"
        )
        #expect(!text.contains("hunter2"))
    }

    @Test func anchorsAreUnique() throws {
        let schema = """
            { "properties": { "a": { "properties": { "b": {} } }, "a-b": {}, "a_b": {} } }
            """
        let page = try ReferencePages().pages(for: [Self.source(schema)], as: .html)[0].text
        for anchor in ["a", "a-b", "a-b-2", "a-b-3"] {
            #expect(page.contains("<section id=\"\(anchor)\">"), "\(page)")
            #expect(page.contains("href=\"#\(anchor)\""))
        }
    }

    /// Browsers run the script of a page only if its hash is that of the policy.
    @Test func thePolicyAllowsTheScriptOfThePage() throws {
        let page = try ReferencePages().pages(for: [Self.source("{}")], as: .html)[0].text
        let script = try #require(page.firstMatch(of: /(?s)<script>(.*?)<\/script>/)).1
        let hash = try #require(page.firstMatch(of: /script-src 'sha256-([^']+)'/)).1
        let bytes = try #require(Data(base64Encoded: String(hash)))
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(digits == SHA256.hexadecimal(of: Array(script.utf8)))
    }

    @Test func severalPagesHaveAnIndex() throws {
        var sources = [try Self.source(Self.schema), try Self.source("{}")]
        sources[1].name = "b c"
        sources[1].document = try Document(
            parsing: #"{ "description": "Two\nlines, a | and <b>." }"#,
            as: .json
        )
        let pages = try ReferencePages().pages(for: sources, as: .markdown)
        #expect(pages.map(\.name) == ["a.md", "b c.md", "index.md"])
        #expect(
            pages[2].text == """
                # Settings

                | page | content |
                |---|---|
                | [Server](a.md) |  |
                | [b c](b%20c.md) | Two lines, a \\| and &lt;b&gt;. |

                """
        )
        let html = try ReferencePages().pages(for: sources, as: .html)[2].text
        #expect(html.contains("<dt><a href=\"b%20c.html\">b c</a></dt>"))
        #expect(html.contains("<dd>Two lines, a | and &lt;b&gt;.</dd>"), "\(html)")
        sources[1].name = "index"
        #expect(try ReferencePages().pages(for: sources, as: .html).count == 2)
    }

    /// Paragraphs stay paragraphs; commands of CI servers, and what a terminal obeys, do not.
    @Test(arguments: [
        (#"x\n::error::forged"#, "x ::error::forged"),
        (#"x\r\n \u3000::error::forged"#, "x ::error::forged"),
        (#"::error::forged"#, #"\::error::forged"#),
        (#"x\u0085##[error]forged"#, "x \\#\\#\\[error\\]forged"),
        (#"x\u2028##vso[task]\n\ny"#, "x \\#\\#vso\\[task\\]\n\ny"),
        (#"\u0007::a\u001b[31m\u202eb"#, #"\::a \[31m b"#),
        (#"one\n\ntwo: 2\n- three"#, "one\n\ntwo: 2\n\\- three"),
    ])
    func descriptionsAreNoCommands(text: String, shown: String) throws {
        let schema = """
            { "title": "\(text)", "description": "\(text)", "properties": { "a": {
              "description": "\(text)", "deprecationMessage": "\(text)", "x-since": "\(text)",
              "default": "\(text)", "x-env": "\(text)" } } }
            """
        for format in ReferencePages.Format.allCases {
            let page = try ReferencePages().pages(for: [Self.source(schema)], as: format)[0].text
            for line in page.split(whereSeparator: \.isNewline) {
                let start = line.drop { $0.isWhitespace }
                #expect(!start.hasPrefix("::") && !start.hasPrefix("##["), "\(line)")
                #expect(!start.hasPrefix("##vso"), "\(line)")
            }
            #expect(page.unicodeScalars.allSatisfy { $0 == "\n" || VisibleText.contains($0) })
            guard format == .markdown else { continue }
            #expect(page.contains("\n\n\(shown)\n\nSettings of"), "\(page)")
        }
    }

    /// Removes everything that Markdown does not show literally: escaped characters and code spans.
    private static func withoutCodeSpans(_ markdown: String) -> String {
        var result = ""
        var rest = Substring(markdown)
        while let first = rest.first {
            let fence = rest.prefix { $0 == "`" }
            let inside = rest.dropFirst(fence.count)
            if first == "\\" {
                rest = rest.dropFirst(2)
            } else if !fence.isEmpty, let end = closing(fence.count, in: inside) {
                rest = inside[end...]
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    private static func closing(_ count: Int, in text: Substring) -> Substring.Index? {
        var rest = text
        while let start = rest.firstIndex(of: "`") {
            let run = rest[start...].prefix { $0 == "`" }
            if run.count == count { return run.endIndex }
            rest = rest[run.endIndex...]
        }
        return nil
    }

    @Test(arguments: DocumentFormat.allCases)
    func samplesAreValidAndCommented(format: DocumentFormat) throws {
        let source = try Self.source(Self.schema)
        let (text, findings) = try SampleFile().text(for: source, among: [source], as: format)
        #expect(findings == [])
        switch format {
        case .yaml:
            #expect(text.contains("# Where to listen.\n# From 1 to 65535.\n# Required.\nport: 1\n"))
            #expect(text.contains("\n# tls:\n"))
            // Removing one mark from each line of a comment turns it into data.
            let lines = text.split(separator: "\n").map { line in
                line.hasPrefix("# tls:") || line.hasPrefix("#   key:")
                    ? String(line.dropFirst(2)) : String(line)
            }
            let document = try Document(parsing: lines.joined(separator: "\n"), as: .yaml)
            #expect(document.root["tls"]?["key"]?.string != nil)
        case .json: #expect(try Document(parsing: text, as: .json).root["port"]?.int == 1)
        case .jsonc:
            #expect(text.contains("  // Where to listen.\n"))
            #expect(try Document(parsing: text, as: .jsonc).root["port"]?.int == 1)
        case .toml:
            #expect(
                text.contains("# Where to listen.\n# From 1 to 65535.\n# Required.\nport = 1\n")
            )
            #expect(text.contains("\n# [tls]\n"))
            let lines = text.split(separator: "\n").map { line in
                line.hasPrefix("# [tls]") || line.hasPrefix("# key =")
                    ? String(line.dropFirst(2)) : String(line)
            }
            let document = try Document(parsing: lines.joined(separator: "\n"), as: .toml)
            #expect(document.root["tls"]?["key"]?.string != nil)
        }
    }

    /// All keywords that may contain the value of a secret.
    @Test(arguments: [
        #""a": { "type": "string", "x-secret": true, "default": "CANARY" }"#,
        #""a": { "type": "string", "writeOnly": true, "examples": ["CANARY"] }"#,
        #""a": { "type": "string", "format": "password", "const": "CANARY" }"#,
        #""a": { "enum": ["CANARY", "b"], "x-secret": true }"#,
        ##""a": { "$ref": "#/$defs/secret", "default": "CANARY" }"##,
        ##""a": { "allOf": [{ "$ref": "#/$defs/secret" }], "default": "CANARY" }"##,
        ##""a": { "type": "array", "items": { "$ref": "#/$defs/secret" }, "default": ["CANARY"] }"##,
        #""a": { "type": "object", "additionalProperties": { "x-secret": true }, "default": { "k": "CANARY" } }"#,
        #""a": { "type": "object", "patternProperties": { "^k": { "x-secret": true } }, "examples": [{ "k": "CANARY" }] }"#,
        #""a": { "type": "object", "properties": { "k": { "x-secret": true } }, "default": { "k": "CANARY" } }"#,
        #""a": { "anyOf": [{ "type": "integer" }, { "type": "string", "x-secret": true }], "default": "CANARY" }"#,
        #""a": { "type": "array", "prefixItems": [{ "x-secret": true }], "default": ["CANARY"] }"#,
        ##""a": { "type": "object", "properties": { "b": { "$ref": "#" } }, "default": { "b": { "s": "CANARY" } } }, "s": { "x-secret": true }"##,
    ])
    func whatASchemaSaysOfSecretsIsNotShown(properties: String) throws {
        let source = try Self.source(
            """
            { "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
              "properties": { \(properties) }, "required": ["a"],
              "$defs": { "secret": { "type": "string", "x-secret": true } } }
            """
        )
        for format in DocumentFormat.allCases {
            let text = try SampleFile().text(for: source, among: [source], as: format).text
            #expect(!text.contains("CANARY"), "\(text)")
        }
        for format in ReferencePages.Format.allCases {
            let text = try ReferencePages().pages(for: [source], as: format)[0].text
            #expect(!text.contains("CANARY"), "\(text)")
        }
        let comments = try Compiler().compile([source]).map(\.text).joined().split(separator: "\n")
            .filter { $0.drop { $0 == " " }.hasPrefix("///") }
        #expect(!comments.joined().contains("CANARY"), "\(comments)")
        let advice = SchemaLinter().lint([source]).advice.map(\.description)
        #expect(!advice.joined().contains("CANARY"), "\(advice)")
    }

    /// Patterns, conditions, dependencies, numbers of members, and defaults of objects.
    @Test(arguments: [
        (
            #"{"properties": {"v": {"type": "string", "pattern": "^3\\.1\\.\\d+(-.+)?$"}}, "required": ["v"]}"#,
            #"{"v": "3.1.1"}"#
        ),
        (
            #"{"properties": {"kind": {"enum": ["tcp", "unix"]}}, "required": ["kind"], "if": {"properties": {"kind": {"const": "tcp"}}}, "then": {"properties": {"port": {"type": "integer", "minimum": 1}}, "required": ["port"]}}"#,
            #"{"kind": "tcp", "port": 1}"#
        ),
        (
            #"{"properties": {"a": {"default": 1}, "b": {"type": "boolean"}}, "dependentRequired": {"a": ["b"]}}"#,
            #"{"a": 1, "b": false}"#
        ),
        (
            #"{"type": "object", "minProperties": 2, "properties": {"a": {"type": "integer"}}, "additionalProperties": {"type": "boolean"}}"#,
            #"{"a": 0, "name": false}"#
        ),
        (
            #"{"type": "object", "minProperties": 1, "patternProperties": {"^[a-z]{3}-x$": {"type": "integer"}}, "additionalProperties": false}"#,
            #"{"aaa-x": 0}"#
        ),
        (
            #"{"properties": {"u": {"type": "integer", "maximum": 18446744073709551615, "default": 18446744073709551615}, "o": {"type": "object", "properties": {"a": {"type": "string"}}, "default": {"a": "x", "b": 1}}}}"#,
            #"{"u": 18446744073709551615, "o": {"a": "x", "b": 1}}"#
        ),
        (#"{"type": "integer", "minimum": 5, "maximum": 13, "multipleOf": 7}"#, "7"),
        (
            #"{"type": "integer", "allOf": [{"multipleOf": 4}, {"multipleOf": 6, "minimum": 1}]}"#,
            "12"
        ),
        (#"{"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.5}"#, "0.25"),
        (
            #"{"type": "array", "uniqueItems": true, "minItems": 2, "items": {"enum": ["a", "b"]}}"#,
            #"["a", "b"]"#
        ),
        (
            #"{"type": "array", "uniqueItems": true, "minItems": 3, "items": {"type": "object", "properties": {"id": {"type": "integer", "minimum": 1}}, "required": ["id"]}}"#,
            #"[{"id": 1}, {"id": 2}, {"id": 3}]"#
        ),
        (
            #"{"type": "array", "items": {"type": "integer"}, "contains": {"minimum": 9}, "minContains": 2, "minItems": 3}"#,
            "[9, 9, 0]"
        ),
        (#"{"type": "string", "format": "hostname", "maxLength": 6}"#, #""b.org""#),
        (
            #"{"type": "object", "properties": {"a": false, "b": {"type": "boolean"}}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}"#,
            #"{"b": false}"#
        ),
        (
            #"{"type": "object", "properties": {"a": {"enum": ["x", "y"]}}, "required": ["a"], "if": {"properties": {"a": {"const": "x"}}}, "then": false}"#,
            #"{"a": "y"}"#
        ),
        (
            ##"{"type": "object", "properties": {"a": {"anyOf": [{"type": "array", "minItems": 1, "items": {"$ref": "#/properties/a"}}, {"type": "string"}]}}, "required": ["a"]}"##,
            #"{"a": ""}"#
        ),
        (
            #"{"type": "object", "minProperties": 2, "propertyNames": {"enum": ["a", "b"]}, "additionalProperties": {"type": "boolean"}}"#,
            #"{"a": false, "b": false}"#
        ),
        (
            #"{"type": "object", "allOf": [{"anyOf": [{"required": ["a"]}]}, {"anyOf": [{"required": ["b"]}]}]}"#,
            #"{"a": "", "b": ""}"#
        ),
    ])
    func samplesMeetEveryKeyword(schema: String, expected: String) throws {
        let source = try Self.source(schema)
        for format in [DocumentFormat.yaml, .json, .jsonc] {
            let (text, findings) = try SampleFile().text(for: source, among: [source], as: format)
            #expect(findings == [])
            let sample = DocumentValue(try Document(parsing: text, as: format).root)
            #expect(sample == DocumentValue(try Document(parsing: expected, as: .json).root))
        }
    }

    @Test func aSampleOfWhatIsOptionalIsAllComments() throws {
        let source = try Self.source(
            #"{ "type": "object", "properties": { "a": { "type": "integer" } } }"#
        )
        let (text, findings) = try SampleFile().text(for: source, among: [source], as: .yaml)
        #expect(findings == [])
        #expect(text == "# a: a sample for schemas/a.json\n# a: 0\n{}\n")
    }

    @Test(arguments: [
        #"{"properties": {"a": {"type": "string", "x-secret": true, "default": "canary"}}}"#,
        #"{"properties": {"a": {"type": "string", "writeOnly": true, "examples": ["canary"]}}}"#,
        ##"{"properties": {"a": {"$ref": "#/$defs/s", "x-secret": true}}, "$defs": {"s": {"type": "string", "default": "canary"}}}"##,
        #"{"properties": {"a": {"type": "array", "items": {"type": "string", "x-secret": true}, "default": ["canary"]}}}"#,
        #"{"properties": {"a": {"type": "object", "additionalProperties": {"x-secret": true}, "default": {"k": "canary"}}}}"#,
        #"{"properties": {"a": {"type": "object", "x-secret": true, "properties": {"b": {"type": "string", "default": "canary"}}}}}"#,
    ])
    func samplesDoNotShowTheDefaultOfASecret(schema: String) throws {
        let source = try Self.source(schema)
        for format in DocumentFormat.allCases {
            let (text, findings) = try SampleFile().text(for: source, among: [source], as: format)
            #expect(findings == [])
            #expect(!text.contains("canary"), "\(text)")
        }
    }

    @Test(arguments: DocumentFormat.allCases)
    func separatorsInASampleAreEscaped(format: DocumentFormat) throws {
        let text = "a\u{2028}b\nc\u{7}"
        let source = try Self.source(
            #"{"properties": {"k\u2028": {"default": "a\u2028b\nc\u0007"}}}"#
        )
        let sample = try SampleFile().text(for: source, among: [source], as: format).text
        #expect(!sample.unicodeScalars.contains("\u{2028}"))
        let document = try Document(parsing: sample, as: format)
        #expect(document.root["k\u{2028}"]?.string == text)
    }

    /// If a sample is cut short, each object that is left empty has the same reason.
    @Test(arguments: DocumentFormat.allCases)
    func aSampleThatIsCutSaysSoOnce(format: DocumentFormat) throws {
        let names = (0..<1_200).map { "\"p\($0)\"" }
        let object =
            #"{ "type": "object", "properties": { "a": { "type": "integer" } }, "required": ["a"] }"#
        let members = names.map { "\($0): \(object)" }.joined(separator: ", ")
        let required = names.joined(separator: ", ")
        let source = try Self.source(
            #"{ "type": "object", "properties": { \#(members) }, "required": [\#(required)] }"#
        )
        let (_, findings) = try SampleFile().text(for: source, among: [source], as: format)
        #expect(findings.count == 1)
        let message = "the sample ends after 2000 settings, and is not valid at "
        #expect(findings.first?.message.hasPrefix(message) == true)
    }

    /// The values of arrays and of alternatives are those of the setting.
    @Test(arguments: [
        (#"{ "enum": ["x", "y"] }"#, #"`"x"`, `"y"`"#, "one of the values below"),
        (
            #"{ "type": "array", "items": { "enum": ["x", "y"] } }"#, #"`"x"`, `"y"`"#,
            "array of one of the values below"
        ),
        (
            #"{ "type": "array", "items": { "type": "array", "items": { "enum": [1, 2] } } }"#,
            "`1`, `2`", "array of array of one of the values below"
        ),
        (
            #"{ "oneOf": [{ "const": "x", "title": "X" }, { "const": 1 }] }"#, #"`"x"`, `1`"#,
            "one of the values below"
        ),
        (
            #"{ "type": "array", "items": { "oneOf": [{ "const": "x" }, { "const": "y" }] } }"#,
            #"`"x"`, `"y"`"#, "array of one of the values below"
        ),
        (
            #"{ "anyOf": [{ "enum": ["x", "y"] }, { "type": "integer" }] }"#, #"`"x"`, `"y"`"#,
            "one of the values below, or whole number"
        ),
        (
            #"{ "type": "array", "prefixItems": [{ "enum": ["x"] }], "items": { "const": "y" } }"#,
            #"`"x"`, `"y"`"#, "array of constant"
        ),
        (
            #"{ "type": "array", "items": { "enum": ["x"], "x-secret": true } }"#, nil,
            "array of constant"
        ),
    ])
    func listsValues(schema: String, values: String?, type: String) throws {
        let source = try Self.source(#"{ "properties": { "s": \#(schema) } }"#)
        let text = try ReferencePages().pages(for: [source], as: .markdown)[0].text
        #expect(text.contains("- Type: \(type)\n"), "\(text)")
        #expect(text.contains("- Values: ") == (values != nil))
        if let values { #expect(text.contains("- Values: \(values)\n"), "\(text)") }
    }

    /// Nearly all real schemas get a valid sample.
    @Test func samplesOfRealSchemasAreValid() throws {
        guard let suite = SuiteFolder("schemastore") else { return }
        var valid = 0
        var all = 0
        for file in try suite.files(in: "schemas", suffix: ".json").prefix(120) {
            let sources = try SchemaFinder().sources(at: [file.path])
            guard let source = sources.first,
                let sample = try? SampleFile().text(for: source, among: sources, as: .yaml)
            else { continue }
            all += 1
            if sample.findings.isEmpty { valid += 1 }
        }
        print("samples of real schemas that are valid: \(valid) of \(all)")
        #expect(all > 80)
        #expect(valid * 100 >= all * 90)
    }

    /// Editors would validate a file with both schemas.
    @Test func noFileFollowsTwoSchemasInEditors() throws {
        let folder = try Folder()
        for name in ["a", "b"] { try folder.write("{}", to: "\(name)/s.schema.json") }
        let paths = ["a", "b"].map { "\(folder.path)/\($0)/s.schema.json" }
        let sources = try SchemaFinder().sources(at: paths)
        let error = #expect(throws: SchemaError.self) {
            try EditorSettings.associations(of: sources)
        }
        #expect(error?.findings.map(\.file) == [paths[1]])
        #expect(error?.findings.first?.suggestion == "pass --file \(paths[1])=PATTERN")
        let chosen = try EditorSettings.associations(
            of: sources,
            patterns: [paths[1]: ["b/*.yaml"]]
        )
        #expect(chosen.map(\.files) == [DocumentFormat.allEndings.map { "s" + $0 }, ["b/*.yaml"]])
    }

    @Test func editorsLearnWhichSchemaAFileFollows() {
        let settings = EditorSettings([
            EditorSettings.Association(
                schemaPath: "schemas/http.json",
                files: EditorSettings.defaultFiles(for: "http")
            )
        ])
        let text = settings.visualStudioCode
        #expect(text.contains(#""./schemas/http.json": ["#))
        #expect(text.contains(#""url": "./schemas/http.json""#))
        #expect(text.contains(#""(^|.*/)http\\.toml$": "./schemas/http.json""#))
        #expect(
            EditorSettings.modeline(schemaPath: "schemas/http.json")
                == "# yaml-language-server: $schema=schemas/http.json"
        )
        #expect(!EditorSettings.modeline(schemaPath: "a\nb: c").contains("\n"))
    }
}

private enum JSONSerialization {
    static func text(of string: String) -> String {
        String(decoding: DocumentValue.string(string).encoded(as: .json), as: UTF8.self)
    }
}
