import ConfigDocument
import JSONSchema

/// The schemas of a run for which types are generated, according to `include` and `exclude`.
struct ChosenSchemas {
    let sources: [SchemaSource]
    let options: CompilerOptions
    /// The names of the schemas of the run and of their types, whether chosen or not.
    let names: [String]

    init(_ all: [SchemaSource], _ options: CompilerOptions) {
        self.options = options
        func isNamed(_ source: SchemaSource, by list: [ChosenName]) -> Bool {
            let type = RootName.swiftName(of: source, prefix: options.prefix)
            return list.contains { $0.text == source.name || $0.text == type }
        }
        names = all.flatMap { [$0.name, RootName.swiftName(of: $0, prefix: options.prefix)] }
        sources = all.filter { source in
            (options.include.isEmpty || isNamed(source, by: options.include))
                && !isNamed(source, by: options.exclude)
        }
    }

    /// Findings about names without a schema.
    var findings: [Finding] {
        options.include.filter { !names.contains($0.text) }.map { name in
            var finding = name.unknown(among: names)
            finding.message = "there is no schema \(quoted(name.text))"
            return finding
        }
            + options.embedded.filter { document in
                !sources.contains { $0.name == document.schema }
            }.map { document in
                Finding(
                    message: "there is no schema \(quoted(document.schema)) to embed this file by",
                    file: document.document.name
                )
            }
    }
}
