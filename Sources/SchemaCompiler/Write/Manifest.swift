import ConfigDocument

/// The generated files and their sources as JSON, for build systems and people.
package struct Manifest: Sendable {
    private let files: [GeneratedFile]

    /// Creates a manifest of these files.
    package init(_ files: [GeneratedFile]) { self.files = files }

    /// The manifest as JSON, one member per line.
    package var json: String {
        var lines = ["{", "  \"version\": 1,", "  \"schemas\": ["]
        for (index, file) in files.enumerated() {
            lines.append("    {")
            lines.append("      \"schema\": \(JSONOutput.literal(file.schemaPath)),")
            lines.append("      \"name\": \(JSONOutput.literal(file.schemaName)),")
            if let version = file.version {
                lines.append("      \"version\": \(JSONOutput.literal(version)),")
            }
            lines.append("      \"type\": \(JSONOutput.literal(file.rootType)),")
            lines.append("      \"output\": \(JSONOutput.literal(file.name)),")
            if !file.parts.isEmpty {
                let names = file.parts.map { JSONOutput.literal($0.name) }.joined(separator: ", ")
                lines.append("      \"parts\": [\(names)],")
            }
            lines.append("      \"properties\": \(file.propertyCount),")
            let untyped = file.untyped.map {
                "        { \"property\": \(JSONOutput.literal($0.path)), \"reason\": \(JSONOutput.literal($0.reason)) }"
            }
            if untyped.isEmpty {
                lines.append("      \"untyped\": []")
            } else {
                lines.append("      \"untyped\": [")
                lines.append(untyped.joined(separator: ",\n"))
                lines.append("      ]")
            }
            lines.append(index == files.count - 1 ? "    }" : "    },")
        }
        return (lines + ["  ]", "}", ""]).joined(separator: "\n")
    }
}
