/// The meta-schemas that the JSON Schema specifications publish, by URI.
///
/// A meta-schema is part of its standard: a schema may refer to it by `$ref`, and a schema is itself
/// checked against it. So they travel with the package, as static text, and nothing is fetched.
package enum MetaSchemas {
    typealias Document = (uri: String, text: StaticString)

    private static let documents: [Document] = draft4 + draft6 + draft7 + draft2019 + draft2020

    /// Where each meta-schema lives: absolute, without a fragment; oldest dialect first.
    package static let uris: [String] = documents.map(\.uri)

    /// The JSON text of the meta-schema at `uri`, or nil where the specifications publish none.
    ///
    /// - Parameter uri: absolute, without a fragment and without a trailing `#`, such as
    ///   `http://json-schema.org/draft-07/schema`.
    package static func text(for uri: String) -> StaticString? {
        documents.first { $0.uri == uri }?.text
    }
}
