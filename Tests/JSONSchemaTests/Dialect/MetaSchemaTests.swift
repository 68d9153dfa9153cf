import Foundation
import JSONSchema
import Testing

/// Compares the embedded meta-schemas with the normative documents.
struct MetaSchemaTests {
    /// The path of the normative document for each URI, within the `metaschemas` folder.
    static let documents: [(uri: String, file: String)] =
        [
            ("http://json-schema.org/draft-04/schema", "draft4.json"),
            ("http://json-schema.org/draft-06/schema", "draft6.json"),
            ("http://json-schema.org/draft-07/schema", "draft7.json"),
        ]
        + [
            "2019-09/schema", "2019-09/meta/core", "2019-09/meta/applicator",
            "2019-09/meta/validation", "2019-09/meta/meta-data", "2019-09/meta/format",
            "2019-09/meta/content",
            "2020-12/schema", "2020-12/meta/core", "2020-12/meta/applicator",
            "2020-12/meta/unevaluated", "2020-12/meta/validation", "2020-12/meta/meta-data",
            "2020-12/meta/format-annotation", "2020-12/meta/format-assertion",
            "2020-12/meta/content",
        ].map { ("https://json-schema.org/draft/\($0)", "draft\($0).json") }

    @Test func namesEveryDocumentOfTheStandardsOnce() {
        #expect(MetaSchemas.uris == Self.documents.map(\.uri))
        #expect(Set(MetaSchemas.uris).count == 19)
    }

    @Test(arguments: documents)
    func equalsTheNormativeDocumentByValue(uri: String, file: String) throws {
        let text = try #require(MetaSchemas.text(for: uri))
        let ours = try #require(try object(Data("\(text)".utf8)))
        guard let folder = Self.suite else { return print("skipped: metaschemas/\(file)") }
        let theirs = try #require(try object(Data(contentsOf: folder.appending(path: file))))
        #expect(try canonical(ours) == canonical(theirs))
    }

    @Test(arguments: MetaSchemas.uris)
    func saysItsOwnURI(uri: String) throws {
        let text = try #require(MetaSchemas.text(for: uri))
        let document = try #require(try object(Data("\(text)".utf8)))
        let id = try #require(document["$id"] as? String ?? document["id"] as? String)
        #expect(id == uri || id == uri + "#")
    }

    @Test(arguments: [
        "", "http://json-schema.org/draft-07/schema#", "http://json-schema.org/draft-05/schema",
        "https://json-schema.org/draft/2020-12/meta/format",
        "https://json-schema.org/draft/2020-12/schema/",
    ])
    func knowsNoOtherURI(uri: String) {
        #expect(MetaSchemas.text(for: uri) == nil)
    }

    private func object(_ data: Data) throws -> NSDictionary? {
        try JSONSerialization.jsonObject(with: data) as? NSDictionary
    }

    /// JSON with sorted keys: unlike equality of `NSNumber`s, it distinguishes `true` from `1`.
    private func canonical(_ object: NSDictionary) throws -> String {
        let data = try JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
        return String(decoding: data, as: UTF8.self)
    }

    /// The folder of normative documents; nil if the machine lacks it.
    private static let suite: URL? = {
        let root =
            if let path = ProcessInfo.processInfo.environment["TYPED_CONFIG_SUITES"] {
                URL(filePath: path)
            } else {
                URL(filePath: #filePath).appending(path: "../../../../../shared/data").standardized
            }
        let folder = root.appending(path: "metaschemas")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()
}
