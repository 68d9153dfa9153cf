import JSONSchema

/// Prints generated files through the templates, without making decisions.
struct Emitter {
    let options: CompilerOptions
    let templates: TemplateSet

    func emitted(_ file: SwiftFile) -> GeneratedFile {
        var texts = texts(
            of: file.types,
            imports: file.imports,
            fileCount: file.fileCount,
            file.source
        )
        for section in file.libraries + (file.migrations?.typed ?? []) {
            texts[0] += self.texts(of: section, file.source)[0]
        }
        if let migrations = file.migrations {
            texts[0] += MigrationEmitter(access: options.access, templates: templates)
                .text(of: migrations)
        }
        return GeneratedFile(file, texts)
    }

    private func texts(
        of section: SwiftSection,
        imports: Set<String>? = nil,
        fileCount: Int = 1,
        _ source: SchemaSource
    ) -> [String] {
        SectionEmitter(
            section: section,
            imports: imports,
            source: source.shownPath,
            options: options,
            templates: templates
        ).texts(count: fileCount)
    }
}
