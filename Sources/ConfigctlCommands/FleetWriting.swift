import ArgumentParser
import ConfigDocument
import ConfigFiles
import LimitOptions
import SchemaValidation
import TypedConfig
import TypedConfigFleet

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

struct FleetInit: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Create a fleet, unless it exists.",
        discussion: """
            Checks each member: its version, its gateway, its leader, and how full it is. --roles \
            prints the commands of etcdctl that create a role for instances and one for publishers.

            Exit status: 0 if the fleet exists, 2 if it cannot be created.

            EXAMPLES
              Create the fleet that fleet.yaml names:
                configctl fleet init
              Print the roles that etcd needs:
                configctl fleet init --roles
            """
    )

    @Flag(help: "Print the commands that create roles, and do nothing else.")
    var roles = false

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() async throws {
        let publisher = try fleet.publisher()
        if roles {
            for command in publisher.roleCommands { Output.standard.writeLine(command) }
            return
        }
        let members = await publisher.members()
        members.warn()
        let isNew = try await exiting { try await publisher.initialise() }
        switch printing.format {
        case .text:
            Output.standard.confirm(
                "the fleet \(publisher.fleet) \(isNew ? "was created" : "exists already")"
            )
        case .json:
            Output.standard.write(
                [
                    "fleet": .string("\(publisher.fleet)"), "created": .bool(isNew),
                    "members": .array(members.map(\.json)),
                ]
            )
        }
    }
}

struct FleetPublish: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publish the files of the directory as a release.",
        discussion: """
            All files of known types are one release. It is checked against their schemas, and \
            against the versions of schemas that live instances report, before anything is \
            written. Secrets must not be in it: they belong into a layer above.

            If the directory was written by pull, and another release has been assigned since, \
            nothing is published, unless --rebase merges what both have changed.

            --steps assigns it to a share of the instances first. A controller takes the next step when all \
            of them run it, and have done so for the time of --bake; it halts if some refuse it, are less \
            healthy than before, or vanish. --follow is a controller until the rollout ends.

            Exit status: 0 if it is published, and with --follow runs everywhere; 1 if it is refused or \
            halted, or somebody else was faster; 2 if something cannot be read.

            EXAMPLES
              Look at what would change:
                configctl fleet publish --all --dry-run
              Publish with the files of a stage:
                configctl fleet publish --all --overlay production
              Publish for a tenth of the instances, then for half, then for all:
                configctl fleet publish --steps 10,50 --bake 5min --follow
            """
    )

    @Flag(help: "Assign the release to all instances at once.")
    var all = false

    @Option(help: ArgumentHelp("The reason, for people.", valueName: "text"))
    var note = ""

    @Flag(help: "Check and compare everything, and write nothing.")
    var dryRun = false

    @Flag(help: "Merge what was published since the directory was pulled, by value.")
    var rebase = false

    @Option(
        help: ArgumentHelp(
            "Run this command, with the directory of the release's files as its argument; unless it exits "
                + "with 0, the release is refused. Repeatable.",
            valueName: "command"
        )
    )
    var check: [String] = []

    @Option(
        help: ArgumentHelp(
            "Publish although up to this many live instances would refuse the release.",
            valueName: "number"
        )
    )
    var allowRefused = 0

    @OptionGroup(title: "Rollout") var rollout: RolloutOptions

    @OptionGroup var signer: FleetSigner

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func validate() throws {
        let plan = try rollout.plan()
        guard all || dryRun || plan != nil else {
            throw ValidationError(
                "Pass --all, which assigns the release to all instances, or --steps."
            )
        }
        guard !all || plan == nil else {
            throw ValidationError("Pass --all or --steps, not both.")
        }
        guard !rollout.follow || plan != nil else {
            throw ValidationError("--follow needs --steps.")
        }
    }

    func run() async throws {
        let publisher = try fleet.publisher()
        let configurations = try folder.system()
        var files = try configurations.releaseFiles().filter { $0.configuration != "configctl" }
        if files.isEmpty {
            _ = try folder.typedNames(of: configurations)
            throw ValidationError("\(folder.directory) has no file to publish.")
        }
        let view = try await exiting { try await publisher.view() }
        try await rebase(&files, publisher, view)
        let result = ReleaseCheckResult(files, configurations, view, allowed: allowRefused)
        var changes: [FleetChange] = []
        if dryRun, let stable = view.head.stable {
            let old = try await exiting { try await publisher.release(stable.sequence) }
            changes = try FleetChange.between(old.files, files, of: configurations)
        }
        let refusal = result.isGood ? try refusal(of: files) : nil
        if let refusal {
            Output.standardError.write("\(singleLine(refusal)) refuses the release", .red)
        }
        let isGood = result.isGood && refusal == nil
        if !isGood || dryRun {
            write(view, files, result, changes, release: nil, isGood: isGood)
            if isGood { return }
            throw Exit.findings
        }
        let plan = try rollout.plan()
        let sign = try signer.signing()
        let release = try await exiting {
            try await publisher.publish(files, rollout: plan, note: note, over: view, sign: sign)
        }
        try FleetBase.write(release, publisher.fleet, to: folder.directory)
        write(view, files, result, [], release: release)
        if rollout.follow { try await publisher.follow(release, printing) }
    }

    /// Merges what was published since the directory was written.
    ///
    /// - Throws: if that is not wanted, or both sides have changed the same.
    private func rebase(
        _ files: inout [ReleaseFile],
        _ publisher: FleetPublisher,
        _ view: FleetView
    ) async throws {
        guard let base = FleetBase(in: folder.directory), base.fleet == "\(view.fleet)",
            let stable = view.head.stable, base.release != stable.sequence
        else { return }
        guard rebase else {
            Output.standardError.write(
                "\(folder.directory) was written from release \(base.release), and release "
                    + "\(stable.sequence) is assigned now; merge it with --rebase, or pull it into "
                    + "another directory",
                .red
            )
            throw Exit.findings
        }
        let (old, new) = try await exiting {
            (
                try await publisher.release(base.release).files,
                try await publisher.release(stable.sequence).files
            )
        }
        let merge = ReleaseMerge(base: old, mine: files, theirs: new)
        for conflict in merge.conflicts { Output.standardError.write(conflict) }
        if !merge.conflicts.isEmpty { throw Exit.findings }
        files = merge.files
    }

    /// Runs the commands of --check over the files.
    ///
    /// - Returns: the first command that has refused them.
    private func refusal(of files: [ReleaseFile]) throws -> String? {
        if check.isEmpty { return nil }
        let copy = try PrivateDirectory(for: "release")
        defer { copy.remove() }
        try files.write(to: copy.path)
        setenv("CONFIGCTL_RELEASE", copy.path, 1)
        return check.first { system("\($0) \"$CONFIGCTL_RELEASE\"") != 0 }
    }

    private func write(
        _ view: FleetView,
        _ files: [ReleaseFile],
        _ check: ReleaseCheckResult,
        _ changes: [FleetChange],
        release: Int?,
        isGood: Bool = true
    ) {
        let output = Output.standard
        let state = release != nil ? "published" : isGood ? "accepted" : "refused"
        switch printing.format {
        case .text:
            check.findings.forEach(output.write)
            for refusal in check.refusals { output.write(refusal.text, .red) }
            for change in changes { change.write() }
            let text =
                switch state {
                case "published":
                    "release \(release ?? 0) is published "
                        + (all
                            ? "for \(view.instances.count) instances"
                            : "in steps; the first is \(rollout.steps.prefix { $0 != "," }) %")
                case "accepted": "release \(view.head.next) would be accepted"
                default: "release \(view.head.next) is refused; nothing was published"
                }
            output.confirm(text, state == "refused" ? .red : .green)
        case .json:
            var object = DocumentObject()
            object["fleet"] = .string("\(view.fleet)")
            object["result"] = .string(state)
            object["release"] = .int(release ?? view.head.next)
            object["files"] = .array(
                files.map { file in
                    var object = DocumentObject()
                    object["name"] = .string(file.name)
                    object["config"] = .string(file.configuration)
                    object["version"] = file.version.map { .string($0) }
                    object["bytes"] = .int(file.text.count)
                    return .object(object)
                }
            )
            object["findings"] = .array(check.findings.map { DocumentValue($0) })
            object["refusals"] = .array(
                check.refusals.map { refusal in
                    [
                        "instances": .array(refusal.instances.map { .string($0) }),
                        "findings": .array(refusal.findings.map { DocumentValue($0) }),
                    ]
                }
            )
            object["changes"] = .array(changes.map(\.json))
            output.write(.object(object))
        }
    }
}

struct FleetRollback: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Assign an earlier release to all instances again.",
        discussion: """
            Its files are verified first. Instances do not wait before they load it. If a release is \
            being rolled out, the release to return to must be named, and the rollout ends.

            Exit status: 0 if it is assigned, 1 if it is refused or somebody else was faster, 2 if \
            it cannot be read.

            EXAMPLES
              Return to the release before:
                configctl fleet rollback --note "timeouts in zone b"
              Return to a certain one:
                configctl fleet rollback 41
            """
    )

    @Argument(help: "The number of the release; by default, the one before the assigned one.")
    var release: Int?

    @OptionGroup var decision: DecisionOptions

    @OptionGroup var trusting: FleetTrust

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() async throws {
        let publisher = try fleet.publisher()
        let trust = try trusting.trust()
        let sequence = try await exiting {
            try await publisher.rollBack(
                to: release,
                note: decision.note,
                trust: trust,
                isTrial: decision.dryRun
            )
        }
        let done = "release \(sequence) is assigned again"
        let trial = "release \(sequence) would be assigned again"
        decision.report(done, trial, ["release": .int(sequence)], publisher, printing)
    }
}

struct FleetPull: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull",
        abstract: "Write the files of a release to a directory.",
        discussion: """
            The directory must not contain other files of these names. The file .fleet in it names \
            the release, so that publish notices when another one is assigned meanwhile.

            Exit status: 0 if they are written, 2 if something cannot be read or written.

            EXAMPLES
              Write the files of release 41 to a new directory:
                configctl fleet pull release-41 41
            """
    )

    @Argument(help: "The directory; its parent must exist.", completion: .directory)
    var target: String

    @Argument(help: "The number of the release; by default, the assigned one.")
    var release: Int?

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() async throws {
        let publisher = try fleet.publisher()
        let release = try await exiting { try await publisher.release(self.release) }
        do throws(FileError) {
            try release.files.write(to: target)
            try FleetBase.write(
                release.manifest.sequence,
                publisher.fleet,
                to: target,
                creates: true
            )
        } catch {
            throw ConfigError(error.finding)
        }
        Output.standard.confirm(
            "\(target): \(release.files.count) files of release \(release.manifest.sequence)"
        )
    }
}

struct FleetDiff: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two releases, or a release with the files of the directory.",
        discussion: """
            Values are compared, not texts. Secrets are not shown.

            Exit status: 0 if there is no difference, 1 if there are differences, 2 if something \
            cannot be read.

            EXAMPLES
              Compare the assigned release with the files in ./config:
                configctl fleet diff
              Compare two releases:
                configctl fleet diff 41 42
            """
    )

    @Argument(help: "The older release; by default, the assigned one.")
    var a: Int?

    @Argument(help: "The newer release; by default, the files of the directory.")
    var b: Int?

    @OptionGroup(title: "Fleet") var fleet: FleetOptions

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() async throws {
        let publisher = try fleet.publisher()
        let system = try folder.system()
        let old = try await exiting { try await publisher.release(a).files }
        let new: [ReleaseFile]
        if let b {
            new = try await exiting { try await publisher.release(b).files }
        } else {
            new = try system.releaseFiles().filter { $0.configuration != "configctl" }
        }
        let changes = try FleetChange.between(old, new, of: system)
        switch printing.format {
        case .text: for change in changes { change.write() }
        case .json: Output.standard.write(.array(changes.map(\.json)))
        }
        if !changes.isEmpty { throw Exit.findings }
    }
}
