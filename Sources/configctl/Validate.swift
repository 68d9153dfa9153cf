import ArgumentParser
import ConfigDocument
import SchemaValidation
import TypedConfig

struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Holds configuration files to their schemas.",
        discussion: """
            EXAMPLES
              configctl validate
              configctl validate unified_config coordinates
              configctl validate --directory /etc/app --format json
            """
    )

    @Argument(
        help: "The configurations to look at; without one, all files of a known type.",
        completion: FolderOptions.names
    )
    var names: [String] = []

    @OptionGroup var folder: FolderOptions

    func run() throws {
        let system = try folder.system(reportsNotes: true)
        let report = system.validate(try names.isEmpty ? folder.typedNames(of: system) : names)
        switch folder.format {
        case .text: write(report)
        case .json: Output.standard.write(DocumentValue(report))
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
