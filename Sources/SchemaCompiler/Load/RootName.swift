import ConfigDocument

/// The name of a schema's root type: `http` → `HTTPConfig`.
package enum RootName {
    /// - Parameter prefix: the prefix of all type names.
    package static func swiftName(of source: SchemaSource, prefix: String) -> String {
        prefix + swiftName(of: source)
    }

    private static func swiftName(of source: SchemaSource) -> String {
        if let name = source.document.root["x-swift-name"]?.string {
            let cleaned = Identifier.cleaned(name)
            if !cleaned.isEmpty { return cleaned }
        }
        let words = Words(source.name)
        let name = words.isEmpty ? Spelled.out(source.name).upperCamel : words.upperCamel
        let endings = ["config", "configuration", "settings"]
        return endings.contains { name.lowercased().hasSuffix($0) } ? name : name + "Config"
    }
}
