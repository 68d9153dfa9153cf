import ArgumentParser
import ConfigDocument
import JSONSchema
import LimitOptions
import SchemaCompiler
import SchemaTools

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Subcommands for the migrations between schema versions.
struct Migration: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write, check and release migrations between versions of a schema.",
        discussion: """
            HISTORY is the directory of a schema: VERSION.schema.json, FROM_TO.migration.yaml \
            and versions.lock.

            EXAMPLES
              Write the migration to a new version:
                schemac migration new schemas/http 2.0.0 3.0.0
              Try its steps on generated documents:
                schemac migration check schemas/http
              Lock the version once it is released:
                schemac migration release schemas/http 3.0.0

            Details: the guide Versions and migrations of TypedConfig.
            """,
        subcommands: [New.self, Stub.self, Check.self, Seal.self, Release.self]
    )

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the migration file between two versions.",
            discussion: """
                Steps that need no decision are complete. A renamed setting is recognised by \
                x-renamed-from, or by an equal type and description, bounds or spelling; check \
                those. Open decisions are entries named decide: the build fails at their lines \
                until each is replaced by a step.

                Exit status: 0 on success, 2 if a schema or a file cannot be used.

                EXAMPLES
                  Write schemas/http/2.0.0_3.0.0.migration.yaml:
                    schemac migration new schemas/http 2.0.0 3.0.0
                """
        )

        @Argument(help: "The directory of the schema's versions.")
        var history: String
        @Argument(help: "The old version.")
        var from: String
        @Argument(help: "The new version.")
        var to: String
        @Flag(help: "Replace the file if it exists.")
        var force = false
        @OptionGroup var references: ReferenceOptions

        func run() throws {
            try reporting {
                var options = CompilerOptions()
                try references.apply(to: &options)
                let history = try SchemaHistory(folder: history, finder: references.finder())
                let draft = try MigrationDraft(in: history, from: from, to: to, options: options)
                try write(
                    draft.text,
                    to: draft.path,
                    replacing: force,
                    repair: "pass --force to replace it"
                )
                Report.confirm("wrote \(shownName(draft.path))")
                if draft.guessCount > 0 {
                    Report.confirm(
                        draft.guessCount == 1
                            ? "1 rename was recognised; check it"
                            : "\(draft.guessCount) renames were recognised; check them"
                    )
                }
                if draft.decisionCount > 0 {
                    let noun = draft.decisionCount == 1 ? "decision is" : "decisions are"
                    Report.confirm(
                        "\(draft.decisionCount) \(noun) open; the build fails until they are made"
                    )
                }
            }
        }
    }

    struct Stub: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the skeleton of the Swift functions for custom steps.",
            discussion: """
                Exit status: 0 on success, 2 if a file cannot be used.

                EXAMPLES
                  Write the skeleton to a new file:
                    schemac migration stub schemas/http -o Sources/App/HTTPMigrations.swift
                """
        )

        @Argument(help: "The directory of the schema's versions.")
        var history: String
        @Option(
            name: .shortAndLong,
            help: ArgumentHelp("The file to write; standard output by default.", valueName: "file")
        )
        var output: String?
        @Option(help: "The access level of the functions, which is that of the generated type.")
        var access = Access.internal
        @OptionGroup var limits: LimitOptions

        func run() throws {
            try reporting {
                var options = CompilerOptions()
                options.access = access.level
                let history = try SchemaHistory(folder: history)
                guard let text = try Compiler(options: options).migrationStub(for: history) else {
                    return Report.print(
                        "no migration of \(shownName(history.name)) has a custom step"
                    )
                }
                guard let output else { return Report.print(text) }
                try write(text, to: output, replacing: false, repair: "remove it first")
                Report.confirm("wrote \(shownName(output))")
            }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that migrations are complete, and try their steps.",
            discussion: """
                Reports what is missing, open or changed, as a build does. Then the steps run on \
                documents generated from the old schema, and the results are validated against \
                the new one. Values that are not carried over need a step, if only remove; so do \
                undeclared members that the new schema refuses. Migrations with custom steps are \
                left to the tests of the application (TypedConfigTesting).

                Exit status: 0 if all migrations are complete, 1 if there are findings, 2 if a \
                file cannot be read.

                EXAMPLES
                  Check the migrations of a schema:
                    schemac migration check schemas/http
                """
        )

        @Argument(help: "The directory of the schema's versions.")
        var history: String
        @OptionGroup var references: ReferenceOptions

        func run() throws {
            try reporting {
                var options = CompilerOptions()
                try references.apply(to: &options)
                let finder = references.finder()
                let findings = try SchemaHistory(folder: history, finder: finder)
                    .findings(trying: options)
                if findings.isEmpty { return Report.confirm("\(shownName(history)): complete") }
                throw Report.list(findings)
            }
        }
    }

    struct Seal: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Update the checksums of schemas in migration files.",
            discussion: """
                Run it after a review of the steps, when a schema has changed since its \
                migration was written.

                Exit status: 0 on success, 2 if a file cannot be used.

                EXAMPLES
                  Seal the migrations of a schema:
                    schemac migration seal schemas/http
                """
        )

        @Argument(help: "The directory of the schema's versions.")
        var history: String
        @OptionGroup var limits: LimitOptions

        func run() throws {
            try reporting {
                let changed = try SchemaHistory(folder: history).seal()
                for path in changed { Report.confirm("sealed \(shownName(path))") }
                if changed.isEmpty { Report.confirm("\(shownName(history)): sealed already") }
            }
        }
    }

    struct Release: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lock a version: editing it then fails the build.",
            discussion: """
                Exit status: 0 on success, 2 if a file cannot be used.

                EXAMPLES
                  Lock version 3.0.0 and the migrations to it:
                    schemac migration release schemas/http 3.0.0
                """
        )

        @Argument(help: "The directory of the schema's versions.")
        var history: String
        @Argument(help: "The version to lock.")
        var version: String
        @OptionGroup var limits: LimitOptions

        func run() throws {
            try reporting {
                var history = try SchemaHistory(folder: history)
                try history.release(version: version)
                Report.confirm("\(shownName(history.name)) \(version) is locked")
            }
        }
    }
}

/// Prints findings, and ends with status 2 for unusable input.
private func reporting(_ body: () throws -> Void) throws {
    do {
        try body()
    } catch let error as SchemaError {
        throw Report.fail(error.findings, code: 2)
    }
}

private func write(
    _ text: String,
    to path: String,
    replacing: Bool,
    repair: String
) throws {
    if !replacing, access(path, F_OK) == 0 {
        throw SchemaError(findings: [
            Finding(message: "the file exists", suggestion: repair, file: path)
        ])
    }
    do throws(FileSystem.Failure) {
        try FileSystem.write(text, to: path)
    } catch {
        throw SchemaError(findings: [
            Finding(message: "the file cannot be written: \(error.reason)", file: path)
        ])
    }
}
