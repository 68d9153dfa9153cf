import ConfigDocument
import JSONSchema
import Testing

/// The schemas of OpenAPI documents and custom resources, as schemas of 2020-12.
@Suite struct ContainerTranslationTests {
    /// A schema of OpenAPI 3.0, and its translation.
    @Test(arguments: [
        ("{ type: string, nullable: true }", "{ type: [string, 'null'] }"),
        ("{ type: string, nullable: false }", "{ type: string }"),
        ("{ nullable: true }", "{}"),
        // Mistakes stay for the linter.
        ("{ nullable: 'yes' }", "{ nullable: 'yes' }"),
        ("{ discriminator: { propertyName: [a] } }", "{ discriminator: { propertyName: [a] } }"),
        ("{ discriminator: a }", "{ discriminator: a }"),
        (
            "{ type: string, enum: [a], nullable: true }",
            "{ enum: [a], type: [string, 'null'] }"
        ),
        (
            "{ type: number, minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true }",
            "{ type: number, exclusiveMinimum: 1, exclusiveMaximum: 9 }"
        ),
        (
            "{ minimum: 1, exclusiveMinimum: false, exclusiveMaximum: 4 }",
            "{ minimum: 1, exclusiveMaximum: 4 }"
        ),
        ("{ exclusiveMinimum: true }", "{}"),
        ("{ example: 1, xml: { name: x }, externalDocs: { url: x } }", "{ examples: [1] }"),
        (
            "{ $ref: '#/components/schemas/B', description: d, nullable: true, type: string }",
            "{ $ref: '#/components/schemas/B', description: d }"
        ),
        (
            "{ properties: { nullable: { type: string, nullable: true }, example: { example: 2 } } }",
            "{ properties: { nullable: { type: [string, 'null'] }, example: { examples: [2] } } }"
        ),
        (
            "{ items: { nullable: true, type: object }, additionalProperties: { not: { example: 1 } } }",
            "{ items: { type: [object, 'null'] }, additionalProperties: { not: { examples: [1] } } }"
        ),
        (
            "{ allOf: [{ type: string, nullable: true }], default: { nullable: true } }",
            "{ allOf: [{ type: [string, 'null'] }], default: { nullable: true } }"
        ),
        ("true", "true"), ("5", "5"),
        ("{ properties: 5, allOf: x }", "{ properties: 5, allOf: x }"),
    ])
    func openAPI30(schema: String, expected: String) throws {
        let document = try Self.parsed(
            "openapi: 3.0.3\ncomponents: { schemas: { A: \(schema) } }"
        )
        let translated = try #require(SchemaContainer(document)).translated(document)
        #expect(
            translated.root["components"]?["schemas"]?["A"].map(DocumentValue.init)
                == DocumentValue(try Self.parsed(expected).root)
        )
    }

    /// The alternatives of a discriminator, with the values of its property.
    @Test(arguments: [
        ("", "const: Cat", "const: Dog"),
        (", mapping: { cat: Cat, puppy: Dog, dog: Dog }", "const: cat", "enum: [puppy, dog]"),
        (
            ", mapping: { c: '#/components/schemas/Cat' }", "const: c", "const: Dog"
        ),
    ])
    func discriminators(mapping: String, cat: String, dog: String) throws {
        for version in ["3.0.3", "3.1.0"] {
            let document = try Self.parsed(
                """
                openapi: \(version)
                components:
                  schemas:
                    Pet:
                      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }]
                      discriminator: { propertyName: kind\(mapping) }
                    Cat: { properties: { kind: { type: string } } }
                    Dog: {}
                """
            )
            let translated = try #require(SchemaContainer(document)).translated(document)
            let expected = try Self.parsed(
                """
                oneOf:
                - $ref: '#/components/schemas/Cat'
                  properties: { kind: { \(cat) } }
                  required: [kind]
                - $ref: '#/components/schemas/Dog'
                  properties: { kind: { \(dog) } }
                  required: [kind]
                """
            )
            #expect(
                translated.root["components"]?["schemas"]?["Pet"].map(DocumentValue.init)
                    == DocumentValue(expected.root)
            )
        }
    }

    /// Alternatives that have values of the property themselves need none.
    @Test(arguments: [
        "{ properties: { kind: { const: feline } } }",
        "{ properties: { kind: { enum: [feline] } } }",
        "{ properties: { kind: { $ref: '#/components/schemas/Kind' } } }",
        "{ allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { kind: { type: string } } }] }",
        "{ $ref: '#/components/schemas/Base' }",
    ])
    func alternativesWithTagsStay(schema: String) throws {
        let document = try Self.parsed(
            """
            openapi: 3.1.0
            components:
              schemas:
                Pet:
                  oneOf: [{ $ref: '#/components/schemas/Cat' }, { type: object }]
                  discriminator: { propertyName: kind }
                Cat: \(schema)
                Kind: { enum: [feline] }
                Base: { properties: { kind: { allOf: [{ $ref: '#/components/schemas/Kind' }] } } }
            """
        )
        let translated = try #require(SchemaContainer(document)).translated(document)
        let pet = translated.root["components"]?["schemas"]?["Pet"]
        #expect(pet?["oneOf"]?[0]?.members.map(\.key.text) == ["$ref"])
    }

    /// A field of a custom resource, and its translation.
    @Test(arguments: [
        ("{ x-kubernetes-int-or-string: true }", "{ type: [integer, string] }"),
        (
            "{ x-kubernetes-int-or-string: true, nullable: true, anyOf: [{ type: integer }, { type: string }] }",
            "{ type: [integer, string, 'null'] }"
        ),
        (
            "{ x-kubernetes-int-or-string: true, anyOf: [{ type: integer, maximum: 3 }, { type: string }] }",
            "{ anyOf: [{ type: integer, maximum: 3 }, { type: string }], type: [integer, string] }"
        ),
        (
            "{ type: object, properties: { a: { type: string } } }",
            "{ type: object, properties: { a: { type: string } }, additionalProperties: false }"
        ),
        (
            "{ type: object, properties: { a: {} }, x-kubernetes-preserve-unknown-fields: true }",
            "{ type: object, properties: { a: {} } }"
        ),
        (
            "{ properties: { a: {} }, anyOf: [{ properties: { a: { minimum: 1 } } }] }",
            """
            { properties: { a: {} }, anyOf: [{ properties: { a: { minimum: 1 } } }],
              additionalProperties: false }
            """
        ),
        (
            "{ additionalProperties: { type: string } }",
            "{ additionalProperties: { type: string } }"
        ),
        (
            "{ type: array, x-kubernetes-list-type: set, uniqueItems: false }",
            "{ type: array, uniqueItems: true }"
        ),
        (
            "{ type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [a, b] }",
            "{ type: array, settingRules: [{ uniqueBy: ['0', a, b] }] }"
        ),
        ("{ type: array, x-kubernetes-list-type: atomic }", "{ type: array }"),
        (
            """
            { x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true,
              properties: { kind: { type: string, enum: [Pod] }, apiVersion: {}, metadata: { properties: {} } } }
            """,
            """
            { properties: { kind: { enum: [Pod], type: string }, apiVersion: { type: string },
                metadata: { properties: {}, type: object } },
              required: [apiVersion, kind] }
            """
        ),
    ])
    func fieldsOfResources(schema: String, expected: String) throws {
        let document = try Self.resource("{ properties: { spec: \(schema) } }")
        let root = try #require(SchemaContainer(document)).translated(document).root
        #expect(
            root[Self.place]?["properties"]?["spec"].map(DocumentValue.init)
                == DocumentValue(try Self.parsed(expected).root)
        )
    }

    /// Each resource has these, whether or not its schema declares them.
    @Test(arguments: [
        "{}", "{ properties: { kind: { type: string } }, required: [kind] }",
        "{ properties: { apiVersion: { type: string }, metadata: { type: object } } }",
    ])
    func fieldsOfEveryResource(schema: String) throws {
        let document = try Self.resource(schema)
        let root = try #require(SchemaContainer(document)).translated(document).root
        let translated = try #require(root[Self.place])
        let version = translated["properties"]?["apiVersion"]
        #expect(version?["const"]?.string == "example.com/v1")
        #expect(translated["properties"]?["kind"]?["const"]?.string == "Task")
        #expect(translated["properties"]?["metadata"]?["properties"]?["labels"] != nil)
        #expect(
            Set(translated["required"]?.elements.compactMap(\.string) ?? []) == [
                "apiVersion", "kind",
            ]
        )
        #expect(translated["additionalProperties"]?.bool == false)
    }

    /// Everything has the place of what it stands for.
    @Test func placesStay() throws {
        let document = try Self.parsed(
            """
            openapi: 3.0.3
            components:
              schemas:
                A:
                  type: string
                  nullable: true
                  maxLength: 5
            """
        )
        let root = try #require(SchemaContainer(document)).translated(document).root
        let schema = try #require(root["components"]?["schemas"]?["A"])
        #expect(schema["maxLength"]?.position == SourcePosition(offset: 102, line: 7, column: 18))
        #expect(schema["type"]?.position.line == 6)
        #expect(schema.sourceRange == document.root["components"]?["schemas"]?["A"]?.sourceRange)
    }

    @Test(arguments: [
        ("openapi: 3.0.0", SchemaContainer.openAPI30), ("openapi: 3.0", .openAPI30),
        ("openapi: 3.1.1", .openAPI31), ("openapi: '3.2.0'", .openAPI31),
        ("kind: CustomResourceDefinition\nspec: {}", .customResource),
        ("openapi: 2.0", nil), ("openapi: true", nil), ("type: object", nil), ("5", nil),
        ("properties: { openapi: { type: string } }", nil),
    ])
    func recognisesContainers(text: String, container: SchemaContainer?) throws {
        #expect(SchemaContainer(try Self.parsed(text)) == container)
    }

    // MARK: -

    private static let place = DocumentPath(
        tokens: ["spec", "versions", "0", "schema", "openAPIV3Schema"]
    )

    private static func resource(_ schema: String) throws -> Document {
        try parsed(
            """
            kind: CustomResourceDefinition
            spec:
              group: example.com
              names: { kind: Task }
              versions:
              - { name: v1, schema: { openAPIV3Schema: \(schema) } }
            """
        )
    }

    private static func parsed(_ text: String) throws -> Document {
        try Document(parsing: text, as: .yaml, named: "a.yaml")
    }
}
