extension Keyword {
    /// The table of keywords.
    package var row: Row {
        switch self {
        // Identifiers and definitions.
        case .schema: Row(.identifier)
        case .id: Row(.identifier, [], .since6, elsewhere: .idle(instead: "in draft-04, use id"))
        case .oldID:
            Row(.identifier, [], .only4, elsewhere: .idle(instead: "since draft-06, use $id"))
        case .anchor: Row(.identifier, [], .since2019, elsewhere: .harmless)
        case .vocabulary: Row(.identifier, [], .since2019)
        // An anchor may change the target of another dynamic reference.
        case .dynamicAnchor: Row(.identifier, [], .only2020, difference: .whole)
        case .recursiveAnchor:
            Row(
                .identifier,
                [],
                .only2019,
                elsewhere: .idle(instead: "since 2020-12, use $dynamicAnchor"),
                difference: .whole
            )
        case .definitions: Row(.definitions, holding: .map)
        case .defs: Row(.definitions, [], .since2019, holding: .map, elsewhere: .harmless)

        // References.
        case .ref: Row(.reference)
        case .dynamicRef: Row(.reference, [], .only2020)
        case .recursiveRef:
            Row(
                .reference,
                [],
                .only2019,
                elsewhere: .idle(instead: "since 2020-12, use $dynamicRef")
            )

        // Any value.
        case .type, .enumeration: Row(.assertion, .validation)
        case .constant:
            Row(
                .assertion,
                .validation,
                .since6,
                elsewhere: .idle(instead: "in draft-04, use an enum of one value")
            )
        case .allOf, .anyOf, .oneOf: Row(.applicator, .applicator, holding: .list)
        case .not: Row(.applicator, .applicator, holding: .schema, difference: .whole)
        case .condition:
            Row(.applicator, .applicator, .since7, holding: .schema, difference: .whole)
        case .consequence, .alternative:
            Row(
                .applicator,
                .applicator,
                .since7,
                holding: .schema,
                readBy: .condition,
                difference: .whole
            )

        // Numbers and strings.
        case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf:
            Row(.assertion, .validation, about: .number)
        case .minLength, .maxLength, .pattern: Row(.assertion, .validation, about: .string)
        // Applies to numbers too: `int32`, `double`.
        case .format: Row(.assertion, [.formatAnnotation, .formatAssertion])
        case .contentEncoding, .contentMediaType:
            Row(.annotation, .content, .since7, about: .string)
        case .contentSchema:
            Row(
                .annotation,
                .content,
                .since2019,
                holding: .schema,
                elsewhere: .idle(instead: nil)
            )

        // Objects.
        case .properties, .patternProperties:
            Row(.applicator, .applicator, about: .object, holding: .map)
        case .additionalProperties:
            Row(.applicator, .applicator, about: .object, holding: .schema)
        case .unevaluatedProperties:
            Row(
                .applicator,
                .unevaluated,
                .since2019,
                about: .object,
                holding: .schema,
                difference: .whole
            )
        case .propertyNames:
            Row(.applicator, .applicator, .since6, about: .object, holding: .schema)
        case .required, .minProperties, .maxProperties:
            Row(.assertion, .validation, about: .object)
        // Later drafts accept it for older schemas.
        case .dependencies:
            Row(
                .applicator,
                .applicator,
                .until7,
                isTakenEverywhere: true,
                about: .object,
                holding: .mapOfSchemasOrNames,
                elsewhere: .idle(
                    instead: "since 2019-09, use dependentRequired or dependentSchemas"
                ),
                difference: .whole
            )
        case .dependentRequired:
            Row(
                .assertion,
                .validation,
                .since2019,
                about: .object,
                elsewhere: .idle(instead: "up to draft-07, use dependencies"),
                difference: .whole
            )
        case .dependentSchemas:
            Row(
                .applicator,
                .applicator,
                .since2019,
                about: .object,
                holding: .map,
                elsewhere: .idle(instead: "up to draft-07, use dependencies"),
                difference: .whole
            )

        // Arrays.
        case .items: Row(.applicator, .applicator, about: .array, holding: .schemaOrList)
        case .prefixItems:
            Row(
                .applicator,
                .applicator,
                .only2020,
                about: .array,
                holding: .list,
                elsewhere: .idle(instead: "up to 2019-09, use items with an array")
            )
        case .additionalItems:
            Row(
                .applicator,
                .applicator,
                .until2019,
                about: .array,
                holding: .schema,
                elsewhere: .idle(instead: "since 2020-12, use items beside prefixItems")
            )
        case .unevaluatedItems:
            Row(
                .applicator,
                .unevaluated,
                .since2019,
                about: .array,
                holding: .schema,
                difference: .whole
            )
        case .contains:
            Row(
                .applicator,
                .applicator,
                .since6,
                about: .array,
                holding: .schema,
                difference: .whole
            )
        case .minContains, .maxContains:
            Row(
                .assertion,
                .validation,
                .since2019,
                about: .array,
                readBy: .contains,
                difference: .whole
            )
        case .minItems, .maxItems, .uniqueItems: Row(.assertion, .validation, about: .array)

        // Of this package.
        case .settingRules: Row(.assertion, .settingRules, difference: .whole)

        // Annotations. Those that this package reads have an effect in every draft.
        case .title, .description, .defaultValue: Row(.annotation)
        case .comment, .readOnly: Row(.annotation, [], .since7)
        case .examples: Row(.annotation, [], .since6)
        case .deprecated: Row(.annotation, [], .since2019, isTakenEverywhere: true)
        case .writeOnly: Row(.annotation, [], .since7, isTakenEverywhere: true)
        case .secret, .environment, .unit, .reload, .since, .enumDescriptions, .swiftName,
            .swiftType,
            .configVersion, .renamedFrom, .renamedValues:
            Row(.annotation)
        }
    }
}

extension ClosedRange<Draft> {
    fileprivate static let only4 = Draft.draft4 ... .draft4
    fileprivate static let until7 = Draft.draft4 ... .draft7
    fileprivate static let until2019 = Draft.draft4 ... .draft2019
    fileprivate static let since6 = Draft.draft6 ... .draft2020
    fileprivate static let since7 = Draft.draft7 ... .draft2020
    fileprivate static let since2019 = Draft.draft2019 ... .draft2020
    fileprivate static let only2019 = Draft.draft2019 ... .draft2019
    fileprivate static let only2020 = Draft.draft2020 ... .draft2020
}
