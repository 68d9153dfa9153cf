import ArgumentParser
import ConfigDocument
import SchemaValidation
import ToolReports
import TypedConfig

struct Validate: FolderCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, github, sarif, junit, checkstyle
    }

    static let configuration = CommandConfiguration(
        abstract: "Holds configuration files to their schemas.",
        discussion: """
            The formats github (annotations of a workflow), sarif, junit and checkstyle are for other
            programs.

            EXAMPLES
              configctl validate
              configctl validate unified_config coordinates
              configctl validate --directory /etc/app --format json
              configctl validate --format junit > findings.xml
            """
    )

    @Argument(
        help: "The configurations to look at; without one, all files of a known type.",
        completion: FolderOptions.names
    )
    var names: [String] = []

    @Option(help: "How to print.")
    var format = Format.text

    @OptionGroup var folder: FolderOptions

    func run() throws {
        let system = try folder.system(reportsNotes: true)
        let report = system.validate(try names.isEmpty ? folder.typedNames(of: system) : names)
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

    private func write(_ report: ValidationReport) {
        let output = Output.standard
        for entry in report.entries {
            if entry.findings.isEmpty {
                output.write("\(shownName(entry.file)): ", "valid", .green, "")
            }
            entry.findings.forEach(output.write)
        }
        report.notes.forEach(output.write)
        output.write(report.summary, report.isValid ? .green : .red)
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
