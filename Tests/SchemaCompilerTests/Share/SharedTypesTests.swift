import ConfigDocument
import Foundation
import SchemaCompiler
import Testing

/// The file that declares each type, if several schemas refer to one document. The golden case
/// `references` tests the contents of the types.
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

    /// The root stays a type of its own file, even if a type of the document refers to it.
    @Test func theRootOfAFileMayBeARecursiveTypeOfADocument() throws {
        let files = try files([
            "branch.schema.json": #"{ "$ref": "common.json#/$defs/branch" }"#,
            "common.json": Self.schema(
                [:],
                """
                { "node": { "type": "object",
                    "properties": { "branch": { "$ref": "#/$defs/branch" } } },
                  "branch": { "type": "object",
                    "properties": { "node": { "$ref": "#/$defs/node" } } } }
                """
            ),
            "node.schema.json": #"{ "$ref": "common.json#/$defs/node" }"#,
        ])
        #expect(
            files.map(\.types) == [
                ["BranchConfig", "Common", "Common.Node", "Common.Branch"], ["NodeConfig"],
            ]
        )
        #expect(files[1].text.contains("extension NodeConfig: ConfigTypes.ConfigType {"))
        #expect(files[1].text.contains("var branch: Common.Branch?"))
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

    /// If values would contain each other without end, all schemas break the circle at the same
    /// place.
    @Test func documentsThatContainEachOtherEnd() throws {
        let files = try files([
            "a.schema.json": Self.schema(["b": "b.schema.json"]),
            "b.schema.json": Self.schema(["a": "a.schema.json"]),
        ])
        #expect(files.map(\.types) == [["AConfig"], ["BConfig"]])
        #expect(files[0].text.contains("    var b: BConfig?"))
        #expect(files[1].text.contains("    @ConfigTypes.Box var a: AConfig?"))
    }

    /// Circular documents, and types that are recursive through containers, are shared like others.
    @Test(arguments: [
        // No type contains itself, but the documents refer to each other.
        (
            #"{ "b": { "$ref": "b.schema.json" } }"#,
            #"{ "t": { "$ref": "a.schema.json#/$defs/t" } }"#,
            [["AConfig", "AConfig.T"], ["BConfig"]]
        ),
        (
            #"{ "bs": { "type": "array", "items": { "$ref": "b.schema.json" } } }"#,
            #"{ "as": { "type": "array", "items": { "$ref": "a.schema.json" } } }"#,
            [["AConfig"], ["BConfig"]]
        ),
        (
            #"{ "bs": { "type": "object", "additionalProperties": { "$ref": "b.schema.json" } } }"#,
            #"{ "a": { "type": "array", "items": { "type": "array", "items": { "$ref": "a.schema.json" } } } }"#,
            [["AConfig"], ["BConfig"]]
        ),
    ])
    func documentsThatReferToEachOtherShareTypes(
        a: String,
        b: String,
        expected: [[String]]
    ) throws {
        let definitions = #""$defs": { "t": \#(Self.object) }"#
        let types = try types([
            "a.schema.json":
                #"{ "type": "object", "additionalProperties": false, "properties": \#(a), \#(definitions) }"#,
            "b.schema.json":
                #"{ "type": "object", "additionalProperties": false, "properties": \#(b) }"#,
        ])
        #expect(types == expected)
    }

    /// Three schemas that refer to each other in a ring, each through a type that contains a shared
    /// one.
    @Test func aRingOfSchemasEnds() throws {
        func schema(_ next: String) -> String {
            Self.schema(
                ["next": "\(next).schema.json#/$defs/part"],
                #"{ "part": { "type": "object", "properties": { "t": { "$ref": "common.json#/$defs/tls" } } } }"#
            )
        }
        let types = try types([
            "a.schema.json": schema("b"), "b.schema.json": schema("c"),
            "c.schema.json": schema("a"),
            "common.json": Self.common,
        ])
        #expect(
            types == [
                ["AConfig", "AConfig.Part", "Common", "Common.TLS"], ["BConfig", "BConfig.Part"],
                ["CConfig", "CConfig.Part"],
            ]
        )
    }

    /// Two folders of a run may each have a `common.json`, under the same relative name.
    @Test func documentsOfOneNameInSeveralRunsAreNotMixedUp() throws {
        try folder.write(Self.schema(["x": "common.json#/$defs/zebra"]), to: "p/a.schema.json")
        try folder.write(
            Self.schema([:], #"{ "tls": \#(Self.object), "zebra": \#(Self.object) }"#),
            to: "p/common.json"
        )
        try folder.write(Self.schema(["x": "common.json#/$defs/tls"]), to: "q/b.schema.json")
        try folder.write(Self.common, to: "q/common.json")
        let paths = ["q/b.schema.json", "p/a.schema.json"].map { folder.path + "/" + $0 }
        for paths in [paths, paths.reversed()] {
            let files = try Compiler().compile(SchemaFinder().sources(at: paths))
            #expect(
                Set(files.flatMap(\.types)) == [
                    "AConfig", "AConfig.Zebra", "BConfig", "BConfig.TLS",
                ]
            )
        }
    }

    /// The types of a schema that cannot be generated are declared by the next one.
    @Test func aSchemaThatFailsTakesNothingFromOthers() throws {
        for name in ["a", "b", "c"] {
            try folder.write(
                Self.schema(["x": "common.json#/$defs/tls"]),
                to: "schemas/\(name).schema.json"
            )
        }
        try folder.write(Self.common, to: "schemas/common.json")
        var options = CompilerOptions()
        let bad = try Document(parsing: "y: 1", as: .yaml, named: "a.yaml")
        options.embedded = [EmbeddedDocument(schema: "a", document: bad)]
        let sources = try SchemaFinder().sources(at: [folder.path + "/schemas"])
        let (files, findings) = try Compiler(options: options).compileEach(sources)
        #expect(files.map(\.types) == [["BConfig", "Common", "Common.TLS"], ["CConfig"]])
        #expect(findings.count == 1)
    }

    @Test(arguments: [
        ("common", "Common"), ("tls-1.2", "TLS1_2"), ("string", "StringTypes"),
        ("中文", "Schemas中文"),
        ("123", "Schemas123"), ("a b*/", "AB"),
    ])
    func aDocumentIsNamedByItsFile(file: String, name: String) throws {
        let reference = "\(file).json#/$defs/tls".replacingOccurrences(of: " ", with: "%20")
        let types = try types([
            "a.schema.json": Self.schema(["x": reference]),
            "b.schema.json": Self.schema(["x": reference]),
            "\(file).json": Self.common,
        ])
        #expect(types == [["AConfig", name, "\(name).TLS"], ["BConfig"]])
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

        // A flat name that is already used in the file gets a suffix.
        let clash = try types([
            "a.schema.json": """
            { "x-swift-name": "App", "properties": { "x": { "$ref": "app-common.json#/$defs/tls" },
              "commonTLS": \(Self.object) } }
            """,
            "b.schema.json": Self.schema(["x": "app-common.json#/$defs/tls"]),
            "app-common.json": Self.common,
        ]) { $0.namespace = .flat }
        #expect(clash == [["App", "AppCommonTLS", "AppCommonTLSValue"], ["BConfig"]])

        let excluded = try files([
            "a.schema.json": Self.schema(["x": "common.json#/$defs/tls"]),
            "b.schema.json": Self.schema(["x": "common.json#/$defs/tls"]),
        ]) { $0.exclude = [ChosenName("Common.TLS")] }
        #expect(excluded.map(\.types) == [["AConfig"], ["BConfig"]])
        #expect(!excluded[0].text.contains("enum Common"))

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
                extension Common.TLS: ConfigTypes.ConfigConvertible, ConfigTypes.ConfigCodable {
                    typealias ConfigRoot = AConfig

                """
            )
        )
    }
}
