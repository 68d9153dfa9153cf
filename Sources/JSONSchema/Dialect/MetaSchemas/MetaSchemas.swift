/// The meta-schemas that the JSON Schema specifications publish, by URI.
///
/// Schemas may refer to a meta-schema by `$ref`, and are checked against one themselves. So they
/// are part of the package as static text, and nothing is fetched.
package enum MetaSchemas {
    typealias Document = (uri: String, text: StaticString)

    private static let documents: [Document] = draft4 + draft6 + draft7 + draft2019 + draft2020

    /// The URIs of the meta-schemas: absolute, without a fragment; oldest dialect first.
    package static let uris: [String] = documents.map(\.uri)

    /// The JSON text of the meta-schema at `uri`; nil if the specifications do not publish one.
    ///
    /// - Parameter uri: absolute, without a fragment and without a trailing `#`, such as
    ///   `http://json-schema.org/draft-07/schema`.
    package static func text(for uri: String) -> StaticString? {
        documents.first { $0.uri == uri }?.text
    }
}
