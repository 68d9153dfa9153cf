import ArgumentParser
import ConfigDocument
import JSONSchema
import LimitOptions
import SchemaCompiler
import SchemaTools

struct Vendor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Record a local copy of a schema that others refer to.",
        discussion: """
            Nothing is ever fetched from a network. Fetch the file yourself, review it, and \
            record it: from then on, it answers references to URI as long as its hash is the one \
            in the lock. Commit both. Without arguments, the copies are checked against the \
            lock.

            generate and validate read schemac.lock in the working directory, or --lock FILE; a \
            build reads the one beside schemac.yaml, or that of the option vendor.

            Exit status: 0 if all copies are as recorded, 1 if one has changed, 2 if a file \
            cannot be used.

            EXAMPLES
              Record a copy:
                schemac vendor https://example.com/http.json vendored/http.json
              Check all copies:
                schemac vendor
            """
    )

    @Argument(help: "The URI of references, without the fragment after #.")
    var uri: String?

    @Argument(help: "The copy, in JSON or YAML.")
    var file: String?

    @Option(help: ArgumentHelp("The lock file, which is created if missing.", valueName: "file"))
    var lock = VendorLock.fileName

    @OptionGroup var limits: LimitOptions

    func validate() throws {
        if uri != nil, file == nil {
            throw ValidationError("Pass the file of the copy after the URI.")
        }
    }

    func run() throws {
        do {
            if let uri, let file { try take(uri, file) } else { try check() }
        } catch let error as SchemaError {
            throw Report.fail(error.findings, code: 2)
        }
    }

    private func take(_ uri: String, _ file: String) throws {
        var lock = try VendorLock(at: self.lock)
        try lock.add(uri, file: file)
        try lock.write()
        Report.confirm(
            "\(shownName(self.lock)): \(shownName(file)) is the copy of \(shownName(uri))"
        )
        let missing = try lock.missing(for: uri)
        if !missing.isEmpty {
            Report.print(error: missing.map(\.description).joined(separator: "\n"))
        }
    }

    private func check() throws {
        let lock = try VendorLock(contentsOf: self.lock)
        let findings = lock.findings()
        if !findings.isEmpty { throw Report.fail(findings, code: 1) }
        Report.confirm(
            "\(self.lock): \(lock.count) \(lock.count == 1 ? "copy is" : "copies are") as recorded"
        )
    }
}
