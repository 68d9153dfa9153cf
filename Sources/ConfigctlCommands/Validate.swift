import ArgumentParser
import ConfigDocument
import LimitOptions
import SchemaValidation
import ToolReports
import TypedConfig

struct Validate: FolderCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, github, sarif, junit, checkstyle
    }

    static let configuration = CommandConfiguration(
        abstract: "Validate configuration files against their schemas.",
        discussion: """
            Each file is checked as a service would load it: with its overlay, conf.d and the \
            other layers. A file of an older version is checked against the schema of that \
            version, with a warning; with --migration refuse, it is an error.

            The formats github (annotations of a workflow), sarif, junit and checkstyle are for \
            other programs.

            Exit status: 0 if all files are valid, 1 if there are findings, 2 if a file cannot \
            be read.

            EXAMPLES
              Validate all files in ./config:
                configctl validate
              Validate two configurations as production has them:
                configctl validate http pool --overlay production
              Write a report for a CI system:
                configctl validate --format junit > findings.xml
            """
    )

    @Argument(
        help: "The configurations to validate; all files of a known type by default.",
        completion: FolderOptions.names
    )
    var names: [String] = []

    @Option(help: "The format of the output.")
    var format = Format.text

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() throws {
        let system = try folder.system(reportsNotes: true)
        let report = validated(
            try names.isEmpty ? folder.typedNames(of: system) : names,
            by: system
        )
        switch format {
        case .text: write(report)
        case .json: Output.standard.write(DocumentValue(report))
        case .github, .sarif, .junit, .checkstyle:
            let text = ReportFormat(rawValue: format.rawValue)?.text(of: CheckReport(report))
            if let text, !text.isEmpty { Output.standard.writeLine(text) }
        }
        if report.entries.contains(where: { !$0.isReadable }) { throw Exit.unreadable }
        if !report.isValid { throw Exit.findings }
    }

    private func validated(_ names: [String], by system: ConfigSystem) -> ValidationReport {
        var report = system.validate([])
        var progress = ProgressLine("validating", of: names.count, isQuiet: QuietMode.isOn)
        for name in names {
            progress.step()
            report.entries += system.look(at: [name]).entries
        }
        progress.finish()
        return report
    }

    private func write(_ report: ValidationReport) {
        let output = Output.standard
        for entry in report.entries {
            if entry.findings.isEmpty, !QuietMode.isOn {
                output.write("\(shownName(entry.file)): ", "valid", .green, "")
            }
            entry.findings.forEach(output.write)
        }
        report.notes.forEach(output.write)
        output.confirm(report.summary, report.isValid ? .green : .red)
    }
}

extension CheckReport {
    fileprivate init(_ report: ValidationReport) {
        var files = report.entries.map { CheckedFile($0.file, findings: $0.findings) }
        for note in report.notes { files.append(CheckedFile(note.file, findings: [note])) }
        self.init(tool: CommandTool.current.commandName, files: files)
    }
}

extension DocumentValue {
    fileprivate init(_ report: ValidationReport) {
        let files = report.entries.map { entry in
            let findings = entry.findings.map { DocumentValue($0) }
            return [
                "name": .string(entry.name), "file": .string(entry.file),
                "valid": .bool(entry.isValid), "findings": .array(findings),
            ] as DocumentValue
        }
        self = [
            "valid": .bool(report.isValid), "files": .array(files),
            "notes": .array(report.notes.map { DocumentValue($0) }),
        ]
    }
}
