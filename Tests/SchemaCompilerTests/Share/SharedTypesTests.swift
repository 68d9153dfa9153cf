import SchemaCompiler
import Testing

/// Which types are declared where, when several schemas refer to one document. What they hold and how
/// they read is the golden case `references`.
@Suite struct SharedTypesTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// The types that each file declares.
    private func types(
        _ schemas: [String: String],
        _ change: (inout CompilerOptions) -> Void = { _ in }
    ) throws -> [[String]] {
        try files(schemas, change).map(\.types)
    }

    private func files(
        _ schemas: [String: String],
        _ change: (inout CompilerOptions) -> Void = { _ in }
    ) throws -> [GeneratedFile] {
        for (name, text) in schemas { try folder.write(text, to: "schemas/\(name)") }
        var options = CompilerOptions()
        change(&options)
        return try Compiler(options: options).compile(
            SchemaFinder().sources(at: [folder.path + "/schemas"])
        )
    }

    /// A schema whose properties refer to others.
    private static func schema(_ references: [String: String], _ definitions: String = "{}")
        -> String
    {
        let properties = references.sorted { $0.key < $1.key }
            .map { ##""\##($0.key)": { "$ref": "\##($0.value)" }"## }
        return """
            { "type": "object", "additionalProperties": false,
              "properties": { \(properties.joined(separator: ", ")) }, "$defs": \(definitions) }
            """
    }

    private static let object =
        #"{ "type": "object", "properties": { "a": { "type": "string" } } }"#

    private static let common = schema([:], #"{ "tls": \#(object), "log": \#(object) }"#)

    @Test func aDocumentOfOneSchemaIsPartOfIt() throws {
        let types = try types([
            "a.schema.json": Self.schema(["x": "common.json#/$defs/tls"]),
            "b.schema.json": Self.schema([:]),
            "common.json": Self.common,
        ])
        #expect(types == [["AConfig", "AConfig.TLS"], ["BConfig"]])
    }

    @Test func aDocumentOfSeveralIsDeclaredByTheFirst() throws {
        let types = try types([
            "a.schema.json": Self.schema(["x": "common.json#/$defs/tls"]),
            "b.schema.json": Self.schema([
                "x": "common.json#/$defs/tls", "y": "common.json#/$defs/log",
            ]),
            "common.json": Self.common,
        ])
        #expect(types == [["AConfig", "Common", "Common.TLS", "Common.Log"], ["BConfig"]])
    }

    @Test func aDocumentThatIsATypeItselfNeedsNoNamespace() throws {
        let schemas = [
            "a.schema.json": Self.schema(["x": "tls.json"]),
            "b.schema.json": Self.schema(["x": "tls.json", "y": "tls.json#/properties/key"]),
            "tls.json": """
            { "type": "object", "properties": { "key": \(Self.object) } }
            """,
        ]
        let files = try files(schemas)
        #expect(files.map(\.types) == [["AConfig", "TLS", "TLS.Key"], ["BConfig"]])
        #expect(files[1].text.contains("var x: TLS?\n    var y: TLS.Key?"))
    }

    @Test func aSchemaOfTheRunIsReferredToByItsOwnType() throws {
        let files = try files([
            "a.schema.json": Self.schema(
                ["web": "http.schema.json", "b": "#/$defs/b"],
                #"{ "b": \#(Self.object) }"#
            ),
            "http.schema.json": Self.schema(["tls": "#/$defs/tls"], #"{ "tls": \#(Self.object) }"#),
        ])
        #expect(
            files.map(\.types) == [["AConfig", "AConfig.B"], ["HTTPConfig", "HTTPConfig.TLS"]]
        )
        #expect(files[0].text.contains("var web: HTTPConfig?"))
    }

    @Test func aSchemaDeclaresWhatOnlyOthersReferTo() throws {
        let files = try files([
            "a.schema.json": Self.schema(["x": "b.schema.json#/$defs/tls"]),
            "b.schema.json": Self.schema([:], #"{ "tls": \#(Self.object) }"#),
        ])
        #expect(files.map(\.types) == [["AConfig"], ["BConfig", "BConfig.TLS"]])
    }

    @Test func whatASchemaAddsToAReferenceIsItsOwnType() throws {
        let types = try types([
            "a.schema.json": """
            { "properties": { "x": { "$ref": "common.json#/$defs/tls", "required": ["a"] } } }
            """,
            "b.schema.json": Self.schema(["x": "common.json#/$defs/tls"]),
            "c.schema.json": Self.schema(["x": "common.json#/$defs/tls"]),
            "common.json": Self.common,
        ])
        #expect(types[0] == ["AConfig", "AConfig.X"])
        #expect(types[1] == ["BConfig", "Common", "Common.TLS"])
    }

    /// Where values would contain each other without end, each schema breaks the circle elsewhere.
    @Test func documentsThatContainEachOtherEnd() throws {
        let files = try files([
            "a.schema.json": Self.schema(["b": "b.schema.json"]),
            "b.schema.json": Self.schema(["a": "a.schema.json"]),
        ])
        for file in files {
            let name = file.rootType
            #expect(file.text.contains("@Box var") || !file.text.contains("var a: \(name)"))
        }
        #expect(files.map(\.text).joined().contains("@Box var"))
    }

    @Test func aNestedTypeDoesNotHideTheNamespace() throws {
        let files = try files([
            "a.schema.json": """
            { "properties": { "x": { "$ref": "common.json#/$defs/tls" }, "common": \(Self.object) } }
            """,
            "b.schema.json": Self.schema(["x": "common.json#/$defs/tls"]),
            "common.json": Self.common,
        ])
        #expect(files[0].types == ["AConfig", "AConfig.CommonSettings", "Common", "Common.TLS"])
    }

    @Test func documentsOfOneNameAreToldApartByTheirFolders() throws {
        let references = ["x": "v1/common.json#/$defs/tls", "y": "v2/common.json#/$defs/tls"]
        let types = try types([
            "a.schema.json": Self.schema(references),
            "b.schema.json": Self.schema(references),
            "v1/common.json": Self.common,
            "v2/common.json": Self.common,
        ])
        #expect(
            types[0] == ["AConfig", "Common", "Common.TLS", "V2Common", "V2Common.TLS"]
        )
    }

    @Test func optionsNameSharedTypes() throws {
        let schemas = [
            "a.schema.json": Self.schema(["x": "common.json#/$defs/tls"]),
            "b.schema.json": Self.schema([
                "x": "common.json#/$defs/tls", "y": "common.json#/$defs/log",
            ]),
            "common.json": Self.common,
        ]
        let flat = try types(schemas) { ($0.namespace, $0.prefix) = (.flat, "App") }
        #expect(flat == [["AppAConfig", "AppCommonTLS", "AppCommonLog"], ["AppBConfig"]])

        let copied = try types(schemas) { $0.sharesTypes = false }
        #expect(
            copied == [["AConfig", "AConfig.TLS"], ["BConfig", "BConfig.TLS", "BConfig.Log"]]
        )

        let replaced = try files(schemas) {
            $0.replacements = [TypeReplacement(name: ChosenName("Common.TLS"), swiftType: "MyTLS")]
        }
        #expect(replaced.map(\.types) == [["AConfig", "Common", "Common.Log"], ["BConfig"]])
        #expect(replaced[0].text.contains("var x: MyTLS?"))
        #expect(replaced[1].text.contains("var x: MyTLS?\n    var y: Common.Log?"))
    }

    @Test func codableTypesBelongToTheSchemaOfTheirFile() throws {
        let files = try files([
            "a.schema.json": Self.schema(["x": "common.json#/$defs/tls"]),
            "b.schema.json": Self.schema(["x": "common.json#/$defs/tls"]),
            "common.json": Self.common,
        ]) { $0.conformances = [.codable] }
        #expect(
            files[0].text.contains(
                """
                extension Common.TLS: ConfigConvertible, ConfigCodable {
                    typealias ConfigRoot = AConfig

                """
            )
        )
    }
}
