import ConfigDocument
import JSONSchema
import Testing

/// `settingRules`, a keyword of this package: relations between two places of a document.
struct SettingRulesTests {
    @Test(arguments: [
        (
            #"{"lessThan": ["0/min", "0/max"]}"#, #"{"min": 10, "max": 5}"#, "1:9",
            "min is 10; it must be less than max, which is 5; lower it, or raise max"
        ),
        (
            #"{"atMost": ["0/pool/min", "0/max"]}"#, #"{"pool": {"min": 2.5}, "max": 2}"#, "1:18",
            "pool.min is 2.5; it must be at most max, which is 2; lower it, or raise max"
        ),
        (
            #"{"moreThan": ["0/a", "0/b"], "reason": "one is kept for the watchdog"}"#,
            #"{"a": 3, "b": 3}"#, "1:7",
            "a is 3; it must be more than b, which is 3: one is kept for the watchdog; raise it, or lower b"
        ),
        (
            #"{"atLeast": ["0/a", "0/b"]}"#, #"{"a": 1, "b": 100000000000000000000001}"#, "1:7",
            "a is 1; it must be at least b, which is 100000000000000000000001; raise it, or lower b"
        ),
        (
            #"{"sameAs": ["0/a", "0/b"]}"#, #"{"a": "x", "b": "y"}"#, "1:7",
            #"a is "x"; it must be the same as b, which is "y"; change one of the two"#
        ),
        (
            #"{"differsFrom": ["0/a", "0/b"]}"#, #"{"a": 1, "b": 1.0}"#, "1:7",
            "a is the same as b; they must differ; change one of the two"
        ),
        (
            #"{"atMost": [{"lengthOf": "0/hosts"}, "0/max"]}"#,
            #"{"hosts": ["a", "b"], "max": 1}"#, "1:11",
            "the length of hosts is 2; it must be at most max, which is 1; lower it, or raise max"
        ),
        (
            #"{"uniqueBy": ["0/l", "port"]}"#,
            #"{"l": [{"port": 1}, {}, {}, {"port": 2}, {"port": 1}]}"#, "1:51",
            #"l[4].port is 1, as in l[0]; each element of l must have a unique "port"; change one of them"#
        ),
        (
            #"{"uniqueBy": ["0/l", "host", "port"]}"#,
            #"{"l": [{"host": "a", "port": 1}, {"host": "b", "port": 1}, {"host": "a", "port": 1}]}"#,
            "1:69",
            #"l[2].host is "a", as in l[0]; each element of l must have a unique combination of "host" and "port"; change one of them"#
        ),
        (
            #"{"namesEntryOf": ["0/default", "0/regions"]}"#,
            #"{"default": "eu-wst", "regions": {"eu-west": {}, "us": {}}}"#, "1:13",
            #"default is "eu-wst"; it must be the name of an entry of regions; did you mean "eu-west"?"#
        ),
        (
            #"{"namesEntryOf": ["0/used", "0/regions"]}"#,
            #"{"used": ["us", "x"], "regions": {"eu": {}, "us": {}}}"#, "1:17",
            #"used[1] is "x"; it must be the name of an entry of regions; add the entry, or name an existing one"#
        ),
        (
            #"{"namesEntryOf": ["0/default", "0/regions"]}"#, #"{"default": "eu"}"#, "1:13",
            #"default is "eu"; it must be the name of an entry of regions; add the entry, or name an existing one"#
        ),
        (
            #"{"requiredWhen": ["0/tls/key", "0/tls/on"], "is": true, "reason": "a server proves who it is"}"#,
            #"{"tls": {"on": true}}"#, "1:9",
            #"missing setting "key" in tls, which is required when tls.on is true: a server proves who it is; add it, or change tls.on"#
        ),
        (
            #"{"requiredWhen": ["0/b", "0/a"], "reason": "of a"}"#, #"{"a": null}"#, "1:1",
            #"missing setting "b", which is required when a is set: of a; add it, or change a"#
        ),
    ])
    func refusesAtTheValue(rule: String, document: String, place: String, message: String) throws {
        let finding = try #require(findings([rule], document).first)
        #expect(finding.position.map { "\($0.line):\($0.column)" } == place)
        #expect(finding.message + (finding.suggestion.map { "; \($0)" } ?? "") == message)
        #expect(finding.absoluteKeywordLocation == "schema.json#/settingRules/0")
        #expect(try findings([rule], document).count == 1)
    }

    @Test(arguments: [
        (#"{"lessThan": ["0/min", "0/max"]}"#, #"{"min": 1, "max": 5}"#),
        (#"{"lessThan": ["0/min", "0/max"]}"#, #"{"min": 1}"#),
        (#"{"lessThan": ["0/min", "0/max"]}"#, #"{"min": "auto", "max": 0}"#),
        (#"{"lessThan": ["0/min", "0/max"]}"#, #"[1]"#),
        (#"{"lessThan": ["7/min", "0/max"]}"#, #"{"min": 9, "max": 5}"#),
        (#"{"atMost": ["0/a", "0/b"]}"#, #"{"a": 2, "b": 2.0}"#),
        (#"{"sameAs": ["0/a", "0/b"]}"#, #"{"a": {"x": [1], "y": 1}, "b": {"y": 1.0, "x": [1]}}"#),
        (#"{"uniqueBy": ["0/l", "port"]}"#, #"{"l": [{"port": 1}, {"port": 2}, {}, {}, 1, 1]}"#),
        (#"{"namesEntryOf": ["0/d", "0/m"]}"#, #"{"d": "a", "m": {"a": null}}"#),
        (#"{"namesEntryOf": ["0/d", "0/m"]}"#, #"{"m": {"a": null}}"#),
        (#"{"namesEntryOf": ["0/d", "0/m"]}"#, #"{"d": [1, null, "a"], "m": {"a": 1}}"#),
        (#"{"requiredWhen": ["0/b", "0/a"], "is": 1, "reason": "r"}"#, #"{"a": 2}"#),
        (#"{"requiredWhen": ["0/b", "0/a"], "reason": "r"}"#, #"{"a": 1, "b": null}"#),
        (#"{"requiredWhen": ["0/c/b", "0/a"], "reason": "r"}"#, #"{"a": 1}"#),
    ])
    func acceptsWhatARuleIsNotAbout(rule: String, document: String) throws {
        #expect(try findings([rule], document).map(\.message) == [])
    }

    /// Strings have an order by their format, numbers by their unit.
    @Test(arguments: [
        ("2026-01-31", "2026-02-01", true), ("2026-02-01", "2026-01-31", false),
        ("2024-02-29", "2024-03-01", true), ("1999-12-31", "2000-01-01", true),
        ("2026-01-01T00:30:00+01:00", "2025-12-31T23:31:00Z", true),
        ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z", false),
        ("2026-01-01T00:00:00.1Z", "2026-01-01T00:00:00.11Z", true),
        ("12:00:00Z", "12:00:00-00:01", true), ("12:00:00Z", "12:00:00Z", false),
        ("PT59M", "PT1H", true), ("PT1H", "PT60M", false), ("P4W", "P1M", true),
        ("P1Y", "P11M", false), ("P1D", "2026-01-01", true), ("zebra", "ant", true),
    ])
    func ordersTextsByTheirFormat(left: String, right: String, isLess: Bool) throws {
        let document = #"{"a": "\#(left)", "b": "\#(right)"}"#
        let found = try findings([#"{"lessThan": ["0/a", "0/b"]}"#], document)
        #expect(found.isEmpty == isLess)
    }

    @Test(arguments: [
        ("ms", "s", "1500", "1", false), ("ms", "s", "1500", "1.5", true),
        ("ms", "s", "1499.9999", "1.5", true), ("ns", "d", "86400000000000", "1", true),
        ("ns", "d", "86400000000001", "1", false), ("MiB", "GB", "953", "1", true),
        ("MiB", "GB", "954", "1", false), ("s", "s", "1", "1", true),
        ("s", "ms", "9223372036854775807", "9223372036854775807", false),
    ])
    func comparesNumbersOfDifferentUnits(
        one: String,
        other: String,
        left: String,
        right: String,
        holds: Bool
    ) throws {
        let schema = """
            {"properties": {"a": {"type": "number", "x-unit": "\(one)"},
              "b": {"type": "number", "x-unit": "\(other)"}},
             "settingRules": [{"atMost": ["0/a", "0/b"]}]}
            """
        let found = try report(schema, #"{"a": \#(left), "b": \#(right)}"#)
        #expect(found.isEmpty == holds, "\(found)")
    }

    /// Texts with a unit are quantities, beside each other and beside numbers.
    @Test(arguments: [
        ("s", "s", #""5s""#, #""1m""#, "unclear"), ("s", "s", #""5s""#, #""1min""#, "less"),
        ("s", "ms", #""60s""#, #""1min""#, "same"), ("s", "ms", #""1h30m""#, "5400000", "same"),
        ("s", "ms", "60", #""59s""#, "more"), ("s", "ms", "60.5", #""1h""#, "less"),
        ("d", "ns", "1", #""24h""#, "same"), ("d", "ns", #""1ns""#, "1", "same"),
        ("d", "d", "0.5", #""13h""#, "less"), ("s", "", "10", #""20s""#, "unclear"),
        ("s", "", #""10s""#, "11", "less"), ("s", "", #""1min""#, "60", "same"),
        ("", "s", "61", #""1min""#, "more"), ("MiB", "B", #""1GiB""#, "1073741824", "same"),
        ("B", "B", #""1MiB""#, #""1MB""#, "more"), ("B", "B", #""1024KiB""#, #""1MiB""#, "same"),
        ("s", "s", #""-1s""#, "0", "less"), ("s", "s", #""soon""#, #""1s""#, "unclear"),
        ("s", "s", #""999999999999999999999999999999d""#, "1", "unclear"),
        ("s", "s", "1e400", #""1s""#, "more"), ("s", "s", #""1s""#, #""PT1S""#, "unclear"),
    ])
    func ordersTextsWithAUnit(
        one: String,
        other: String,
        left: String,
        right: String,
        order: String
    ) throws {
        func schema(_ relation: String) -> String {
            func setting(_ unit: String) -> String {
                let keyword = unit.isEmpty ? "" : #", "x-unit": "\#(unit)""#
                return #"{"type": ["number", "string"]\#(keyword)}"#
            }
            return """
                {"properties": {"a": \(setting(one)), "b": \(setting(other))},
                 "settingRules": [{"\(relation)": ["0/a", "0/b"]}]}
                """
        }
        let refusals: [String: Set] = [
            "less": ["moreThan", "atLeast", "sameAs"], "more": ["lessThan", "atMost", "sameAs"],
            "same": ["lessThan", "moreThan", "differsFrom"], "unclear": ["sameAs"],
        ]
        for relation in ["lessThan", "atMost", "moreThan", "atLeast", "sameAs", "differsFrom"] {
            let found = try report(schema(relation), #"{"a": \#(left), "b": \#(right)}"#)
            let isRefused = refusals[order]?.contains(relation) == true
            #expect(!found.isEmpty == isRefused, "\(relation): \(found)")
        }
    }

    @Test func theUnitIsInTheMessageAndADefaultMayBeAText() throws {
        let schema = """
            {"properties": {"low": {"type": ["number", "string"], "x-unit": "s"},
              "high": {"type": ["number", "string"], "x-unit": "ms", "default": "1min"}},
             "settingRules": [{"atMost": ["0/low", "0/high"]}]}
            """
        let place = "  at /low, by schema.json#/settingRules/0"
        #expect(
            try report(schema, #"{"low": "2min"}"#)
                == """
                data.json:1:9: error: low is "2min"; it must be at most high, which is "1min" by default; lower it, or raise high
                \(place)
                """
        )
        #expect(
            try report(schema, #"{"low": 6, "high": 500}"#)
                == """
                data.json:1:9: error: low is 6 s; it must be at most high, which is 500 ms; lower it, or raise high
                \(place)
                """
        )
        #expect(try report(schema, #"{"low": "59s"}"#) == "")
    }

    @Test func aDefaultCountsWhereTheSettingIsMissing() throws {
        let schema = """
            {"properties": {"min": {"type": "integer", "default": 10}, "max": {"type": "integer"}},
             "settingRules": [{"lessThan": ["0/min", "0/max"]}]}
            """
        #expect(
            try report(schema, #"{"max": 5}"#)
                == """
                data.json:1:9: error: max is 5; it must be more than min, which is 10 by default; raise it, or lower min
                  at /max, by schema.json#/settingRules/0
                """
        )
        #expect(try report(schema, #"{"max": 11}"#) == "")
        #expect(try report(schema, "{}") == "")
    }

    /// A section that is `{}` by default has the defaults of its members; another has none.
    @Test(arguments: [
        (#""default": {}"#, false), (#""default": {"min": 1}"#, true), (#""x": 1"#, true),
    ])
    func aDefaultCountsInASectionByDefault(section: String, holds: Bool) throws {
        let schema = """
            {"properties": {"max": {"type": "integer"}, "pool": {
              "properties": {"min": {"type": "integer", "default": 10}}, \(section)}},
             "settingRules": [{"lessThan": ["0/pool/min", "0/max"]}]}
            """
        #expect(try report(schema, #"{"max": 5}"#).isEmpty == holds)
        #expect(try !report(schema, #"{"max": 5, "pool": {}}"#).isEmpty)
    }

    @Test func aPlaceMayLieOutside() throws {
        let schema = """
            {"properties": {"routes": {"items": {"settingRules": [{"namesEntryOf": ["0/to", "2/hosts"]}]}}}}
            """
        #expect(
            try report(schema, #"{"routes": [{"to": "a"}, {"to": "ab"}], "hosts": {"a": 1}}"#)
                == """
                data.json:1:33: error: routes[1].to is "ab"; it must be the name of an entry of hosts; did you mean "a"?
                  at /routes/1/to, by schema.json#/properties/routes/items/settingRules/0
                """
        )
    }

    @Test func secretsAreNotShown() throws {
        let schema = """
            {"properties": {"a": {"x-secret": true}, "b": {"type": "string"},
              "s": {"x-secret": true, "type": "array"}},
             "settingRules": [{"differsFrom": ["0/a", "0/b"]}, {"sameAs": ["0/b", "0/a"]},
               {"namesEntryOf": ["0/a", "0/b"]}, {"uniqueBy": ["0/s", "k"]}]}
            """
        for document in [
            #"{"a": "hunter2", "b": "hunter2"}"#, #"{"a": "hunter2", "b": "x"}"#,
            #"{"a": "x", "b": "hunter2"}"#,
            #"{"a": "hunter2", "s": [{"k": "hunter2"}, {"k": "hunter2"}]}"#,
        ] {
            let text = try report(schema, document)
            #expect(!text.contains("hunter2"), "\(text)")
            #expect(!text.isEmpty)
            #expect(!text.contains("s[") && !text.contains("a is \""), "\(text)")
        }
        #expect(
            try report(schema, #"{"a": "hunter2", "b": "x"}"#)
                == """
                data.json:1:23: error: b has a value that is not shown; it must be the same as a; change one of the two
                  at /b, by schema.json#/settingRules/1
                """
        )
    }

    // MARK: Schemas

    @Test(arguments: [
        (#"{}"#, "1:18", "settingRules must be an array of rules, not an object"),
        (#"[1]"#, "1:19", "a rule must be an object, not a number"),
        (
            #"[{"reason": "r"}]"#, "1:19",
            "a rule must have one of lessThan, atMost, moreThan, atLeast, sameAs, differsFrom, uniqueBy, namesEntryOf, requiredWhen"
        ),
        (
            #"[{"lessThan": ["0/a", "0/b"], "sameAs": ["0/a", "0/b"]}]"#, "1:19",
            "a rule must have one relation, not 2; write a rule for each"
        ),
        (
            #"[{"lessThan": "0/a"}]"#, "1:32",
            "lessThan must be an array of two places, not a string"
        ),
        (
            #"[{"uniqueBy": ["0/a"]}]"#, "1:32",
            "uniqueBy must be an array of a place and keys, not an array of 1"
        ),
        (#"[{"uniqueBy": ["0/a", 1]}]"#, "1:40", "a key must be a string, not a number"),
        (
            #"[{"lessThan": ["/a", "0/b"]}]"#, "1:33",
            #""/a" is not a relative JSON Pointer; write 0/name for a setting of this object, 1/name for one beside it"#
        ),
        (
            #"[{"lessThan": ["0#", "0/b"]}]"#, "1:33",
            #""0#" is not a relative JSON Pointer; write 0/name for a setting of this object, 1/name for one beside it"#
        ),
        (
            #"[{"lessThan": [1, "0/b"]}]"#, "1:33",
            "a place must be a relative JSON Pointer, or an object with lengthOf, not a number"
        ),
        (
            #"[{"namesEntryOf": [{"lengthOf": "0/a"}, "0/b"]}]"#, "1:37",
            "a place must be a relative JSON Pointer, not an object"
        ),
        (
            #"[{"sameAs": ["0/a", "0/b"], "because": "r"}]"#, "1:46",
            #"a sameAs rule has no "because""#
        ),
        (
            #"[{"sameAs": ["0/a", "0/b"], "reason": ""}]"#, "1:56",
            "reason must be a string, for messages"
        ),
        (
            #"[{"requiredWhen": ["0/a", "0/b"]}]"#, "1:19",
            "requiredWhen must have a reason, which its message repeats"
        ),
    ])
    func malformedRulesAreRefusedWhereTheyStand(value: String, place: String, message: String)
        throws
    {
        let error = #expect(throws: SchemaError.self) {
            try compiled(#"{"settingRules": \#(value)}"#)
        }
        let finding = try #require(error?.findings.first)
        #expect(finding.message == message)
        #expect(finding.position.map { "\($0.line):\($0.column)" } == place)
        #expect(error?.findings.count == 1)
    }

    @Test(arguments: [
        (
            #"{"type": "boolean"}"#, #"["0/a", "0/b"]"#,
            "the value at 0/a has no order; expected a number, or a string in the format date, date-time, time or duration"
        ),
        (
            #"{"type": "string", "format": "uuid"}"#, #"["0/a", "0/b"]"#,
            "the value at 0/a has no order; expected a number, or a string in the format date, date-time, time or duration"
        ),
        (
            #"{"type": "integer"}"#, #"[{"lengthOf": "0/a"}, "0/b"]"#,
            "the value at 0/a has no length"
        ),
        (
            #"{"type": "integer", "x-unit": "s"}"#, #"["0/a", "0/b"]"#,
            "the units seconds and bytes cannot be compared"
        ),
    ])
    func whatHasNoOrderIsRefusedInTheSchema(setting: String, places: String, message: String)
        throws
    {
        let schema = """
            {"properties": {"a": \(setting), "b": {"type": "integer", "x-unit": "B"}},
             "settingRules": [{"lessThan": \(places)}]}
            """
        let error = #expect(throws: SchemaError.self) { try compiled(schema) }
        #expect(error?.findings.map(\.message) == [message])
    }

    @Test(arguments: Draft.allCases)
    func countsInEveryDraft(draft: Draft) throws {
        let program = try compiled(
            #"{"settingRules": [{"lessThan": ["0/a", "0/b"]}]}"#,
            draft: draft
        )
        #expect(try !program.accepts(json(#"{"a": 2, "b": 1}"#)))
        #expect(try program.accepts(json(#"{"a": 1, "b": 2}"#)))
    }

    /// A meta-schema with a list of vocabularies decides whether the keyword counts.
    @Test(arguments: [true, false])
    func countsWhereTheMetaSchemaListsIt(isListed: Bool) throws {
        let uri = isListed ? Vocabularies.settingRulesURI : "urn:other"
        var registry = SchemaRegistry()
        registry.add(
            try json(
                """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "$vocabulary": {
                  "https://json-schema.org/draft/2020-12/vocab/core": true, "\(uri)": false}}
                """
            ),
            at: "urn:meta"
        )
        let schema = try json(
            #"{"$schema": "urn:meta", "settingRules": [{"lessThan": ["0/a", "0/b"]}]}"#
        )
        let graph = try registry.resolve(schema, baseURI: "file:///s.json")
        let program = try ValidationProgram(compiling: graph)
        #expect(try program.accepts(json(#"{"a": 2, "b": 1}"#)) == !isListed)
    }

    @Test func survivesTheEncodingOfPrograms() throws {
        let schema = """
            {"properties": {"a": {"default": 3}}, "settingRules": [
              {"lessThan": ["0/a", {"lengthOf": "0/b"}], "reason": "r"},
              {"uniqueBy": ["0/l", "x", "y"]}, {"requiredWhen": ["0/k", "0/a"], "is": {"z": 1}, "reason": "q"}]}
            """
        let program = try compiled(schema)
        let decoded = try #require(ValidationProgram(decoding: program.encoded()))
        #expect(decoded.encoded() == program.encoded())
        #expect(program.format == 3)
        #expect(try compiled("{}").format == 2)
        for document in [#"{"b": "x"}"#, #"{"b": "long"}"#, #"{"a": {"z": 1}}"#] {
            let text = try decoded.findings(in: json(document)).map(\.description)
            #expect(try text == program.findings(in: json(document)).map(\.description))
        }
    }

    // MARK: Cost

    /// Twice the document takes about twice the steps, so that the budget of a large document does.
    @Test(arguments: [
        #"{"uniqueBy": ["0/l", "id"]}"#, #"{"namesEntryOf": ["0/names", "0/map"]}"#,
    ])
    func costsNoMoreThanTheDocument(rule: String) throws {
        var schema = "{\"settingRules\": [\(rule)]}"
        var program = try compiled(schema)
        program.budget.maxSteps = 40_000
        #expect(try program.accepts(Self.large(10_000)))
        #expect(try program.report(on: Self.large(10_000)).isEmpty)
        // In every element, with a way out of it.
        schema =
            #"{"properties": {"l": {"items": {"settingRules": [{"namesEntryOf": ["0/name", "2/map"]}]}}}}"#
        program = try compiled(schema)
        program.budget.maxSteps = 200_000
        #expect(try program.accepts(Self.large(10_000)))
    }

    @Test func countsAgainstTheBudget() throws {
        let schema = """
            {"properties": {"l": {"settingRules": [{"uniqueBy": ["0", "id"]}]},
              "names": {"items": {"minLength": 1}}}}
            """
        var program = try compiled(schema)
        let document = try Self.large(2_000)
        #expect(program.accepts(document))
        program.budget.maxSteps = 3_000
        #expect(!program.accepts(document))
        #expect(program.findings(in: document).map(\.isUnjudged) == [true])
    }

    private static func large(_ count: Int) throws -> Document {
        let elements = (0..<count).map { #"{"id": \#($0), "name": "n\#($0)"}"# }
        let names = (0..<count).map { "\"n\($0)\"" }
        return try json(
            """
            {"l": [\(elements.joined(separator: ","))], "names": [\(names.joined(separator: ","))],
             "map": {\(names.map { "\($0): 1" }.joined(separator: ","))}}
            """
        )
    }

    private func findings(_ rules: [String], _ document: String) throws -> [Finding] {
        let program = try compiled("{\"settingRules\": [\(rules.joined(separator: ","))]}")
        let document = try json(document)
        let findings = program.findings(in: document)
        #expect(program.accepts(document) == findings.isEmpty, "the engines disagree")
        return findings
    }
}
