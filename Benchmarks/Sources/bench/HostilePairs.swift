import Foundation

/// A schema and a document that are made to be dear to judge together.
struct HostilePair {
    var name: String
    var schema: String
    var document: String

    init(_ name: String, _ schema: String, _ document: String) {
        (self.name, self.schema, self.document) = (name, schema, document)
    }

    /// One pair of each kind, with schema and document of about a megabyte together.
    ///
    /// - Parameter size: 1, or the part of it that schema and document are to have.
    static func all(size: Double) -> [HostilePair] {
        members(size) + elements(size) + branches(size) + recursion(size) + leaves(size)
            + refusals(size)
    }

    private static func list(_ count: Double, _ element: (Int) -> String) -> String {
        (0..<max(2, Int(count))).map(element).joined(separator: ",")
    }

    // MARK: Kinds

    private static func members(_ size: Double) -> [HostilePair] {
        let keys = { (count: Double) in "{\(list(count * size) { "\"k\($0)\": \($0)" })}" }
        return [
            HostilePair(
                "patternProperties, 3,000",
                #"{"patternProperties": {\#(list(3_000 * size) { "\"^k.*x\($0)$\": false" })}}"#,
                keys(60_000)
            ),
            HostilePair(
                "patternProperties, 3,000 prefixes",
                #"{"patternProperties": {\#(list(3_000 * size) { "\"^x\($0)\": false" })}}"#,
                keys(60_000)
            ),
            HostilePair(
                "dependentRequired, 10,000",
                #"{"items": {"dependentRequired": {\#(list(10_000 * size) { "\"k\($0)\": [\"a\($0)\"]" })}}}"#,
                "[\(list(200_000 * size) { _ in "{}" })]"
            ),
            HostilePair(
                "dependentRequired, 10,000 in one object",
                #"{"dependentRequired": {\#(list(10_000 * size) { "\"k\($0)\": [\"k\($0 * 3 + 1)\", \"k\($0 * 7 + 2)\"]" })}}"#,
                keys(50_000)
            ),
            HostilePair(
                "dependentSchemas, 10,000",
                #"{"items": {"dependentSchemas": {\#(list(10_000 * size) { "\"k\($0)\": false" })}}}"#,
                "[\(list(100_000 * size) { _ in "{\"a\":1}" })]"
            ),
            HostilePair(
                "propertyNames",
                #"{"propertyNames": {"anyOf": [\#(list(2_000 * size) { "{\"pattern\": \"^(?:a|b)*\($0)$\"}" })]}}"#,
                keys(60_000)
            ),
            HostilePair(
                "propertyNames of enums",
                #"{"propertyNames": {"anyOf": [\#(list(2_000 * size) { "{\"enum\": [\"a\($0)\", \"b\($0)\"]}" })]}}"#,
                keys(60_000)
            ),
            HostilePair(
                "required, 10,000",
                #"{"items": {"required": [\#(list(10_000 * size) { "\"k\($0)\"" })]}}"#,
                "[\(list(300_000 * size) { _ in "{}" })]"
            ),
            HostilePair(
                "properties, 20,000",
                #"{"items": {"properties": {\#(list(20_000 * size) { "\"k\($0)\": {\"minimum\": \($0)}" })}}}"#,
                "[\(list(20_000 * size) { "{\"k\($0)\":\($0), \"k\($0 == 0 ? 1 : $0 / 2)\":1}" })]"
            ),
        ]
    }

    private static func elements(_ size: Double) -> [HostilePair] {
        let strings = { (count: Double) in "[\(list(count * size) { "\"u\($0)\"" })]" }
        let object = { (number: Int) in "{\(list(100) { "\"k\($0)\":[\($0),\(number % 7)]" })}" }
        return [
            HostilePair(
                "contains over strings",
                #"{"allOf": [\#(list(3_000 * size) { "{\"contains\": {\"const\": \"u\($0 * 20)\"}}" })]}"#,
                strings(90_000)
            ),
            HostilePair(
                "contains of patterns",
                #"{"allOf": [\#(list(3_000 * size) { "{\"contains\": {\"pattern\": \"^u.*\($0)$\"}}" })]}"#,
                strings(90_000)
            ),
            HostilePair(
                "contains, not found",
                #"{"anyOf": [\#(list(5_000 * size) { "{\"contains\": {\"enum\": [\"v\($0)\", \($0)]}}" })]}"#,
                strings(80_000)
            ),
            HostilePair(
                "uniqueItems of numbers",
                #"{"uniqueItems": true}"#,
                "[\(list(150_000 * size) { "\($0)" })]"
            ),
            HostilePair(
                "uniqueItems of objects",
                #"{"uniqueItems": true}"#,
                "[\(list(900 * size) { "{\"last\":\($0),\(object($0).dropFirst())" })]"
            ),
            HostilePair(
                "uniqueItems, 2,000 times",
                #"{"anyOf": [\#(list(2_000 * size) { "{\"uniqueItems\": true, \"minItems\": \($0)}" })]}"#,
                "[\(list(150_000 * size) { "\($0)" }), 0]"
            ),
            HostilePair(
                "items, 2,000 times",
                #"{"anyOf": [\#(list(2_000 * size) { "{\"items\": {\"type\": \"integer\", \"maximum\": 1000000}, \"maxItems\": \($0)}" })]}"#,
                "[\(list(130_000 * size) { "\($0)" })]"
            ),
            HostilePair(
                "enum of objects",
                #"{"items": {"enum": [\#(list(400 * size) { object($0) })]}}"#,
                "[\(list(400 * size) { object($0 + 1) })]"
            ),
            HostilePair(
                "anyOf of enums of objects",
                #"{"items": {"anyOf": [\#(list(400 * size) { "{\"const\": \(object($0))}" })]}}"#,
                "[\(list(400 * size) { "{\"last\":\($0),\(object($0).dropFirst())" })]"
            ),
        ]
    }

    private static func branches(_ size: Double) -> [HostilePair] {
        let numbers = "[\(list(140_000 * size) { "\($0 + 10_000)" })]"
        return [
            HostilePair(
                "anyOf of 1,000 constants",
                #"{"items": {"anyOf": [\#(list(1_000 * size) { "{\"const\": \($0)}" })]}}"#,
                numbers
            ),
            HostilePair(
                "oneOf of 1,000 constants of text",
                #"{"items": {"oneOf": [\#(list(1_000 * size) { "{\"const\": \"c\($0)\"}" })]}}"#,
                "[\(list(100_000 * size) { "\"c\($0)\"" })]"
            ),
            HostilePair(
                "anyOf of 1,000 ranges",
                #"{"items": {"anyOf": [\#(list(1_000 * size) { "{\"type\": \"integer\", \"maximum\": \($0)}" })]}}"#,
                numbers
            ),
            HostilePair(
                "anyOf of 1,000 objects",
                #"{"items": {"anyOf": [\#(list(1_000 * size) { "{\"properties\": {\"t\": {\"const\": \($0)}, \"v\": {\"type\": \"integer\"}}, \"required\": [\"t\", \"v\"]}" })]}}"#,
                "[\(list(50_000 * size) { "{\"t\":\($0),\"v\":\"x\"}" })]"
            ),
            HostilePair(
                "if, then, else",
                #"{"items": \#(chain(900 * size) { "{\"if\": {\"const\": \($0)}, \"then\": {\"multipleOf\": 2}, \"else\": NEXT}" })}"#,
                numbers
            ),
            HostilePair(
                "unevaluatedProperties under anyOf",
                #"{"anyOf": [\#(list(2_000 * size) { "{\"properties\": {\"k\($0)\": true}}" })], "unevaluatedProperties": {"type": "integer"}}"#,
                "{\(list(50_000 * size) { "\"k\($0)\":\($0)" })}"
            ),
            HostilePair(
                "unevaluatedProperties under nested allOf and anyOf",
                ##"{"$ref": "#/$defs/d0", "unevaluatedProperties": false, "$defs": {\##(list(700 * size) { "\"d\($0)\": {\"allOf\": [{\"$ref\": \"#/$defs/d\($0 + 1)\"}], \"anyOf\": [{\"$ref\": \"#/$defs/d\($0 + 1)\"}, {\"properties\": {\"k\($0)\": {}}}], \"unevaluatedProperties\": {\"type\": \"integer\"}}" }), "d\##(max(2, Int(700 * size)))": true}}"##,
                "{\(list(60_000 * size) { "\"k\($0)\":\($0)" })}"
            ),
            HostilePair(
                "unevaluatedItems under contains",
                #"{"allOf": [\#(list(1_000 * size) { "{\"contains\": {\"maximum\": \($0)}}" })], "unevaluatedItems": false}"#,
                "[\(list(140_000 * size) { "\($0)" })]"
            ),
        ]
    }

    /// Schemas inside one another, each in place of `NEXT` in the one around it.
    private static func chain(_ count: Double, _ link: (Int) -> String) -> String {
        let links = (0..<min(90, max(2, Int(count)))).map {
            link($0).components(separatedBy: "NEXT")
        }
        return links.map { $0[0] }.joined() + "true"
            + links.reversed().map { $0.count > 1 ? $0[1] : "" }.joined()
    }

    private static func recursion(_ size: Double) -> [HostilePair] {
        let tree = { (leaf: String) in
            "[\(list(8_000 * size) { "{\"c\":{\"c\":{\"c\":{\"c\":{\"c\":{\"c\":{\"v\":\($0),\"l\":\(leaf)}}}}}}}" })]"
        }
        let deep =
            "[\(list(1_200 * size) { _ in String(repeating: "{\"c\":", count: 100) + "\"x\"" + String(repeating: "}", count: 100) })]"
        return [
            HostilePair(
                "recursive alternatives",
                ##"{"items": {"$ref": "#/$defs/n"}, "$defs": {"n": {"anyOf": [{"properties": {"c": {"$ref": "#/$defs/n"}}, "required": ["c"]}, {"properties": {"c": {"$ref": "#/$defs/n"}, "l": {"type": "string"}}, "minProperties": 2}]}}}"##,
                tree("1")
            ),
            HostilePair(
                "recursion, 100 levels",
                ##"{"items": {"$ref": "#/$defs/n"}, "$defs": {"n": {"oneOf": [{"type": "object", "properties": {"c": {"$ref": "#/$defs/n"}}, "required": ["c"]}, {"type": "object", "properties": {"c": {"$ref": "#/$defs/n"}}, "maxProperties": 0}, {"type": "integer"}]}}}"##,
                deep
            ),
            HostilePair(
                "dynamic recursion",
                ##"{"$id": "http://a/r", "$dynamicAnchor": "n", "items": {"$dynamicRef": "#n"}, "anyOf": [{"type": "array"}, {"type": "object", "properties": {"c": {"$dynamicRef": "#n"}}, "required": ["c"]}, {"type": "object", "properties": {"c": {"$dynamicRef": "#n"}}, "minProperties": 1}, {"type": "integer"}]}"##,
                deep
            ),
            HostilePair(
                "recursion with unevaluatedProperties",
                ##"{"items": {"$ref": "#/$defs/n"}, "$defs": {"n": {"type": ["object", "integer"], "anyOf": [{"properties": {"c": {"$ref": "#/$defs/n"}}}, {"properties": {"c": {"$ref": "#/$defs/n"}, "d": {}}}], "unevaluatedProperties": false}}}"##,
                deep
            ),
            HostilePair(
                "references in a row",
                ##"{"items": {"$ref": "#/$defs/d0"}, "$defs": {\##(list(900 * size) { "\"d\($0)\": {\"$ref\": \"#/$defs/d\($0 + 1)\", \"minimum\": \($0 - 2_000)}" }), "d\##(max(2, Int(900 * size)))": {"type": "integer"}}}"##,
                "[\(list(140_000 * size) { "\($0)" })]"
            ),
        ]
    }

    private static func leaves(_ size: Double) -> [HostilePair] {
        let long = { (unit: String, count: Double) in
            String(repeating: unit, count: max(1, Int(count * size)))
        }
        return [
            HostilePair(
                "patterns that go back",
                #"{"items": {"pattern": "^(a+)+\\1$"}}"#,
                "[\(list(4_000 * size) { _ in "\"\(String(repeating: "a", count: 200))!\"" })]"
            ),
            HostilePair(
                "nested repetitions",
                #"{"items": {"pattern": "^(?:(?:a|aa)+b?)+$"}}"#,
                "[\(list(4_000 * size) { _ in "\"\(String(repeating: "a", count: 200))!\"" })]"
            ),
            HostilePair(
                "patterns with counts",
                #"{"items": {"pattern": "^(?:[ab]{1,40}c?){1,40}$"}}"#,
                "[\(list(4_000 * size) { _ in "\"\(String(repeating: "ab", count: 100))!\"" })]"
            ),
            HostilePair(
                "patterns that look around",
                #"{"items": {"pattern": "(?=.*a)(?=.*b)(?<!c.*)(?!.*d)x$"}}"#,
                "[\(list(4_000 * size) { _ in "\"\(String(repeating: "ab", count: 100))!\"" })]"
            ),
            HostilePair(
                "1,000 patterns of a long string",
                #"{"anyOf": [\#(list(1_000 * size) { "{\"pattern\": \"^(?:ab|cd)*\($0)$\"}" })]}"#,
                "\"\(long("ab", 450_000))\""
            ),
            HostilePair(
                "formats of a long string",
                #"{"anyOf": [\#(list(1_000 * size) { "{\"format\": \"\(["email", "uri", "hostname", "idn-hostname", "regex", "iri"][$0 % 6])\", \"maxLength\": \($0 + 1_000_000)}" })]}"#,
                "\"\(long("a.", 450_000))\""
            ),
            HostilePair(
                "multipleOf of long numbers",
                #"{"items": {"allOf": [\#(list(300 * size) { "{\"multipleOf\": 0.\(String(repeating: "0", count: 20))\($0 + 1)}" })]}}"#,
                "[\(list(2_000 * size) { "\($0 + 1)\(String(repeating: "1", count: 400))" })]"
            ),
            HostilePair(
                "multipleOf of a very long number",
                #"{"anyOf": [\#(list(1_000 * size) { "{\"multipleOf\": 1234567890123456789012345678901234567890\($0 + 1)}" })]}"#,
                long("7", 900_000)
            ),
            HostilePair(
                "multipleOf of a long divisor",
                #"{"items": {"multipleOf": \#(String(repeating: "7", count: 1_000))}}"#,
                "[\(list(2) { "\($0 + 1)\(long("1", 450_000))" })]"
            ),
            HostilePair(
                "maximum of a long number",
                #"{"anyOf": [\#(list(10_000 * size) { "{\"maximum\": \($0)}" })]}"#,
                long("1", 700_000)
            ),
            HostilePair(
                "maxLength of long strings",
                #"{"anyOf": [\#(list(10_000 * size) { "{\"maxLength\": \($0)}" })]}"#,
                "\"\(long("é", 350_000))\""
            ),
        ]
    }

    /// Documents in which almost everything is wrong.
    private static func refusals(_ size: Double) -> [HostilePair] {
        [
            HostilePair(
                "150,000 findings of types",
                #"{"items": {"type": "string"}}"#,
                "[\(list(150_000 * size) { "\($0)" })]"
            ),
            HostilePair(
                "60,000 unknown names",
                #"{"properties": {\#(list(2_000 * size) { "\"setting\($0)\": {}" })}, "additionalProperties": false}"#,
                "{\(list(60_000 * size) { "\"settin\($0)\":1" })}"
            ),
            HostilePair(
                "60,000 unlisted strings",
                #"{"items": {"enum": [\#(list(20_000 * size) { "\"value-\($0)\"" })]}}"#,
                "[\(list(60_000 * size) { "\"wrong-\($0)\"" })]"
            ),
            HostilePair(
                "40,000 refused alternatives",
                #"{"items": {"anyOf": [\#(list(60) { "{\"properties\": {\"a\": {\"enum\": [\($0), \"x\($0)\"]}, \"b\": {\"type\": \"string\"}}, \"required\": [\"a\", \"c\($0)\"], \"additionalProperties\": false}" })]}}"#,
                "[\(list(40_000 * size) { "{\"a\":\($0 + 100),\"d\":1}" })]"
            ),
            HostilePair(
                "10,000 missing members",
                #"{"items": {"required": [\#(list(1_000 * size) { "\"missing\($0)\"" })]}}"#,
                "[\(list(100_000 * size) { _ in "{\"a\":1}" })]"
            ),
            HostilePair(
                "1,000,000 small values",
                #"{"items": {"items": {"minimum": 2, "maximum": 0}}}"#,
                "[\(list(20_000 * size) { _ in "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]" })]"
            ),
        ]
    }
}
