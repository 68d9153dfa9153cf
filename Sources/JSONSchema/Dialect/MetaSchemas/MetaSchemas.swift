/// The meta-schemas that the JSON Schema specifications publish, by URI.
package enum MetaSchemas {
    package static func text(for uri: String) -> StaticString? { nil }
}
