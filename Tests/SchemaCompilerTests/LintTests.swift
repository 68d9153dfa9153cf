import ConfigDocument
import JSONSchema
import SchemaCompiler
import SchemaTools
import Suites
import Testing

@Suite struct LintTests {
    private func lint(_ schema: String) throws -> SchemaLinter.Report {
        SchemaLinter().lint([
            SchemaSource(
                name: "a",
                path: "a.json",
                uri: "file:///a.json",
                document: try Document(parsing: schema, as: .json, named: "a.json")
            )
        ])
    }

    private static let draft7 = "http://json-schema.org/draft-07/schema#"
    private static let draft2020 = "https://json-schema.org/draft/2020-12/schema"

    @Test(arguments: [
        (
            draft2020, #""$defs": { "b": {} }, "type": "object""#, "unused-definition",
            "nothing refers to the definition \"b\""
        ),
        (
            draft2020, #""properties": { "a": {} }, "required": ["b"]"#, "undeclared-required",
            "\"b\" is required, and is not among the properties"
        ),
        (
            draft2020, #""minimum": 3, "maximum": 2"#, "impossible-bounds",
            "minimum is 3, and maximum 2: no value is within"
        ),
        (
            draft2020, #""exclusiveMinimum": 2, "maximum": 2"#, "impossible-bounds",
            "exclusiveMinimum is 2, and maximum 2: no value is within"
        ),
        (
            draft2020, #""maxProperties": 1, "required": ["a", "b"]"#, "impossible-bounds",
            "2 properties are required, and maxProperties is 1"
        ),
        (
            draft2020, #""enum": ["a"]"#, "enum-of-one",
            "the enum has one value; write \"const\": \"a\""
        ),
        (
            draft2020, #""type": "integer", "const": "a""#, "impossible-constant",
            "the constant \"a\" is not of type integer, so that it is never valid"
        ),
        (
            draft2020, #""pattern": "[a-z]+""#, "unanchored-pattern",
            "the pattern \"[a-z]+\" matches anywhere in the string; write ^[a-z]+$ to match the whole string"
        ),
        (
            draft2020, ##""patternProperties": { "^a\\Z": {} }"##, "foreign-pattern",
            #"in ECMA-262 \Z is the letter Z; write $"#
        ),
        (
            draft2020, #""minLenght": 1"#, "unknown-keyword",
            "there is no keyword \"minLenght\", so it has no effect; did you mean \"minLength\"?"
        ),
        (
            draft7, #""prefixItems": []"#, "other-draft",
            "prefixItems has no effect in draft-07; up to 2019-09, use items with an array"
        ),
        (
            draft7,
            ##""properties": { "a": { "$ref": "#/definitions/b", "minimum": 1 } }, "definitions": { "b": {} }"##,
            "ignored-sibling",
            "minimum beside $ref has no effect in draft-07; put the $ref into allOf, or move to draft 2019-09 or later"
        ),
        (draft2020, #""then": {}"#, "idle-keyword", "then does nothing without if"),
        (
            draft2020, #""type": "string", "nullable": true, "enum": ["a", "b"]"#,
            "foreign-keyword",
            "nullable is a keyword of OpenAPI 3.0, and has no effect; write \"type\": [\"string\", \"null\"], and add null to the enum"
        ),
        (
            draft2020, ##""$ref": "#/$defs/a", "nullable": true, "$defs": { "a": {} }"##,
            "foreign-keyword",
            "nullable is a keyword of OpenAPI 3.0, and has no effect; write \"anyOf\": [{ \"$ref\": … }, { \"type\": \"null\" }]"
        ),
        (
            draft2020, #""type": "string", "nullable": false"#, "foreign-keyword",
            "nullable is a keyword of OpenAPI 3.0, and has no effect; remove it: null is only allowed where the type lists it"
        ),
        (
            draft2020, #""x-kubernetes-int-or-string": true"#, "foreign-keyword",
            "x-kubernetes-int-or-string is a keyword of Kubernetes, and has no effect; write \"type\": [\"integer\", \"string\"]"
        ),
        (
            draft2020,
            #""x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"]"#,
            "foreign-keyword",
            "x-kubernetes-list-type is a keyword of Kubernetes, and has no effect; write a rule beside the array's property: \"settingRules\": [{ \"uniqueBy\": [\"0/…\", \"name\"] }]"
        ),
        (
            draft2020,
            #""oneOf": [{ "type": "string" }, { "type": "number" }, { "type": "integer" }]"#,
            "overlapping-alternatives",
            "every whole number fits alternatives 2 and 3 of oneOf, and is therefore never valid; write anyOf"
        ),
        (
            draft2020,
            ##""oneOf": [{ "$ref": "#/$defs/a" }, { "type": "object", "title": "o" }], "$defs": { "a": { "type": ["object", "array"], "minItems": 1 } }"##,
            "overlapping-alternatives",
            "every object fits alternatives 1 and 2 of oneOf, and is therefore never valid; write anyOf"
        ),
        (
            draft2020, #""type": "integer", "minLength": 1"#, "misplaced-keyword",
            "minLength has no effect on a value of type integer"
        ),
        (
            draft2020, #""properties": { "a": { "type": "integer", "default": "x" } }"#,
            "broken-default", "the default \"x\" is not valid by its own schema"
        ),
        (
            draft2020, #""examples": [1], "type": "string""#, "broken-example",
            "the example 1 is not valid by its own schema"
        ),
        (
            draft2020, #""properties": { "a": {} }, "allOf": [{ "additionalProperties": false }]"#,
            "closed-branch",
            "additionalProperties refuses \"a\", which is declared beside this branch; write \"unevaluatedProperties\": false beside allOf instead"
        ),
        (
            draft2020, #""format": "date-tme""#, "unknown-format",
            "the format \"date-tme\" is not known, and is not checked; did you mean \"date-time\"?"
        ),
        (
            draft2020, #""properties": { "apiKey": { "type": "string" } }"#, "unmarked-secret",
            "\"apiKey\" sounds secret, and messages may show its value; write \"x-secret\": true, or false if anyone may see it"
        ),
        (
            draft2020,
            #""properties": { "low": {}, "high": {} }, "settingRules": [{ "atMost": ["0/low", "0/hihg"] }]"#,
            "stray-rule",
            "the rule names \"0/hihg\", which no schema describes; did you mean \"high\"?"
        ),
        (
            draft2020,
            #""properties": { "l": { "items": { "properties": { "port": {} } } } }, "settingRules": [{ "uniqueBy": ["0/l", "prot"] }]"#,
            "stray-rule",
            "the rule names the key \"prot\", which no element has; did you mean \"port\"?"
        ),
        (
            draft2020,
            #""properties": { "l": { "items": { "properties": { "a": {} }, "settingRules": [{ "sameAs": ["0/a", "1/a"] }] } } }"#,
            "stray-rule", "the rule names \"1/a\", which no schema describes"
        ),
        (
            draft2020, #""properties": { "a\u202eb": {} }"#, "invisible-character",
            "the name \"a\\u{202E}b\" has an invisible character, U+202E; remove it"
        ),
        (
            draft2020,
            ##""properties": { "a": { "$ref": "#/$defs/c\u200bd" } }, "$defs": { "c\u200bd": {} }"##,
            "invisible-character",
            "the name \"c\\u{200B}d\" has an invisible character, U+200B; remove it"
        ),
    ])
    func advises(draft: String, keywords: String, rule: String, message: String) throws {
        let report = try lint("{ \"$schema\": \"\(draft)\",\n \(keywords) }")
        #expect(report.errors == [])
        let found = report.advice.filter { $0.rule.rawValue == rule }
        #expect(found.count == 1, "\(report.advice)")
        #expect(found.first?.finding.position?.line == 2)
        #expect(found.first?.description.hasPrefix("a.json:2:") == true)
        #expect(found.first?.description.contains(": warning: \(message)") == true, "\(found)")
        #expect(found.first?.description.hasSuffix(" [\(rule)]") == true)
    }

    @Test(arguments: [
        ##""$defs": { "b": {} }, "properties": { "a": { "$ref": "#/$defs/b" } }"##,
        ##""properties": { "a": {} }, "anyOf": [{ "required": ["a"] }]"##,
        ##""pattern": "^a""##, ##""enum": ["a", "b"]"##,
        ##""properties": { "a": {}, "m": { "additionalProperties": { "$ref": "#/$defs/e" } } }, "settingRules": [{ "namesEntryOf": ["0/a", "0/m"] }], "$defs": { "e": { "properties": { "b": {} }, "settingRules": [{ "sameAs": ["0/b", "2/a"] }] } }"##,
        ##""allOf": [{ "settingRules": [{ "lessThan": ["0/a", "0/b"] }] }, { "properties": { "a": {} } }], "properties": { "b": {} }"##,
        ##""x-anything": 1, "markdownDescription": "m""##,
        ##""x-kubernetes-list-type": "atomic", "x-kubernetes-map-type": "granular""##,
        ##""oneOf": [{ "type": "integer" }, { "type": "number", "multipleOf": 0.5 }]"##,
        ##""oneOf": [{ "required": ["a"] }, { "type": "object", "properties": { "a": false } }], "properties": { "a": {} }"##,
        ##""properties": { "password": { "type": "string", "writeOnly": true } }"##,
        ##""properties": { "maxTokens": { "type": "integer" } }"##,
        ##""if": { "properties": { "a": { "const": 1 } } }, "then": { "required": ["b"] }"##,
    ])
    func saysNothingAboutWhatIsMeant(keywords: String) throws {
        let report = try lint("{ \"$schema\": \"\(Self.draft2020)\", \(keywords) }")
        #expect(report.errors == [])
        #expect(report.advice.map(\.description) == [])
    }

    @Test(arguments: [
        (#"\Aabc\z"#, [#"\A is the letter A; write ^"#, #"\z is the letter z; write $"#]),
        (
            #"^\Qa.b\E$"#,
            [
                #"\Q is the letter Q; write a backslash before each character that needs one"#,
                #"\E is the letter E; write a backslash before each character that needs one"#,
            ]
        ),
        (#"^\h+$"#, [#"\h is the letter h; write [\t ]"#]),
        (#"^\x{00a1}$"#, [#"\x{00a1} is the letter x, then {00a1}; write \u{00a1}"#]),
        (#"^\pL$"#, [#"\pL is the letters pL; write \p{L}"#]),
        (
            "^[[:alpha:]_[:digit:]]+$",
            [
                "[:alpha:] is some of the characters [ : alpha; write A-Za-z",
                "[:digit:] is some of the characters [ : digit; write 0-9",
            ]
        ),
        (
            "^[[:^digit:]]$",
            ["[:^digit:] is some of the characters [ : ^digit; write a class of its own, [^0-9]"]
        ),
        ("^[:alpha:]+$", ["[:alpha:] is one of the characters : alpha; write [A-Za-z]"]),
        (#"^\<a\>$"#, [#"\< is the character <; write \b"#, #"\> is the character >; write \b"#]),
        ("^[]a]$", [#"[] is a class that matches nothing; write [\]"#]),
        ("^a{,3}$", ["{,3} is text, not a repetition; write {0,3}"]),
        ("^[a-z&&[^b]]$", ["&& is the character &, once; write a class without the set operation"]),
        ("^[a&&b]$", ["&& is the character &, once; write a class without the set operation"]),
        ("^[[=a=]b]$", ["[=a=] is some of the characters [ = a; write a"]),
        ("^[[.-.]b]$", ["[.-.] is some of the characters [ . -; write -"]),
        (
            #"^[\A.]$"#,
            [#"\A is the letter A; write ^ in front of the class, which cannot hold an anchor"#]
        ),
        (
            #"^[\z\h]$"#,
            [
                #"\z is the letter z; write $ behind the class, which cannot hold an anchor"#,
                #"\h is the letter h; write \t and a space"#,
            ]
        ),
        ("^[=a=][.a.]a&&b$", []),
        (#"^[\w.:-]+\.\d{1,3}\x41\u{A1}\p{L}\\Z\cJ[:a-z]+[^]$"#, []),
    ])
    func explainsPatternsOfOtherDialects(pattern: String, messages: [String]) throws {
        let escaped = pattern.replacing(#"\"#, with: #"\\"#)
        let report = try lint(#"{ "pattern": "\#(escaped)" }"#)
        let found = report.advice.map(\.finding).filter { $0.message.hasPrefix("in ECMA-262 ") }
        let described = found.map { "\($0.message); \($0.suggestion ?? "")" }
        #expect(described == messages.map { "in ECMA-262 \($0)" })
    }

    /// A defect in a document that two schemas share is reported once, under the schemas' names.
    @Test(arguments: [["a", "b"], ["a", "b", "common"]])
    func readsACommonDocumentOnce(names: [String]) throws {
        let folder = try Folder()
        for name in ["a", "b"] {
            try folder.write(
                #"{"$schema": "\#(Self.draft2020)", "properties": {"\#(name)": {"$ref": "common.json"}}}"#,
                to: "\(name).json"
            )
        }
        try folder.write(
            ##"{"$schema": "\##(Self.draft2020)", "type": "strin", "properties": {"q": {"$ref": "#/no"}}}"##,
            to: "common.json"
        )
        let paths = names.map { "\(folder.path)/\($0).json" }
        let report = SchemaLinter().lint(try SchemaFinder().sources(at: paths))
        let common = folder.path + "/common.json"
        #expect(report.errors.map(\.file) == [common, common])
        #expect(report.advice.isEmpty)
    }

    private static let never = ": no object is valid"
    private static let unfit = ": this branch never fits"

    @Test(arguments: [
        (
            #""properties": { "a": false }, "required": ["a"]"#,
            "\"a\" is required, and properties refuses it" + never
        ),
        (
            #""patternProperties": { "^a": false }, "required": ["ab"]"#,
            "\"ab\" is required, and patternProperties refuses names that match \"^a\""
                + never
        ),
        (
            #""additionalProperties": false, "required": ["a"]"#,
            "\"a\" is required, and additionalProperties refuses it" + never
        ),
        (
            #""unevaluatedProperties": false, "required": ["a"]"#,
            "\"a\" is required, and unevaluatedProperties refuses it" + never
        ),
        (
            #""unevaluatedProperties": false, "allOf": [{ "properties": { "b": {} } }], "required": ["a"]"#,
            "\"a\" is required, and unevaluatedProperties refuses it" + never
        ),
        (
            #""unevaluatedProperties": false, "oneOf": [{ "required": ["a"] }, { "properties": { "b": {} } }]"#,
            "\"a\" is required, and unevaluatedProperties refuses it" + unfit
        ),
        (
            #""propertyNames": { "enum": ["a", "b"] }, "required": ["c"]"#,
            "\"c\" is required, and propertyNames refuses its name" + never
        ),
        (
            #""propertyNames": { "const": "a" }, "properties": { "c": {} }"#,
            "\"c\" is declared, and propertyNames refuses its name: it is never valid"
        ),
        (
            ##""propertyNames": { "$ref": "#/$defs/n" }, "required": ["abc"], "$defs": { "n": { "pattern": "^x" } }"##,
            "\"abc\" is required, and propertyNames refuses its name" + never
        ),
        (
            #""propertyNames": { "maxLength": 2 }, "required": ["abc"]"#,
            "\"abc\" is required, and propertyNames refuses its name" + never
        ),
        (
            #""allOf": [{ "properties": { "a": false } }, { "required": ["a"] }]"#,
            "\"a\" is required, and properties refuses it" + never
        ),
        (
            ##""$ref": "#/$defs/n", "required": ["a"], "$defs": { "n": { "properties": { "a": false } } }"##,
            "\"a\" is required, and properties refuses it" + never
        ),
        (
            ##""$ref": "#/$defs/n", "$defs": { "n": { "properties": { "a": false }, "required": ["a"] } }"##,
            "\"a\" is required, and properties refuses it" + never
        ),
        (
            #""if": {}, "then": { "properties": { "a": false }, "required": ["a"] }"#,
            "\"a\" is required, and properties refuses it" + never
        ),
        (
            #""not": { "properties": { "a": false }, "required": ["a"] }"#,
            "\"a\" is required, and properties refuses it" + never
        ),
        (
            #""properties": { "a": false }, "if": {}, "else": { "required": ["a"] }"#,
            "\"a\" is required, and properties refuses it" + unfit
        ),
        (
            #""propertyNames": { "const": "b" }, "dependentSchemas": { "b": { "required": ["a"] } }"#,
            "\"a\" is required, and propertyNames refuses its name" + unfit
        ),
    ])
    func findsPropertiesThatAreRefused(keywords: String, message: String) throws {
        let report = try lint("{ \"$schema\": \"\(Self.draft2020)\", \(keywords) }")
        #expect(report.errors == [])
        #expect(report.advice.map(\.finding.message) == [message])
        #expect(report.advice.map(\.rule) == [.refusedProperty])
    }

    @Test(arguments: [
        #""properties": { "a": false, "b": {} }, "required": ["b"]"#,
        #""propertyNames": { "enum": ["a", "b"] }, "required": ["a"], "properties": { "a": {} }"#,
        #""propertyNames": { "pattern": "^a" }, "properties": { "ab": {}, "b": false }"#,
        #""additionalProperties": false, "patternProperties": { "^a": {} }, "required": ["ab"]"#,
        #""oneOf": [{ "properties": { "a": false } }, { "required": ["a"] }]"#,
        #""unevaluatedProperties": false, "required": ["a"], "if": { "properties": { "a": {} } }, "then": { "minProperties": 1 }"#,
        #""unevaluatedProperties": false, "required": ["a"], "anyOf": [{ "anyOf": [{ "patternProperties": { "^a": {} } }] }]"#,
        #""unevaluatedProperties": false, "required": ["a"], "allOf": [{ "additionalProperties": { "type": "integer" } }]"#,
        ##""unevaluatedProperties": false, "required": ["a"], "$dynamicRef": "#x", "$defs": { "x": { "$dynamicAnchor": "x" } }"##,
        #""properties": { "a": {} }, "if": { "required": ["a"] }, "then": { "properties": { "a": false } }"#,
    ])
    func findsNothingWrongWithPropertiesThatFit(keywords: String) throws {
        let report = try lint("{ \"$schema\": \"\(Self.draft2020)\", \(keywords) }")
        #expect(report.advice.map(\.description) == [])
    }

    /// A closed object does not allow the properties of branches beside it.
    @Test(arguments: [
        (#""if": { "required": ["q"] }, "then": { "required": ["z"] }"#, "this branch requires"),
        (#""if": {}, "else": { "properties": { "z": {} } }"#, "this branch declares"),
        (#""dependentSchemas": { "q": { "required": ["z"] } }"#, "this branch requires"),
        (#""dependentRequired": { "q": ["z"] }"#, "\"q\" requires"),
        (#""allOf": [{ "oneOf": [{ "required": ["z"] }] }]"#, "this branch requires"),
        (#""oneOf": [{ "allOf": [{ "required": ["z"] }] }]"#, "this branch requires"),
        (
            ##""$ref": "#/$defs/n", "$defs": { "n": { "anyOf": [{ "required": ["z"] }] } }"##,
            "this branch requires"
        ),
    ])
    func findsBranchesThatAClosedObjectRefuses(keywords: String, words: String) throws {
        let closed = #""properties": { "q": {} }, "additionalProperties": false"#
        for text in [
            "\(closed), \(keywords)", #""not": { \#(closed), \#(keywords) }"#,
        ] where !text.contains("$ref") || !text.contains("not") {
            let report = try lint("{ \"$schema\": \"\(Self.draft2020)\", \(text) }")
            #expect(report.errors == [])
            #expect(report.advice.count == 1, "\(report.advice)")
            let message = "additionalProperties refuses \"z\", which \(words)"
            #expect(report.advice.first?.finding.message.hasPrefix(message) == true)
        }
    }

    private static let declared = "is declared beside this branch"
    private static let required = "is required beside this branch: no object is valid"
    private static let open = #"{ "properties": { "y": {} } }"#
    private static let needed = #"{ "properties": { "y": {} }, "required": ["y"] }"#

    @Test(arguments: [
        (##""allOf": [{ "$ref": "#/$defs/x" }, \##(open)]"##, declared),
        (##""$ref": "#/$defs/x", "properties": { "y": {} }"##, declared),
        (##""$ref": "#/$defs/x", "required": ["y"]"##, required),
        (
            ##""properties": { "x": {} }, "additionalProperties": false, "allOf": [\##(open)]"##,
            declared
        ),
        (##""additionalProperties": false, "allOf": [{ "$ref": "#/$defs/y" }]"##, required),
        (##""allOf": [{ "$ref": "#/$defs/x" }, { "$ref": "#/$defs/y" }]"##, required),
        (
            ##""allOf": [{ "allOf": [{ "$ref": "#/$defs/x" }] }, { "allOf": [\##(needed)] }]"##,
            required
        ),
        (##""allOf": [{ "$ref": "#/$defs/p" }, \##(open)]"##, declared),
        (##""allOf": [{ "$ref": "#/$defs/u" }, \##(open)]"##, declared),
        (##""$ref": "#/$defs/u", "required": ["y"]"##, required),
    ])
    func findsClosedBranchesHoweverTheyAreWritten(keywords: String, rest: String) throws {
        let report = try lint(
            """
            { "$schema": "\(Self.draft2020)", "$defs": {
                "x": { "properties": { "x": {} }, "additionalProperties": false },
                "y": { "properties": { "y": {} }, "required": ["y"] },
                "u": { "$ref": "#/$defs/y/properties/y", "unevaluatedProperties": false },
                "p": { "patternProperties": { "^x": {} }, "additionalProperties": false } },
            \(keywords) }
            """
        )
        let found = report.advice.filter { $0.rule == .closedBranch }
        #expect(
            found.map(\.finding.message.description).map { $0.split(separator: " ").dropFirst() }
                == ["refuses \"y\", which \(rest)".split(separator: " ")[...]]
        )
        #expect(found.map(\.finding.position?.line) == [6])
        #expect(found.map(\.finding.severity) == [rest == Self.declared ? .warning : .error])
    }

    @Test(arguments: [
        #"{ "properties": { "y": {} }, "additionalProperties": false }, \#(open)"#,
        #"{ "patternProperties": { "^y": {} }, "additionalProperties": false }, \#(needed)"#,
        #"{ "additionalProperties": false }, { "properties": { "y": false } }"#,
        #"{ "unevaluatedProperties": true }, \#(open)"#,
        #"{ "allOf": [\#(open)], "unevaluatedProperties": false }, \#(needed)"#,
        #"{ "anyOf": [\#(open)], "unevaluatedProperties": false }, \#(open)"#,
    ])
    func saysNothingAboutBranchesThatAgree(branches: String) throws {
        let report = try lint(#"{ "$schema": "\#(Self.draft2020)", "allOf": [\#(branches)] }"#)
        #expect(report.advice.map(\.description) == [])
    }

    /// The keyword that closes an object ignores the properties of its alternatives.
    @Test(arguments: [
        ("anyOf", needed, "this branch requires: it never fits"),
        ("oneOf", open, "this branch declares"),
        ("oneOf", ##"{ "$ref": "#/$defs/y" }"##, "this branch requires: it never fits"),
        ("anyOf", #"{ "properties": { "x": {} }, "required": ["x"] }"#, nil),
        ("oneOf", #"{ "properties": { "y": false } }"#, nil),
    ])
    func findsAlternativesThatAClosedSchemaRefuses(
        keyword: String,
        branch: String,
        rest: String?
    ) throws {
        let report = try lint(
            """
            { "$schema": "\(Self.draft2020)", "$defs": { "y": \(Self.needed) },
              "properties": { "x": {}, "z": { "$ref": "#/$defs/y" } },
              "additionalProperties": false, "\(keyword)": [\(branch), { "minProperties": 1 }] }
            """
        )
        #expect(
            report.advice.filter { $0.rule == .closedBranch }.map(\.finding.message)
                == rest.map { ["additionalProperties refuses \"y\", which \($0)"] } ?? []
        )
    }

    @Test(arguments: [
        (
            "daily|weekly",
            "the pattern \"daily|weekly\" matches anywhere in the string; write ^(?:daily|weekly)$"
        ),
        ("a(b|c)", "the pattern \"a(b|c)\" matches anywhere in the string; write ^a(b|c)$"),
        ("[|]", "the pattern \"[|]\" matches anywhere in the string; write ^[|]$"),
        (
            "^foo|bar$",
            "the anchors of \"^foo|bar$\" belong to single alternatives; write ^(?:foo|bar)$"
        ),
        (
            "^foo|bar",
            "the anchors of \"^foo|bar\" belong to single alternatives; write ^(?:foo|bar)$"
        ),
        ("a|b|c$", "the anchors of \"a|b|c$\" belong to single alternatives; write ^(?:a|b|c)$"),
        (
            "(?:^a|b$)",
            "the anchors of \"(?:^a|b$)\" belong to single alternatives; write ^(?:a|b)$"
        ),
        ("(^a|b)$", "the anchors of \"(^a|b)$\" belong to single alternatives; write ^(?:a|b)$"),
        ("^(a|b$)", "the anchors of \"^(a|b$)\" belong to single alternatives; write ^(?:a|b)$"),
    ])
    func putsAnchorsAroundAllAlternatives(pattern: String, message: String) throws {
        let report = try lint(#"{ "$schema": "\#(Self.draft2020)", "pattern": "\#(pattern)" }"#)
        #expect(
            report.advice.map(\.description).map {
                $0.split(separator: " warning: ").last.map(String.init)
            }
                == ["\(message) to match the whole string [unanchored-pattern]"]
        )
    }

    @Test(arguments: [
        "^a|^b", "^(a|b)$", "^$|^a", "a$|b$", #"^\\^|^\\|$"#, "^[|]b$", "(?:^a|^b)", "(^a$|^b$)",
        "^(^a|b)$", "^(?!a|b$)",
    ])
    func saysNothingAboutAnchoredAlternatives(pattern: String) throws {
        let report = try lint(#"{ "$schema": "\#(Self.draft2020)", "pattern": "\#(pattern)" }"#)
        #expect(report.advice.map(\.description) == [])
    }

    @Test(arguments: [
        (#"["\u00e9", "e\u0301", "K", "\u212a"]"#, []),
        (#"["a", "\u0061"]"#, ["\"a\""]), ("[1, 1.0, 10e-1]", ["1.0", "10e-1"]),
        (#"[{ "a": 1, "b": 2 }, { "b": 2, "a": 1.0 }, [1], [2]]"#, ["{…}"]),
    ])
    func comparesValuesAsJSONDoes(list: String, repeated: [String]) throws {
        let report = try lint(#"{ "$schema": "\#(Self.draft2020)", "enum": \#(list) }"#)
        #expect(
            report.advice.map(\.finding.message) == repeated.map { "the enum lists \($0) twice" }
        )
    }

    @Test func comparesRequiredNamesByCodePoints() throws {
        let report = try lint(
            #"{ "$schema": "\#(Self.draft2020)", "properties": { "\u00e9": {} }, "required": ["e\u0301"] }"#
        )
        #expect(report.advice.map(\.rule) == [.undeclaredRequired])
    }

    /// Up to 2019-09, the array was a list of schemas.
    @Test func reportsAnArrayInPlaceOfASchema() throws {
        let report = try lint(
            #"{ "$schema": "\#(Self.draft2020)", "items": [{ "minLength": 1 }, { "exclusiveMinimum": 1, "minimum": -1 }] }"#
        )
        #expect(report.errors.map(\.position?.line) == [1])
    }

    @Test func namesADraftThatIsTooOld() throws {
        let report = try lint(#"{ "$schema": "http://json-schema.org/draft-03/schema#" }"#)
        let messages = ["draft-03 of JSON Schema is not supported; draft-04 and later are"]
        #expect(report.errors.map(\.message) == messages)
    }

    @Test func tellsReferencesAndKeywordsInOneRun() throws {
        let schema = """
            { "$schema": "https://json-schema.org/draft/2020-12/schema",
              "properties": {
                "a": { "$ref": "#/nowhere" },
                "b": { "type": "text" },
                "c": { "pattern": "(" }
              },
              "$defs": { "d": { "minLength": "1" } } }
            """
        let report = try lint(schema)
        #expect(report.errors.map { $0.position?.line } == [3, 4, 5, 7])
        let error = #expect(throws: SchemaError.self) {
            try Compiler().compile([
                SchemaSource(
                    name: "a",
                    path: "a.json",
                    uri: "file:///a.json",
                    document: try Document(parsing: schema, as: .json, named: "a.json")
                )
            ])
        }
        #expect(error?.findings.map { $0.position?.line } == [3, 4, 5, 7])
    }

    @Test func everyRuleCanBeTurnedOff() throws {
        var linter = SchemaLinter()
        linter.disabled = [.enumOfOne, .missingDialect]
        let source = SchemaSource(
            name: "a",
            path: "a.json",
            uri: "file:///a.json",
            document: try Document(parsing: #"{ "enum": [1] }"#, as: .json)
        )
        #expect(linter.lint([source]).advice.isEmpty)
    }
}
