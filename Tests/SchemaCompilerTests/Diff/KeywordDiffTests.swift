import ConfigDocument
import SchemaTools
import SchemaValidation
import Testing

/// Walks the table of keywords: two schemas that differ in one keyword alone.
@Suite struct KeywordDiffTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    @Test(arguments: Keyword.allCases.filter { $0.row.difference != .annotation })
    func noKeywordThatMayRefuseIsSafe(keyword: Keyword) throws {
        #expect(try severity(ofAdding: keyword) > .safe)
    }

    @Test(arguments: Keyword.allCases.filter { $0.row.difference == .annotation })
    func anAnnotationNeverMakesDocumentsInvalid(keyword: Keyword) throws {
        #expect(try severity(ofAdding: keyword) <= .behavioural)
    }

    /// An unknown keyword may mean anything, whether it is added or removed.
    @Test(arguments: ["1", "true", "{}"])
    func anUnknownKeywordIsUnknown(value: String) throws {
        let (old, new) = ("{}", "{'unheard': \(value)}")
        #expect(try severity(old, new, Draft.draft2020) == .unknown)
        #expect(try severity(new, old, Draft.draft2020) == .unknown)
    }

    private func severity(ofAdding keyword: Keyword) throws -> SchemaChange.Severity {
        let beside = keyword.row.reader.map { "'\($0.rawValue)': {}" } ?? ""
        let own = "'\(keyword.rawValue)': \(value(of: keyword))"
        return try severity(
            "{\(beside)}",
            "{\(beside)\(beside.isEmpty ? "" : ", ")\(own)}",
            keyword.row.drafts.upperBound
        )
    }

    /// - Returns: the gravest of the changes between two schemas of a member.
    private func severity(
        _ old: String,
        _ new: String,
        _ draft: Draft
    ) throws -> SchemaChange.Severity {
        for (name, member) in [("old", old), ("new", new)] {
            let schema = """
                {'$schema': '\(draft.metaSchema)', 'type': 'object', 'properties': {'v': \(member)},
                  '$defs': {'none': false}}
                """
            try folder.write(schema.replacing("'", with: "\""), to: "\(name).json")
        }
        return try SchemaDiff(
            old: folder.path + "/old.json",
            new: folder.path + "/new.json"
        ).severity
    }

    /// A value of the keyword by which it refuses some values, if it refuses any.
    private func value(of keyword: Keyword) -> String {
        switch keyword {
        case .schema: "'\(Draft.draft2020.metaSchema)'"
        case .id, .oldID: "'http://example.com/v'"
        case .anchor, .dynamicAnchor: "'v'"
        case .recursiveAnchor, .uniqueItems, .deprecated, .readOnly, .writeOnly, .secret: "true"
        case .vocabulary: "{}"
        case .ref, .dynamicRef: "'#/$defs/none'"
        case .recursiveRef: "'#'"
        case .definitions, .defs, .properties, .patternProperties, .dependentSchemas,
            .dependencies:
            "{'a': false}"
        case .dependentRequired: "{'a': ['b']}"
        case .type: "'string'"
        case .enumeration: "[1]"
        case .constant, .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum: "1"
        case .multipleOf, .minLength, .maxLength, .minItems, .maxItems, .minProperties,
            .maxProperties, .minContains, .maxContains:
            "2"
        case .allOf, .prefixItems: "[false]"
        case .anyOf, .oneOf: "[{'const': 1}, {'type': 'string'}]"
        case .not: "{}"
        case .condition: "{}, 'then': false"
        case .consequence, .alternative, .additionalProperties, .unevaluatedProperties,
            .propertyNames, .items, .unevaluatedItems, .contains, .contentSchema:
            "false"
        // Only beside `items` as an array.
        case .additionalItems: "false, 'items': [{}]"
        case .pattern: "'^a$'"
        case .format: "'date'"
        case .contentEncoding: "'base64'"
        case .contentMediaType: "'application/json'"
        case .required: "['a']"
        case .title, .description, .comment, .since: "'words'"
        case .defaultValue: "1"
        case .examples: "[1]"
        case .environment, .swiftName: "'NAME'"
        case .unit: "'s'"
        case .reload: "'restart'"
        case .enumDescriptions, .renamedValues: "{}"
        case .swiftType: "'Name'"
        case .configVersion: "'/v'"
        case .renamedFrom: "'w'"
        case .settingRules: "[{'lessThan': ['0/a', '0/b']}]"
        }
    }
}
