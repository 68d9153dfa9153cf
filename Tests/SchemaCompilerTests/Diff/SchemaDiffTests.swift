import ConfigDocument
import JSONSchema
import SchemaCompiler
import Testing

/// Two schemas of an object's members, and the changes that a person would name.
struct DiffCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var old: String
    var new: String
    let expected: [String]

    init(_ description: String, _ old: String, _ new: String, _ expected: String...) {
        testDescription = description
        self.old = old
        self.new = new
        self.expected = expected
    }

    static let objects: [DiffCase] = [
        DiffCase(
            "optional member added",
            "{}",
            "{'properties': {'a': {}}}",
            "propertyAdded safe /a"
        ),
        DiffCase(
            "required member added with default",
            "{}",
            "{'properties': {'a': {'default': 1}}, 'required': ['a']}",
            "propertyAdded automatic /a"
        ),
        DiffCase(
            "required member added without default",
            "{}",
            "{'properties': {'a': {}}, 'required': ['a']}",
            "propertyAdded breaking /a"
        ),
        DiffCase(
            "member removed from an open object",
            "{'properties': {'a': {}}}",
            "{'properties': {}}",
            "propertyRemoved behavioural /a"
        ),
        DiffCase(
            "member removed from a closed object",
            "{'properties': {'a': {}}, 'additionalProperties': false}",
            "{'properties': {}, 'additionalProperties': false}",
            "propertyRemoved lossy /a"
        ),
        DiffCase(
            "declared new name",
            "{'properties': {'a': {'type': 'string'}}}",
            "{'properties': {'b': {'type': 'string', 'x-renamed-from': 'a'}}}",
            "propertyRenamed automatic /a"
        ),
        DiffCase(
            "a new name with a narrower type",
            "{'properties': {'a': {'type': ['string', 'integer']}}}",
            "{'properties': {'b': {'type': 'string', 'x-renamed-from': 'a'}}}",
            "typeNarrowed breaking /b",
            "propertyRenamed automatic /a"
        ),
        DiffCase(
            "declared new place",
            "{'properties': {'s': {'properties': {'a': {}}, 'additionalProperties': false}}}",
            "{'properties': {'a': {'x-renamed-from': '/s/a'}, 's': {'additionalProperties': false}}}",
            "propertyMoved automatic /s/a"
        ),
        DiffCase(
            "became required",
            "{'properties': {'a': {}}}",
            "{'properties': {'a': {}}, 'required': ['a']}",
            "becameRequired breaking /a"
        ),
        DiffCase(
            "became required with default",
            "{'properties': {'a': {'default': 2}}}",
            "{'properties': {'a': {'default': 2}}, 'required': ['a']}",
            "becameRequired automatic /a"
        ),
        DiffCase(
            "became optional",
            "{'properties': {'a': {}}, 'required': ['a']}",
            "{'properties': {'a': {}}}",
            "becameOptional safe /a"
        ),
        DiffCase(
            "default changed",
            "{'properties': {'a': {'default': 1}}}",
            "{'properties': {'a': {'default': 2}}}",
            "defaultChanged behavioural /a"
        ),
        DiffCase(
            "the default of a member that is always there is no matter",
            "{'properties': {'a': {'default': 1}}, 'required': ['a']}",
            "{'properties': {'a': {'default': 2}}, 'required': ['a']}"
        ),
        DiffCase(
            "object closed",
            "{'properties': {'a': {}}}",
            "{'properties': {'a': {}}, 'additionalProperties': false}",
            "objectClosed breaking "
        ),
        DiffCase(
            "object opened",
            "{'additionalProperties': false}",
            "{}",
            "objectOpened safe "
        ),
        DiffCase(
            "members of a map narrowed",
            "{'additionalProperties': {'type': 'number'}}",
            "{'additionalProperties': {'type': 'integer'}}",
            "typeNarrowed lossy /*"
        ),
        DiffCase(
            "names narrowed",
            "{'propertyNames': {'minLength': 1}}",
            "{'propertyNames': {'minLength': 3}}",
            "namesChanged breaking "
        ),
        DiffCase(
            "more members needed",
            "{'minProperties': 1}",
            "{'minProperties': 2}",
            "boundsTightened breaking "
        ),
        DiffCase(
            "members behind allOf and $ref",
            "{'allOf': [{'$ref': '#/$defs/d'}], '$defs': {'d': {'properties': {'a': {'type': 'string'}}}}}",
            "{'properties': {'a': {'$ref': '#/$defs/e'}}, '$defs': {'e': {'type': 'integer'}}}",
            "typeChanged breaking /a"
        ),
        DiffCase(
            "a schema inside itself",
            "{'properties': {'a': {'$ref': '#'}, 'b': {'type': 'string'}}}",
            "{'properties': {'a': {'$ref': '#'}, 'b': {'type': 'string', 'maxLength': 3}}}",
            "boundsTightened breaking /b"
        ),
        DiffCase(
            "nothing but words",
            "{'description': 'one', 'properties': {'a': {'title': 'A'}}}",
            "{'description': 'two', 'properties': {'a': {'title': 'B'}}}"
        ),
    ]

    static let values: [DiffCase] = [
        DiffCase(
            "null allowed",
            "{'type': 'string'}",
            "{'type': ['string', 'null']}",
            "nullAllowed safe /v"
        ),
        DiffCase(
            "null disallowed",
            "{'type': ['string', 'null']}",
            "{'type': 'string'}",
            "nullDisallowed breaking /v"
        ),
        DiffCase(
            "null disallowed with default",
            "{'type': ['string', 'null'], 'default': 'x'}",
            "{'type': 'string', 'default': 'x'}",
            "nullDisallowed automatic /v"
        ),
        DiffCase("widened", "{'type': 'integer'}", "{'type': 'number'}", "typeWidened safe /v"),
        DiffCase("narrowed", "{'type': 'number'}", "{'type': 'integer'}", "typeNarrowed lossy /v"),
        DiffCase(
            "number to text",
            "{'type': 'integer'}",
            "{'type': 'string'}",
            "typeChanged automatic /v"
        ),
        DiffCase(
            "text to number",
            "{'type': 'string'}",
            "{'type': 'integer'}",
            "typeChanged breaking /v"
        ),
        DiffCase(
            "scalar to array",
            "{'type': 'string'}",
            "{'type': 'array', 'items': {'type': 'string'}}",
            "scalarToArray automatic /v"
        ),
        DiffCase(
            "scalar to array of others",
            "{'type': 'string'}",
            "{'type': 'array', 'items': {'type': 'integer'}}",
            "scalarToArray breaking /v"
        ),
        DiffCase(
            "array to scalar",
            "{'type': 'array'}",
            "{'type': 'string'}",
            "arrayToScalar lossy /v"
        ),
        DiffCase(
            "enum grows",
            "{'enum': ['a']}",
            "{'enum': ['a', 'b']}",
            "enumValueAdded safe /v"
        ),
        DiffCase(
            "enum shrinks",
            "{'enum': ['a', 'b']}",
            "{'enum': ['a']}",
            "enumValueRemoved breaking /v"
        ),
        DiffCase(
            "enum value renamed",
            "{'enum': ['a', 'b']}",
            "{'enum': ['a', 'c'], 'x-renamed-values': {'b': 'c'}}",
            "enumValueRenamed automatic /v"
        ),
        DiffCase("const changed", "{'const': 1}", "{'const': 2}", "constChanged automatic /v"),
        DiffCase(
            "an enum of one changed",
            "{'enum': ['v1']}",
            "{'enum': ['v2']}",
            "constChanged automatic /v"
        ),
        DiffCase(
            "const is an enum of one",
            "{'const': 'a'}",
            "{'enum': ['a']}"
        ),
        DiffCase(
            "values restricted",
            "{'type': 'string'}",
            "{'enum': ['a']}",
            "valuesRestricted breaking /v"
        ),
        DiffCase(
            "values unrestricted",
            "{'enum': ['a']}",
            "{'type': 'string'}",
            "valuesUnrestricted safe /v"
        ),
        DiffCase(
            "values unrestricted, but one does not fit",
            "{'enum': ['a', 'abc']}",
            "{'type': 'string', 'maxLength': 2}",
            "enumValueRemoved breaking /v",
            "valuesUnrestricted safe /v"
        ),
        DiffCase(
            "minimum raised",
            "{'minimum': 1}",
            "{'minimum': 2}",
            "boundsTightened breaking /v"
        ),
        DiffCase("minimum lowered", "{'minimum': 2}", "{'minimum': 1}", "boundsLoosened safe /v"),
        DiffCase(
            "maximum exclusive",
            "{'maximum': 2}",
            "{'exclusiveMaximum': 2}",
            "boundsTightened breaking /v"
        ),
        DiffCase(
            "the same limit for whole numbers",
            "{'type': 'integer', 'exclusiveMinimum': 0}",
            "{'type': 'integer', 'minimum': 1}"
        ),
        DiffCase(
            "length limited",
            "{'type': 'string'}",
            "{'type': 'string', 'maxLength': 5}",
            "boundsTightened breaking /v"
        ),
        DiffCase(
            "a length of at least none",
            "{'type': 'string'}",
            "{'type': 'string', 'minLength': 0}"
        ),
        DiffCase(
            "multiple of a divisor",
            "{'multipleOf': 4}",
            "{'multipleOf': 2}",
            "boundsLoosened safe /v"
        ),
        DiffCase(
            "multiple of more",
            "{'multipleOf': 2}",
            "{'multipleOf': 4}",
            "boundsTightened breaking /v"
        ),
        DiffCase(
            "pattern added",
            "{'type': 'string'}",
            "{'type': 'string', 'pattern': '^a'}",
            "patternChanged breaking /v"
        ),
        DiffCase(
            "pattern changed",
            "{'type': 'string', 'pattern': '^a'}",
            "{'type': 'string', 'pattern': '^b'}",
            "patternChanged unknown /v"
        ),
        DiffCase(
            "format added",
            "{'type': 'string'}",
            "{'type': 'string', 'format': 'email'}",
            "formatChanged breaking /v"
        ),
        DiffCase(
            "unknown format added",
            "{'type': 'string'}",
            "{'type': 'string', 'format': 'colour'}",
            "formatChanged safe /v"
        ),
        DiffCase(
            "elements have to differ",
            "{'type': 'array'}",
            "{'type': 'array', 'uniqueItems': true}",
            "uniqueItemsChanged breaking /v"
        ),
        DiffCase(
            "elements narrowed",
            "{'type': 'array', 'items': {'type': 'string'}}",
            "{'type': 'array', 'items': {'type': 'string', 'minLength': 1}}",
            "boundsTightened breaking /v/*"
        ),
        DiffCase(
            "tuple shortened",
            "{'type': 'array', 'prefixItems': [{}, {}], 'items': false}",
            "{'type': 'array', 'prefixItems': [{}], 'items': false}",
            "tupleChanged lossy /v"
        ),
        DiffCase(
            "alternative added",
            "{'type': 'string'}",
            "{'anyOf': [{'type': 'string'}, {'type': 'object'}]}",
            "branchAdded safe /v"
        ),
        DiffCase(
            "alternative removed",
            "{'anyOf': [{'type': 'string'}, {'type': 'integer'}]}",
            "{'anyOf': [{'type': 'string'}, {'type': 'boolean'}]}",
            "branchRemoved breaking /v",
            "branchAdded safe /v"
        ),
        DiffCase(
            "alternative with another tag",
            "{'oneOf': [{'properties': {'k': {'const': 'a'}, 'x': {}}}, {'type': 'string'}]}",
            "{'oneOf': [{'properties': {'k': {'const': 'b'}, 'x': {}}}, {'type': 'string'}]}",
            "branchRetagged automatic /v/k"
        ),
        DiffCase(
            "alternatives in another order",
            "{'anyOf': [{'type': 'string'}, {'type': 'integer'}]}",
            "{'anyOf': [{'type': 'integer'}, {'type': 'string'}]}"
        ),
        DiffCase(
            "a condition is not decided",
            "{}",
            "{'if': {'minimum': 3}, 'then': {'multipleOf': 2}}",
            "undecidable unknown /v",
            "undecidable unknown /v"
        ),
        DiffCase("nothing allowed", "{}", "false", "typeChanged breaking /v"),
    ]
}

@Suite struct SchemaDiffTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func diff(_ old: String, _ new: String) throws -> SchemaDiff {
        try folder.write(old.replacing("'", with: "\""), to: "old.json")
        try folder.write(new.replacing("'", with: "\""), to: "new.json")
        return try SchemaDiff(old: folder.path + "/old.json", new: folder.path + "/new.json")
    }

    private func described(_ diff: SchemaDiff) -> [String] {
        diff.changes.map { "\($0.kind.rawValue) \($0.severity.rawValue) \($0.path)" }
    }

    @Test(arguments: DiffCase.objects) func judgesObjects(test: DiffCase) throws {
        #expect(described(try diff(test.old, test.new)) == test.expected)
    }

    @Test(arguments: DiffCase.values) func judgesValues(test: DiffCase) throws {
        let wrapped = [test.old, test.new].map { "{'properties': {'v': \($0)}}" }
        let found = described(try diff(wrapped[0], wrapped[1]))
            .filter { !$0.hasPrefix("defaultChanged") }
        #expect(found == test.expected)
    }

    @Test func findsNothingBetweenASchemaAndItself() throws {
        for test in DiffCase.objects {
            let found = described(try diff(test.new, test.new))
            #expect(found == [], "\(test.testDescription)")
        }
    }

    @Test func locatesChangesInBothSchemas() throws {
        let text = try diff(
            "{\n  'properties': { 'port': { 'minimum': 1 } }\n}",
            "{\n  'properties': {\n    'port': { 'minimum': 1024 }\n  }\n}"
        ).text.replacing(folder.path, with: "")
        #expect(
            text == """
                /new.json:3:26: breaking: /port: value has to be at least 1024 now, and was at least 1; \
                decide what becomes of values outside
                  was /old.json:2:40
                documents: 1 breaking; Swift code: none
                """
        )
    }

    @Test func listsEveryPlaceOfASharedSchema() throws {
        func schema(_ limit: Int) -> String {
            """
            {'properties': {'a': {'$ref': '#/$defs/d'}, 'b': {'$ref': '#/$defs/d'}},
             '$defs': {'d': {'type': 'integer', 'maximum': \(limit)}}}
            """
        }
        let changes = try diff(schema(9), schema(8)).changes
        #expect(changes.map(\.path) == ["/a"])
        #expect(changes.first?.alsoAt == ["/b"])
    }

    @Test func tellsWhatSwiftCodeNotices() throws {
        let found = try diff(
            "{'type': 'object', 'properties': {'a': {'type': 'string'}, 'b': {'type': 'integer'}}, 'required': ['b']}",
            "{'type': 'object', 'properties': {'c': {'type': 'string'}, 'b': {'type': 'number'}}, 'required': ['b']}"
        ).sourceChanges.map { "\($0.effect.rawValue) \($0.name) \($0.message)" }
        #expect(
            found == [
                "breaking NewConfig.a is gone; it was String?",
                "breaking NewConfig.b is Double, and was Int",
                "compatible NewConfig.c is new: String?",
            ]
        )
    }
}
