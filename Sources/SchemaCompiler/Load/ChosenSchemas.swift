import ConfigDocument
import JSONSchema

/// The schemas of a run that types are generated for, by `include` and `exclude`.
struct ChosenSchemas {
    let sources: [SchemaSource]
    private let options: CompilerOptions
    private let names: [String]

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

    /// Names of schemas that there are none of.
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

    /// Names of types and properties that no file has.
    func findings(against files: [GeneratedFile]) -> [Finding] {
        let used = files.reduce(into: Set(names)) { $0.formUnion($1.chosenNames) }
        let given =
            options.exclude + options.replacements.map(\.name)
        return given.filter { !used.contains($0.text) }.map { name in
            name.unknown(among: files.flatMap(\.names))
        }
    }
}

/// Types that stand side by side, and have one name in two files.
enum FlatClashes {
    static func findings(in files: [GeneratedFile]) -> [Finding] {
        var owners: [String: GeneratedFile] = [:]
        var findings: [Finding] = []
        for file in files {
            for type in file.types where !type.contains(".") {
                if let other = owners.updateValue(file, forKey: type), other.name != file.name {
                    findings.append(
                        Finding(
                            message: "the Swift name \(quoted(type)) is also that of a type of "
                                + quoted(other.schemaPath, limit: 200),
                            suggestion: "give one of the two another name with \"x-swift-name\"",
                            file: file.schemaPath
                        )
                    )
                }
            }
        }
        return findings
    }
}
