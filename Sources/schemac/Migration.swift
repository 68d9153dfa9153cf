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
        abstract: "Writes and checks what leads from one version of a schema to the next.",
        discussion: """
            A HISTORY is the folder of a schema: VERSION.schema.json, FROM_TO.migration.yaml and \
            versions.lock.

            Examples:
              schemac migration new schemas/http 2.0.0 3.0.0
              schemac migration stub schemas/http --output Sources/App/HTTPMigrations.swift
              schemac migration release schemas/http 3.0.0
            """,
        subcommands: [New.self, Stub.self, Check.self, Seal.self, Release.self]
    )

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the migration file between two versions.",
            discussion: """
                Steps that need no decision are filled in. The others are entries called decide: the \
                build fails at their lines until each is replaced by a step.
                """
        )

        @Argument(help: "The folder of the schema's versions.")
        var history: String
        @Argument(help: "The version that documents have.")
        var from: String
        @Argument(help: "The version that they shall have.")
        var to: String
        @Flag(help: "Replaces a file that is there.")
        var force = false
        @OptionGroup var references: ReferenceOptions

        func run() throws {
            try reporting {
                var options = CompilerOptions()
                try references.apply(to: &options)
                let history = try SchemaHistory(folder: history, finder: references.finder())
                let draft = try MigrationDraft(in: history, from: from, to: to, options: options)
                try write(draft.text, to: draft.path, replacing: force)
                Report.print("wrote \(shownName(draft.path))")
                if draft.guessCount > 0 {
                    Report.print(
                        draft.guessCount == 1
                            ? "1 rename was recognised; check it"
                            : "\(draft.guessCount) renames were recognised; check them"
                    )
                }
                if draft.decisionCount > 0 {
                    let noun = draft.decisionCount == 1 ? "decision is" : "decisions are"
                    Report.print(
                        "\(draft.decisionCount) \(noun) open; the build fails until they are made"
                    )
                }
            }
        }
    }

    struct Stub: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the skeleton of the Swift functions that custom steps call."
        )

        @Argument(help: "The folder of the schema's versions.")
        var history: String
        @Option(name: .shortAndLong, help: "The file to write; standard output without it.")
        var output: String?
        @Option(help: "The access level of the functions: that of the generated type.")
        var access = Access.internal
        @OptionGroup(title: "Limits") var limits: LimitOptions

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
                try write(text, to: output, replacing: false)
                Report.print("wrote \(shownName(output))")
            }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Says what is missing, open or changed, as a build does, and tries the steps.",
            discussion: """
                The steps are run over documents that are made by the old schema, and the results are \
                held to the new one. What is not carried over needs a step, if only remove; so do \
                members that the old schema does not declare, where the new one refuses them. Migrations \
                with custom steps are left to the tests of the application (TypedConfigTesting).

                Example:
                  schemac migration check schemas/http
                """
        )

        @Argument(help: "The folder of the schema's versions.")
        var history: String
        @OptionGroup var references: ReferenceOptions

        func run() throws {
            try reporting {
                var options = CompilerOptions()
                try references.apply(to: &options)
                let finder = references.finder()
                let findings = try SchemaHistory(folder: history, finder: finder)
                    .findings(trying: options)
                if findings.isEmpty { return Report.print("\(shownName(history)): complete") }
                throw Report.fail(findings, code: 1)
            }
        }
    }

    struct Seal: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the checksums of the schemas into the migration files."
        )

        @Argument(help: "The folder of the schema's versions.")
        var history: String
        @OptionGroup(title: "Limits") var limits: LimitOptions

        func run() throws {
            try reporting {
                let changed = try SchemaHistory(folder: history).seal()
                for path in changed { Report.print("sealed \(shownName(path))") }
                if changed.isEmpty { Report.print("\(shownName(history)): sealed already") }
            }
        }
    }

    struct Release: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Locks a version: from then on a build fails when it is edited."
        )

        @Argument(help: "The folder of the schema's versions.")
        var history: String
        @Argument(help: "The version that is released.")
        var version: String
        @OptionGroup(title: "Limits") var limits: LimitOptions

        func run() throws {
            try reporting {
                var history = try SchemaHistory(folder: history)
                try history.release(version: version)
                Report.print("\(shownName(history.name)) \(version) is locked")
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

private func write(_ text: String, to path: String, replacing: Bool) throws {
    if !replacing, access(path, F_OK) == 0 {
        throw SchemaError(findings: [
            Finding(message: "there is a file already", suggestion: "remove it first", file: path)
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
