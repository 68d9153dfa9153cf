import ArgumentParser
import ConfigDocument
import JSONSchema
import LimitOptions
import SchemaCompiler
import SchemaTools
import ToolReports

struct Validate: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, flag, basic, detailed, verbose, github, sarif, junit, checkstyle

        /// The output format of the standard; nil if it is another format.
        var standard: OutputFormat? { OutputFormat(rawValue: rawValue) }

        /// The format for other programs; nil if it is another format.
        var report: ReportFormat? { ReportFormat(rawValue: rawValue) }
    }

    static let configuration = CommandConfiguration(
        abstract: "Validate configuration files against a schema.",
        discussion: """
            FILE may be a directory, for all configuration files in and below it. If --schema is \
            a directory of versions, a file of an older version is checked against the schema of \
            that version, with a warning; with --migration refuse, it is an error.

            The formats flag, basic, detailed and verbose are those of JSON Schema (Core \
            2020-12, 12.4); findings that they cannot express are printed to standard error. The \
            formats github (annotations of a workflow), sarif, junit and checkstyle are for \
            other programs.

            Exit status: 0 if all files are valid, 1 if there are findings, 2 if a file or the \
            schema cannot be used, or a limit stopped the check.

            EXAMPLES
              Validate a file, or several:
                schemac validate --schema http.schema.json config/http.yaml
                schemac validate --schema http.schema.json config/http*.yaml
              Validate as the types of a target hold values:
                schemac validate --schema schemas/http --config schemac.yaml http.yaml
              Write a report for code scanning:
                schemac validate --schema schemas/http http.yaml --format sarif > out.sarif
            """
    )

    @Option(
        help: ArgumentHelp(
            "The schema, or the directory of its versions.",
            valueName: "file-or-directory"
        )
    )
    var schema: String

    @Argument(help: "The files to validate, or directories of them.")
    var files: [String]

    @Option(help: "The format of the output.")
    var format = Format.text

    @Option(
        help: ArgumentHelp(
            "Use the options of this schemac.yaml: the types of values, map and limits.",
            valueName: "file"
        )
    )
    var config: String?

    @Flag(help: "Numbers are ExactDecimal in the program, so that they keep every digit.")
    var exactDecimals = false

    @Option(
        help: ArgumentHelp(
            "Whether a file of an older version is a warning (in-memory, the default, because services "
                + "migrate it whenever they load it) or an error (refuse).",
            valueName: "policy"
        )
    )
    var migration = MigrationChoice.inMemory

    @OptionGroup var references: ReferenceOptions

    func run() throws {
        let checker: VersionedChecker
        let files: ConfigFiles
        do {
            var options = try typeOptions()
            try references.apply(to: &options)
            checker = try VersionedChecker(
                schemaAt: schema,
                finder: references.finder(),
                options: options,
                refusesOldVersions: migration == .refuse,
                keepsAnnotations: format.standard != nil
            )
            files = try ConfigFiles(at: self.files)
        } catch let error as SchemaError {
            throw Report.fail(error.findings, code: 2)
        }
        var results = CheckResults()
        var progress = ProgressLine("validating", of: files.paths.count, isQuiet: QuietMode.isOn)
        for path in files.paths {
            progress.step()
            check(path, checker, &results)
        }
        progress.finish()
        print(results, checker, isList: files.includesFolders || files.paths.count > 1)
        if results.hasUnjudged { throw ExitCode(2) }
        if results.invalid > 0 { throw ExitCode(1) }
    }

    /// The options that determine which values the program's types can hold.
    private func typeOptions() throws -> CompilerOptions {
        var options = CompilerOptions()
        if let config {
            options = try BuildPlan(targetDirectory: ".", config: config).options
            references.limits.apply(options.limits)
            options.formatRules.apply()
        }
        if exactDecimals { options.usesExactDecimals = true }
        return options
    }

    private func check(_ path: String, _ checker: VersionedChecker, _ results: inout CheckResults) {
        do {
            if let standard = format.standard {
                let (output, findings) = try checker.output(forFileAt: path, as: standard)
                results.add(path, output, findings)
            } else {
                results.add(path, try checker.findings(inFileAt: path))
            }
        } catch let error as DocumentError {
            results.add(path, error)
        } catch let error as SchemaError {
            results.add(path, error.findings)
        } catch {
            results.add(path, [Finding(message: "\(error)", file: path)])
        }
    }

    private func print(_ results: CheckResults, _ checker: VersionedChecker, isList: Bool) {
        let text = results.findings.map(\.description).joined(separator: "\n")
        switch format {
        case .json: Report.print(json: FindingList(results.findings).json)
        case .text:
            if !text.isEmpty { Report.print(text) }
            if isList { Report.confirm(results.summary) }
        case .github, .sarif, .junit, .checkstyle:
            let report = CheckReport(tool: "schemac", files: results.files)
                .namingSchemas(checker.path(ofSchema:))
            Report.print(report, as: format.report)
        case .flag, .basic, .detailed, .verbose:
            if !text.isEmpty { Report.print(error: text) }
            if let output = results.output(isList: isList) {
                Report.print(json: String(decoding: output.encoded(as: .json), as: UTF8.self))
            }
        }
    }
}

/// The policies for files of an older version, as the command line names them.
enum MigrationChoice: String, ExpressibleByArgument, CaseIterable {
    case inMemory = "in-memory"
    case refuse
}

/// The results of checking several files.
private struct CheckResults {
    private(set) var files: [CheckedFile] = []
    private(set) var hasUnjudged = false
    private(set) var valid = 0
    private(set) var invalid = 0
    private var outputs: [(path: String, output: DocumentValue)] = []

    var findings: [Finding] { files.flatMap { $0.results.map(\.finding) } }

    mutating func add(_ path: String, _ findings: [Finding]) {
        files.append(CheckedFile(path, findings: findings))
        if findings.contains(where: \.isUnjudged) { hasUnjudged = true }
        if findings.contains(where: \.isError) { invalid += 1 } else { valid += 1 }
    }

    mutating func add(_ path: String, _ output: DocumentValue?, _ findings: [Finding]) {
        if let output { outputs.append((path, output)) }
        if output?.object?["valid"] == false {
            files.append(CheckedFile(path, findings: findings))
            invalid += 1
        } else {
            add(path, findings)
        }
    }

    mutating func add(_ path: String, _ error: DocumentError) { add(path, [Finding(error)]) }

    var summary: String {
        let count = valid + invalid
        let files = "\(count) file\(count == 1 ? "" : "s")"
        return invalid == 0 ? "\(files), all valid" : "\(files): \(valid) valid, \(invalid) not"
    }

    /// The results in a format of the standard; nil if no file could be read.
    func output(isList: Bool) -> DocumentValue? {
        if !isList { return outputs.first?.output }
        return .array(
            outputs.map { path, output in
                var object = DocumentObject()
                object["file"] = .string(path)
                for member in output.object?.members ?? [] { object[member.key] = member.value }
                return .object(object)
            }
        )
    }
}
