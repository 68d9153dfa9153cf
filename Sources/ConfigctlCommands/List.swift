import ArgumentParser
import ConfigDocument
import LimitOptions
import SchemaValidation
import TypedConfig

struct List: FolderCommand {
    static let configuration = CommandConfiguration(
        abstract: "List configuration files, with the newest version of each type.",
        discussion: """
            Types without a file are listed too. A file is an overlay if its name is NAME.STAGE. \
            The versions of the files themselves are listed by configctl migrations.

            Exit status: 0, or 2 if the directory cannot be read.

            EXAMPLES
              List the files in ./config:
                configctl list
              List them for a program:
                configctl list --directory /etc/app --format json
            """
    )

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

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
            row(
                file.name,
                file: file.path,
                isKnown: file.isKnown,
                version: file.version,
                overlayOf: system.name(below: file),
                fragments: file.isKnown ? system.fragments(of: file.name) : []
            )
        }
        let missing = withoutFile.map { name in
            row(name, isKnown: true, fragments: system.fragments(of: name))
        }
        let unread = system.notesOnFiles.map { note in
            row(nil, file: note.file, isKnown: false, note: note)
        }
        return .array(known + missing + unread)
    }

    private func row(
        _ name: String?,
        file: String? = nil,
        isKnown: Bool,
        version: String? = nil,
        overlayOf: String? = nil,
        fragments: [String] = [],
        note: Finding? = nil
    ) -> DocumentValue {
        var object = DocumentObject()
        object["name"] = name.map(DocumentValue.string) ?? .null
        object["file"] = file.map(DocumentValue.string) ?? .null
        object["known"] = .bool(isKnown)
        object["version"] = version.map(DocumentValue.string) ?? .null
        object["overlayOf"] = overlayOf.map(DocumentValue.string) ?? .null
        object["fragments"] = .array(fragments.map { .string($0) })
        object["note"] = note.map { DocumentValue($0) }
        return .object(object)
    }
}
