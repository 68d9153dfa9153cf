import ArgumentParser
import ConfigDocument
import JSONSchema
import LimitOptions
import SchemaCompiler
import SchemaTools
import ToolReports

struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start a typed configuration in a package: schema, sample file, plugin.",
        discussion: """
            Shows what it would write, as a diff; --write writes it. Package.swift gets the \
            dependency, the product and the plugin, and schemac.yaml the new configuration. Other \
            files that exist are left as they are.

            With --from, the schema is inferred from existing files, which the build then \
            validates, and linted. Read it before you trust it.

            Exit status: 0 if all was shown or written, 2 if the package cannot be read.

            EXAMPLES
              Show what a new configuration needs:
                schemac init server
              Add it to one of several targets:
                schemac init server --target Server --write
              Start from existing files:
                schemac init app --from config/app.yaml --write
            """
    )

    @Argument(help: "The name of the configuration; its type is NAMEConfig.")
    var name = "server"

    @Option(
        help: ArgumentHelp(
            "The target that gets the type; by default, the only one of the package.",
            valueName: "name"
        )
    )
    var target: String?

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp(
            "An existing config file to infer the schema from. Repeatable.",
            valueName: "file"
        ),
        completion: .file()
    )
    var from: [String] = []

    @Option(
        help: ArgumentHelp(
            "The URL of swift-typed-config, or a path to a clone of it.",
            valueName: "url-or-path"
        )
    )
    var package = "../swift-typed-config"

    @Flag(help: "Write the files.")
    var write = false

    @OptionGroup var limits: LimitOptions

    func validate() throws {
        let isPlain = name.utf8.allSatisfy {
            0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || $0 == 0x5F || $0 == 0x2D
        }
        if name.isEmpty || !isPlain {
            throw ValidationError("NAME is \(quoted(name)); expected letters, digits, - and _.")
        }
    }

    func run() throws {
        do {
            let start = PackageStart(
                name: name,
                target: target,
                dependency: dependency,
                inferred: try inferred()
            )
            let (files, notes) = try start.files { path in
                (try? FileSystem.read(path)).map { String(decoding: $0, as: UTF8.self) }
            }
            for file in files {
                if write {
                    try put(file)
                } else {
                    show(file)
                }
            }
            Report.warn(notes)
            if !write, !files.isEmpty, !QuietMode.isOn {
                Report.print(error: "nothing was written; pass --write to write these files")
            }
        } catch let error as SchemaError {
            throw Report.fail(error.findings, code: 2)
        }
    }

    private var dependency: String {
        let isURL = package.contains("://") || package.hasPrefix("git@")
        let place = SwiftText.literal(package)
        return isURL
            ? ".package(url: \(place), from: \"\(ToolVersion.current)\")"
            : ".package(name: \"swift-typed-config\", path: \(place))"
    }

    private func inferred() throws -> (schema: String, files: [String])? {
        if from.isEmpty { return nil }
        var inference = SchemaInference()
        try inference.add(files: from)
        return (inference.text, from)
    }

    private func show(_ file: PackageStart.File) {
        let diff = TextDiff(Array((file.old ?? "").utf8), Array(file.new.utf8))
        Report.print(diff.lines(named: file.path, isNew: file.old == nil).joined(separator: "\n"))
    }

    private func put(_ file: PackageStart.File) throws {
        let parts = file.path.split(separator: "/")
        let folder = parts.dropLast().joined(separator: "/")
        _ = try OutputFolder(folder.isEmpty ? "." : folder)
            .write([(name: parts.last.map(String.init) ?? "", text: file.new)])
        Report.confirm("wrote \(file.path)")
    }
}
