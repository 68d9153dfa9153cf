/// Distributes generated text to the files that a build system knows before any schema is read.
package struct PlannedOutputs: Sendable {
    private let names: [String]
    private let others: String

    /// - Parameter others: the file for everything without a file of its own among `names`.
    package init(names: [String], others: String) {
        self.names = names
        self.others = others
    }

    /// Each declared file with its text, whether or not a schema exists for it.
    package func arranged(_ files: [GeneratedFile]) -> [(name: String, text: String)] {
        let texts = files.flatMap(\.texts)
        let byName = Dictionary(texts) { first, _ in first }
        var outputs = names.map { ($0, byName[$0] ?? Self.noSchema) }
        let rest = texts.filter { !names.contains($0.name) }.map(\.text)
        outputs.append((others, rest.isEmpty ? Self.noOthers : rest.joined(separator: "\n")))
        return outputs
    }

    private static let noSchema = "// This file has no content at the moment.\n"
    private static let noOthers = "// Every schema has a file of its own.\n"
}
