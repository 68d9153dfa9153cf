import ArgumentParser
import ConfigDocument
import SchemaValidation
import TypedConfig

struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists the configuration files and the types that they are held to.",
        discussion: """
            EXAMPLES
              configctl list
              configctl list --directory /etc/app --format json
            """
    )

    @OptionGroup var printing: PrintOptions

    @OptionGroup var folder: FolderOptions

    func run() throws {
        let system = try folder.system(reportsNotes: true)
        let files = try system.files()
        let withoutFile = system.names.filter { name in !files.contains { $0.name == name } }
        switch printing.format {
        case .text:
            write(files, withoutFile, system)
            system.notesOnFiles.forEach(Output.standard.write)
        case .json: Output.standard.write(json(files, withoutFile, system))
        }
    }

    private func type(of file: ConfigSystem.File, _ system: ConfigSystem) -> String {
        if file.isKnown { return file.version ?? "known" }
        return system.name(below: file).map { "overlay of \(shownName($0))" } ?? "no type"
    }

    private func write(
        _ files: [ConfigSystem.File],
        _ withoutFile: [String],
        _ system: ConfigSystem
    ) {
        let output = Output.standard
        var rows = files.map { file in
            (
                shownName(file.name), type(of: file, system), shownName(file.path)
            )
        }
        rows += withoutFile.map { name in
            let fragments = system.fragments(of: name).map { shownName($0) }
            let type = fragments.isEmpty ? "no file" : "fragments alone"
            return (shownName(name), type, fragments.joined(separator: ", "))
        }
        let nameWidth = rows.map(\.0.count).max() ?? 0
        let typeWidth = rows.map(\.1.count).max() ?? 0
        for (name, type, path) in rows {
            let padding = String(repeating: " ", count: nameWidth - name.count + 2)
            let gap = String(repeating: " ", count: path.isEmpty ? 0 : typeWidth - type.count + 2)
            output.write(name + padding, type, .faint, gap + path)
        }
    }

    private func json(
        _ files: [ConfigSystem.File],
        _ withoutFile: [String],
        _ system: ConfigSystem
    ) -> DocumentValue {
        let known = files.map { file in
            [
                "name": .string(file.name), "file": .string(file.path),
                "known": .bool(file.isKnown),
                "version": file.version.map(DocumentValue.string) ?? .null,
                "overlayOf": system.name(below: file).map(DocumentValue.string) ?? .null,
            ] as DocumentValue
        }
        let missing = withoutFile.map { name in
            [
                "name": .string(name), "file": .null, "known": true,
                "fragments": .array(system.fragments(of: name).map { .string($0) }),
            ] as DocumentValue
        }
        let unread = system.notesOnFiles.map { note in
            [
                "name": .null, "file": .string(note.file), "known": false,
                "note": DocumentValue(note),
            ]
                as DocumentValue
        }
        return .array(known + missing + unread)
    }
}
