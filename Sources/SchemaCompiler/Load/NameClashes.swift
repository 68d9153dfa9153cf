import ConfigDocument
package import JSONSchema

/// Schemas of one run with conflicting types or output files.
package enum NameClashes {
    static func findings(in sources: [SchemaSource], prefix: String) -> [Finding] {
        var byType: [String: SchemaSource] = [:]
        var byName: [String: SchemaSource] = [:]
        var findings: [Finding] = []
        for source in sources {
            let type = RootName.swiftName(of: source, prefix: prefix)
            // File systems may be case-insensitive.
            let name = source.name.lowercased()
            if let other = byName[name] {
                findings.append(
                    clash(
                        source,
                        "the output \(quoted(GeneratedFile.name(for: source.name)))",
                        other
                    )
                )
            } else if let other = byType[type] {
                findings.append(clash(source, "the Swift name \(quoted(type))", other))
            }
            byName[name] = byName[name] ?? source
            byType[type] = byType[type] ?? source
        }
        return findings
    }

    /// Schemas whose output files have the same name, ignoring case, if each schema gets a file.
    package static func findings(ofOutputs outputs: [(name: String, source: SchemaSource)])
        -> [Finding]
    {
        var owners: [String: SchemaSource] = [:]
        return outputs.compactMap { name, source in
            guard let other = owners.updateValue(source, forKey: name.lowercased()) else {
                return nil
            }
            return clash(
                source,
                "the output \(quoted(name))",
                other,
                "rename one of the two, or write to two directories"
            )
        }
    }

    private static func clash(
        _ source: SchemaSource,
        _ what: String,
        _ other: SchemaSource,
        _ suggestion: String =
            "rename one of the two with \"x-swift-name\", or rename its file"
    ) -> Finding {
        Finding(
            message: "\(what) is also that of \(quoted(other.path, limit: 200))",
            suggestion: suggestion,
            file: source.path,
            position: source.document.root.position
        )
    }
}
