import ConfigDocument
import JSONSchema
import Testing

/// Schemas that would run forever or exhaust memory cause an error with its location.
struct HostileSchemaTests {
    @Test(arguments: [
        (##"{"$ref": "#"}"##, "1:10"),
        (##"{"allOf": [{"$ref": "#"}]}"##, "1:21"),
        (
            ##"{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}"##,
            "1:75"
        ),
        (
            ##"{"type": "object", "$ref": "#/$defs/a", "$defs": {"a": {"allOf": [{"$ref": "#/$defs/a"}]}}}"##,
            "1:76"
        ),
    ])
    func refusesCirclesThatEveryDocumentMeets(schema: String, place: String) throws {
        let error = #expect(throws: SchemaError.self) { try compiled(schema) }
        let finding = try #require(error?.findings.first)
        #expect(finding.message == "this reference leads back to itself and never reaches a value")
        #expect(finding.position.map { "\($0.line):\($0.column)" } == place)
    }

    @Test(arguments: [
        ##"{"anyOf": [{"$ref": "#"}, {"type": "string"}]}"##,
        ##"{"oneOf": [{"type": "string"}, {"$ref": "#"}]}"##,
        ##"{"not": {"$ref": "#"}}"##,
        ##"{"if": {"$ref": "#"}, "then": {"minimum": 1}}"##,
        ##"{"$dynamicAnchor": "a", "$dynamicRef": "#a"}"##,
        ##"{"properties": {"a": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"$ref": "#/$defs/x"}}}"##,
        ##"{"anyOf": [{"unevaluatedProperties": false, "$ref": "#"}, false]}"##,
    ])
    func endsCirclesThatADocumentMeets(schema: String) throws {
        let program = try compiled(schema)
        let document = try json(#"{"a": 1}"#)
        #expect(!program.accepts(document))
        let findings = program.findings(in: document)
        #expect(findings.count == 1)
        let finding = try #require(findings.first)
        #expect(
            finding.message.hasSuffix(
                "cannot be checked: the reference leads back to itself and never reaches a value"
            )
        )
        #expect(finding.absoluteKeywordLocation.hasPrefix("schema.json#/"))
        #expect(finding.keywordLocation.utf8.count < 200)
    }

    /// SchemaStore has such a schema; no document takes that branch.
    @Test func leavesCirclesAloneThatNoDocumentMeets() throws {
        let program = try compiled(
            ##"{"properties": {"a": {"$ref": "#/$defs/x"}}, "$defs": {"x": {"allOf": [{"$ref": "#/$defs/x"}]}}}"##
        )
        #expect(program.accepts(try json("{}")))
        #expect(program.findings(in: try json("{}")).isEmpty)
    }

    @Test(arguments: ["anyOf", "oneOf"])
    func endsABlowUp(keyword: String) throws {
        let program = try compiled(blowUp(keyword))
        let document = try json("3")
        #expect(!program.accepts(document))
        let findings = program.findings(in: document)
        #expect(findings.last?.message == "the document is 3; the smallest allowed value is 5")
    }

    @Test func saysWhereTheBudgetEnded() throws {
        var program = try compiled(#"{"items": {"type": "string"}}"#)
        program.budget.maxSteps = 200
        let document = try json("[\(Array(repeating: "1", count: 500).joined(separator: ","))]")
        #expect(!program.accepts(document))
        let finding = try #require(program.findings(in: document).last)
        #expect(
            finding.message
                == "the document takes too many steps to check against its schema, so it is refused; they ran out at element [184]"
        )
        #expect(finding.absoluteKeywordLocation.hasPrefix("schema.json#/items"))
    }

    /// The fast code contains a reference once even if `allOf` repeats it.
    @Test func seesThroughRepeatedReferences() throws {
        var program = try compiled(blowUp("allOf"))
        program.budget.maxSteps = 100_000
        #expect(program.accepts(try json("7")))
        #expect(program.findings(in: try json("7")).isEmpty)
        #expect(!program.accepts(try json("3")))
        #expect(!program.findings(in: try json("3")).isEmpty)
    }

    /// A chain of schemas in which each refers to the next one twice.
    private func blowUp(_ keyword: String) -> String {
        let levels = (0..<60).map {
            ##""d\##($0)": {"\##(keyword)": [{"$ref": "#/$defs/d\##($0 + 1)"}, {"$ref": "#/$defs/d\##($0 + 1)", "maximum": \##($0 + 100)}]}"##
        }
        return
            ##"{"$ref": "#/$defs/d0", "$defs": {\##(levels.joined(separator: ",")), "d60": {"minimum": 5}}}"##
    }

    @Test func namesWhereSchemasAreTooDeep() throws {
        var program = try compiled(##"{"properties": {"a": {"$ref": "#"}}}"##)
        program.budget.maxDepth = 50
        let text =
            String(repeating: #"{"a": "#, count: 60) + "1" + String(repeating: "}", count: 60)
        let document = try json(text)
        #expect(!program.accepts(document))
        let findings = program.findings(in: document)
        #expect(findings.count == 1)
        #expect(
            findings.first?.message
                == "…\(String(repeating: ".a", count: 12)) is nested in too many schemas to be checked, so the document is refused"
        )
    }

    @Test func holdsAMillionValuesInAnEnum() throws {
        var reading = ReadingOptions()
        reading.maxBytes = 64 << 20
        let values = (0..<200_000).map { $0 % 2 == 0 ? "\($0)" : "\"v\($0)\"" }.joined(
            separator: ","
        )
        let program = try compiled("{\"items\": {\"enum\": [\(values)]}}", reading: reading)
        let wanted = (0..<2_000).map { "\($0 * 100)" }.joined(separator: ",")
        #expect(program.accepts(try json("[\(wanted)]")))
        #expect(!program.accepts(try json("[1]")))
        #expect(program.findings(in: try json("[-1]")).first?.message.utf8.count ?? 1_000 < 400)
    }

    /// One line with many definitions and references: anything quadratic would take hours.
    @Test func takesTimeInProportionToTheSchema() throws {
        var reading = ReadingOptions()
        reading.maxBytes = 64 << 20
        let count = 20_000
        let definitions = (0..<count).map { #""d\#($0)": {"type": "string", "minLength": \#($0)}"# }
        let members = (0..<count).map { ##""p\##($0)": {"$ref": "#/$defs/d\##($0)"}"## }
        let schema =
            "{\"properties\": {\(members.joined(separator: ","))}, \"$defs\": {\(definitions.joined(separator: ","))}}"
        let program = try compiled(schema, reading: reading)
        #expect(program.accepts(try json(#"{"p1": "a"}"#)))
        #expect(!program.accepts(try json(#"{"p19999": "a"}"#)))
    }

    @Test func followsLongChainsOfReferences() throws {
        let definitions = (0..<20_000).map {
            ##""d\##($0)": {"properties": {"a": {"$ref": "#/$defs/d\##($0 + 1)"}}}"##
        }
        let program = try compiled(
            ##"{"$ref": "#/$defs/d0", "$defs": {\##(definitions.joined(separator: ",")), "d20000": {}}}"##
        )
        #expect(program.accepts(try json(#"{"a": {"a": {}}}"#)))
    }

    @Test func comparesLargeAndDeepValuesWithoutRecursion() throws {
        var reading = ReadingOptions()
        reading.maxDepth = 20_000
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        let program = try compiled("{\"uniqueItems\": true}", reading: reading)
        #expect(!program.accepts(try json("[\(deep), \(deep)]", reading: reading)))
        #expect(!program.accepts(try json("[1,2,3,4,5,6,7,8,9,\(deep),\(deep)]", reading: reading)))
        let members = (0..<20_000).map { "\"k\($0)\": \($0)" }
        let object = "{\(members.joined(separator: ","))}"
        let reversed = "{\(members.reversed().joined(separator: ","))}"
        #expect(!program.accepts(try json("[\(object), \(reversed)]")))
        // Numbers beyond the range of doubles, which a hash of doubles would make equal.
        let large = (0..<20_000).map { "\($0 + 1)e400" }.filter { !$0.hasPrefix("10") }
        #expect(program.findings(in: try json("[\(large.joined(separator: ","))]")).count <= 1)
    }

    @Test func refusesSchemasThatNestBeyondReason() throws {
        var reading = ReadingOptions()
        reading.maxDepth = 30_000
        let schema =
            String(repeating: #"{"not":"#, count: 10_000) + "true"
            + String(repeating: "}", count: 10_000)
        let error = #expect(throws: SchemaError.self) { try compiled(schema, reading: reading) }
        #expect(
            error?.findings.first?.message
                == "…\(String(repeating: ".not", count: 12)) is nested in too many schemas to be checked, so the document is refused"
        )
        let constant = String(repeating: "[", count: 9_000) + String(repeating: "]", count: 9_000)
        let program = try compiled("{\"const\": \(constant)}", reading: reading)
        #expect(program.accepts(try json(constant, reading: reading)))
    }
}
