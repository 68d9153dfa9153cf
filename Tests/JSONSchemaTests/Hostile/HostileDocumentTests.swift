import ConfigDocument
import Foundation
import JSONSchema
import Testing

/// Documents designed to take long: budgets and memoisation keep them fast.
@Suite(.timeLimit(.minutes(5))) struct HostileDocumentTests {
    private func expectVerdict(
        _ schema: String,
        _ text: String,
        _ isValid: Bool,
        within limit: Double = 5
    ) throws {
        let program = try compiled(schema)
        let document = try json(text)
        let start = Self.secondsOfThread
        let accepts = program.accepts(document)
        let findings = program.findings(in: document)
        let time = Self.secondsOfThread - start
        #expect(accepts == isValid)
        #expect(findings.isEmpty == isValid)
        #expect(!findings.contains { $0.message.contains("too many steps") })
        #expect(time < limit)
    }

    /// The processor time of this thread, since tests run in parallel.
    private static var secondsOfThread: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func nested(_ value: String) -> String {
        String(repeating: #"{"c": "#, count: 60) + value + String(repeating: "}", count: 60)
    }

    /// Recursive alternatives double the work at each level, unless verdicts are remembered.
    @Test(arguments: [
        ##"{"anyOf": [{"type": "object", "properties": {"c": {"$ref": "#/$defs/n"}}, "required": ["c"]}, {"type": "object", "properties": {"c": {"$ref": "#/$defs/n"}}, "minProperties": 1}, {"type": "integer"}]}"##,
        ##"{"oneOf": [{"type": "object", "properties": {"c": {"$ref": "#/$defs/n"}}, "required": ["c"]}, {"type": "object", "properties": {"c": {"$ref": "#/$defs/n"}}, "maxProperties": 0}, {"type": "integer"}]}"##,
        ##"{"type": ["object", "integer"], "if": {"properties": {"c": {"$ref": "#/$defs/n"}}}, "then": {"properties": {"c": {"$ref": "#/$defs/n"}}}, "else": {"properties": {"c": {"$ref": "#/$defs/n"}}}}"##,
        ##"{"type": ["object", "integer"], "not": {"type": "object", "properties": {"c": {"not": {"$ref": "#/$defs/n"}}}, "required": ["c"]}, "properties": {"c": {"$ref": "#/$defs/n"}}}"##,
        ##"{"$dynamicAnchor": "n", "anyOf": [{"type": "object", "properties": {"c": {"$dynamicRef": "#n"}}, "required": ["c"]}, {"type": "object", "properties": {"c": {"$dynamicRef": "#n"}}, "minProperties": 1}, {"type": "integer"}]}"##,
        ##"{"type": ["object", "integer"], "dependentSchemas": {"c": {"properties": {"c": {"$ref": "#/$defs/n"}}}}, "properties": {"c": {"$ref": "#/$defs/n"}}}"##,
        ##"{"type": ["object", "integer"], "anyOf": [{"properties": {"c": {"$ref": "#/$defs/n"}}}, {"properties": {"c": {"$ref": "#/$defs/n"}, "d": {}}}], "unevaluatedProperties": false}"##,
    ])
    func judgesNoValueTwice(definition: String) throws {
        let schema = "{\"$ref\": \"#/$defs/n\", \"$defs\": {\"n\": \(definition)}}"
        try expectVerdict(schema, Self.nested("1"), true)
        try expectVerdict(schema, Self.nested("\"x\""), false)
    }

    /// A schema's evaluations are remembered with its verdict.
    @Test(arguments: [
        ##"{"allOf": [{"$ref": "#/$defs/NEXT"}], "anyOf": [{"$ref": "#/$defs/NEXT"}], "unevaluatedProperties": false}"##,
        ##"{"anyOf": [{"$ref": "#/$defs/NEXT"}, {"$ref": "#/$defs/NEXT"}]}"##,
        ##"{"oneOf": [{"$ref": "#/$defs/NEXT"}, {"required": ["no"]}], "if": {"$ref": "#/$defs/NEXT"}, "then": {"$ref": "#/$defs/NEXT"}}"##,
        ##"{"allOf": [{"$ref": "#/$defs/NEXT"}, {"$ref": "#/$defs/NEXT"}], "dependentSchemas": {"z": {"$ref": "#/$defs/NEXT"}}}"##,
    ])
    func judgesNoSchemaTwiceBelowUnevaluated(level: String) throws {
        let levels = (0..<40).map { number in
            "\"d\(number)\": \(level.replacing("NEXT", with: "d\(number + 1)"))"
        }
        let schema = """
            {"$ref": "#/$defs/d0", "unevaluatedProperties": false, "$defs": {\(levels.joined(separator: ",")),
             "d40": {"type": "object", "properties": {"z": {"type": "string"}}}}}
            """
        try expectVerdict(schema, #"{"z": "x"}"#, true)
        try expectVerdict(schema, #"{"z": "x", "y": 1}"#, false)
        try expectVerdict(schema, #"{"z": 1}"#, false)
    }

    @Test func comparesManyNamesWithThoseOfSecrets() throws {
        let secrets = (0..<30).map { "\"service\($0)Password\": {\"x-secret\": true}" }
        let program = try compiled(
            "{\"properties\": {\(secrets.joined(separator: ",")), \"open\": {}}}"
        )
        for name in ["key", "serviceKeyPasswor"] {
            let members = (0..<60_000).map { "\"\(name)\($0)\": 0" }.joined(separator: ",")
            let document = try json("{\"open\": {\(members), \"service7Pasword\": 1}}")
            let start = Self.secondsOfThread
            let places = program.secretPlaces(in: document)
            #expect(places.contains { $0.pointer == "/open/service7Pasword" })
            #expect(Self.secondsOfThread - start < 6)
        }
    }

    /// The notes of a failed branch are undone, and not copied in advance.
    @Test func undoesTheNotesOfManyBranches() throws {
        let branches = (0..<199).map { number in
            "{\"patternProperties\": {\"^p\(number)x\": {\"type\": \"integer\"}}}"
        }
        let members = (0..<15_000).map { "\"p\($0 % 200)x\($0)\": \($0)" }
        try expectVerdict(
            "{\"anyOf\": [\(branches.joined(separator: ","))], \"unevaluatedProperties\": false}",
            "{\(members.joined(separator: ","))}",
            false,
            within: 30
        )
    }

    /// Finding a member of a large object does not scan all members.
    @Test func findsMembersOfLargeObjects() throws {
        let rules = (0..<2_000).map { number in
            let names = (0..<20).map { "\"key\($0 * 100 + number)\"" }.joined(separator: ",")
            return "\"key\(number)\": [\(names)]"
        }
        let schema = "{\"dependentRequired\": {\(rules.joined(separator: ","))}}"
        let members = (0..<60_000).map { "\"key\($0)\": 0" }
        try expectVerdict(schema, "{\(members.joined(separator: ","))}", true)
        try expectVerdict(schema, "{\(members.dropFirst(2_000).joined(separator: ","))}", true)
        let fewer = members[..<3_000] + members[3_001...]
        try expectVerdict(schema, "{\(fewer.joined(separator: ","))}", false)
    }

    /// Schemas that depend on present members examine only the members that they name.
    @Test(arguments: ["", #", "unevaluatedProperties": {"type": ["integer", "object"]}"#])
    func looksAtFewMembersOfLargeObjects(keyword: String) throws {
        let inner = #"{"type": ["integer", "object"], "properties": {"key": {"type": "string"}}}"#
        let rules = (0..<2_000).map { number in
            #""key\#(number)": {"properties": {"key\#(number)": \#(inner)}, "required": ["key"]}"#
        }
        let schema = "{\"dependentSchemas\": {\(rules.joined(separator: ","))}\(keyword)}"
        var members = (0..<20_000).map { "\"key\($0)\": 0" } + ["\"key\": 0"]
        try expectVerdict(schema, "{\(members.joined(separator: ","))}", true)
        // Another large object is searched in between.
        members[9] = "\"key9\": {\((0..<100).map { "\"k\($0)\": 0" }.joined(separator: ","))}"
        try expectVerdict(schema, "{\(members.joined(separator: ","))}", true)
        members[7] = "\"key7\": false"
        try expectVerdict(schema, "{\(members.joined(separator: ","))}", false)
        let fewer = members.dropLast()
        try expectVerdict(schema, "{\(fewer.joined(separator: ","))}", false)
    }

    @Test func namesManyElementsAtOnce() throws {
        let allowed = (0..<20_000).map { "\"value-\($0)\"" }.joined(separator: ",")
        let wrong = (0..<60_000).map { "\"wrong-\($0)\"" }.joined(separator: ",")
        try expectVerdict("{\"items\": {\"enum\": [\(allowed)]}}", "[\(wrong)]", false)
    }

    /// With a predictable mix of bits, every element would have the same hash.
    @Test func comparesNoElementsByChosenHashes() throws {
        let pairs = (0..<3_000).map { "[\($0), \(Self.partner(of: $0))]" }
        try expectVerdict(#"{"uniqueItems": true}"#, "[\(pairs.joined(separator: ","))]", true)
    }

    /// The second number that would give a pair the hash of (0, 0).
    private static func partner(of first: Int) -> Int64 {
        func mix(_ word: UInt64) -> UInt64 {
            let product = (word ^ (word >> 31)) &* 0x9E37_79B9_7F4A_7C15
            return product ^ (product >> 29)
        }
        func unmixed(_ word: UInt64) -> UInt64 {
            let product = word ^ (word >> 29) ^ (word >> 58)
            let odd: UInt64 = 0x9E37_79B9_7F4A_7C15
            var inverse = odd
            for _ in 0..<5 { inverse = inverse &* (2 &- odd &* inverse) }
            let folded = product &* inverse
            return folded ^ (folded >> 31) ^ (folded >> 62)
        }
        let start = mix(UInt64(2 + 99) &+ mix(UInt64(first)))
        return Int64(bitPattern: unmixed(mix(UInt64(101) &+ mix(0)) &- start))
    }

    @Test(arguments: [
        "1234567890123456789012345", "0.00000000000000000001234567890123456789012345",
    ])
    func dividesLongNumbersAtOnce(divisor: String) throws {
        let number = String(repeating: "1", count: 500_000)
        try expectVerdict("{\"multipleOf\": \(divisor)}", number, false)
    }

    /// Names that collide in a table of the program, and in that of its strings.
    @Test func refusesNamesThatAreMadeToCollide() throws {
        func key(_ number: UInt64) -> String {
            // The hash of eight bytes is a bijection, so its low bits can be chosen.
            let product = number << 20
            let odd: UInt64 = 0xD6E8_FEB8_6659_FD93
            var inverse = odd
            for _ in 0..<5 { inverse = inverse &* (2 &- odd &* inverse) }
            let unfolded = (product ^ (product >> 32)) &* inverse
            let word = unfolded ^ (unfolded >> 32)
            return withUnsafeBytes(of: word.littleEndian) { bytes in
                guard bytes.allSatisfy({ $0 < 0x80 }) else { return "" }
                return bytes.map { String(format: "\\u%04x", $0) }.joined()
            }
        }
        let keys = Array((0..<1_000_000).lazy.map { key($0) }.filter { !$0.isEmpty }.prefix(1_500))
        let members = keys.map { "\"\($0)\": {}" }.joined(separator: ",")
        try #require(keys.count == 1_500)
        let error = #expect(throws: SchemaError.self) {
            try compiled("{\"properties\": {\(members)}}")
        }
        #expect(
            error?.findings.first?.message
                == "more than 1000 property names have the same hash; rename some of them"
        )
    }

    /// Suggestions are computed for only a few findings if names are long and many.
    @Test func looksForNamesWithinReason() throws {
        let known = (0..<2_000).map { "\"\(String(repeating: "k", count: 150))\($0)\": {}" }
        let unknown = (0..<1_500).map { "\"\(String(repeating: "k", count: 149))x\($0)\": 1" }
        try expectVerdict(
            "{\"properties\": {\(known.joined(separator: ","))}, \"additionalProperties\": false}",
            "{\(unknown.joined(separator: ","))}",
            false,
            within: 10
        )
    }

    @Test func endsPatternsThatOneDocumentAsksFor() throws {
        let program = try compiled(#"{"items": {"pattern": "^(a+)+\\1$"}}"#)
        let text = "\"\(String(repeating: "a", count: 200))!\""
        let document = try json("[\((0..<200).map { _ in text }.joined(separator: ","))]")
        #expect(!program.accepts(document))
        #expect(
            program.findings(in: document).last?.message.hasPrefix(
                "element [199] takes too many steps"
            )
                == true
        )
    }

    @Test func keepsWhatWasFoundBeforeTheBudgetEnded() throws {
        var program = try compiled(
            #"{"properties": {"a": {"type": "string"}, "b": {"items": {"items": {"type": "integer"}}}}}"#
        )
        program.budget.maxSteps = 20
        let lists = (0..<50).map { _ in "[1, 2]" }.joined(separator: ",")
        let findings = program.findings(in: try json("{\"a\": 1, \"b\": [\(lists)]}"))
        #expect(findings.count == 2)
        #expect(findings.first?.message == "a is 1; a string is expected")
    }
}
