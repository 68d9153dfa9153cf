import ArgumentParser
import ConfigDocument
import ConfigFiles
import ConfigMonitoring
import LimitOptions
import SchemaValidation
import ToolReports
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

struct Doctor: FolderCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a deployment, and print what to repair.",
        discussion: """
            Checks the directories and their files (access, modes, links, secrets that others can \
            read), validates the configuration with all layers, and checks what a running service \
            depends on: file watches, the last good copies, the audit trail. Run it as the user \
            of the service.

            Exit status: 0 if all is well, 1 if something needs repair, 2 if the directory \
            cannot be read.

            EXAMPLES
              Check a directory:
                configctl doctor --directory /etc/app
              Check it with all layers of the service:
                configctl doctor --secrets /run/secrets --environment APP
              Check the last good copies as well:
                configctl doctor --last-good /var/lib/app/good --format json

            Details: the guide Deployment of TypedConfig.
            """
    )

    @Option(
        help: ArgumentHelp(
            "The directory of the last good copies: that of ConfigSystem(lastGood:).",
            valueName: "directory"
        ),
        completion: .directory
    )
    var lastGood: String?

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() throws {
        let system = try folder.system(reportsNotes: true)
        let files = try system.files()
        var diagnosis = Diagnosis()
        for directory in folder.directories {
            diagnosis.checkDirectory(directory, files.count { $0.directory == directory })
        }
        diagnosis.checkVersions(of: files)
        let dangling = diagnosis.checkFiles(files.map(\.path), in: folder)
        diagnosis.checkSecrets(in: files, of: system)
        diagnosis.checkValues(of: system, except: dangling)
        diagnosis.checkWatches()
        if let lastGood { diagnosis.checkLastGood(lastGood) }
        try diagnosis.checkAudit(of: folder)
        switch printing.format {
        case .text: write(diagnosis)
        case .json: Output.standard.write(diagnosis.json)
        }
        if !diagnosis.isHealthy { throw Exit.findings }
    }

    private func write(_ diagnosis: Diagnosis) {
        let output = Output.standard
        for check in diagnosis.checks {
            let text = [check.message, check.repair].compactMap(\.self).joined(separator: "; ")
            output.write(
                "",
                check.verdict.rawValue.padding(to: 8),
                check.verdict.colour,
                "\(check.subject.padding(to: 10))\(text)"
            )
        }
        output.write(diagnosis.summary, diagnosis.isHealthy ? .green : .red)
    }
}

extension Diagnosis.Verdict {
    fileprivate var colour: Output.Colour {
        switch self {
        case .ok: .green
        case .warning: .yellow
        case .problem: .red
        }
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(width - utf8.count, 1))
    }
}

extension Diagnosis {
    fileprivate mutating func checkDirectory(_ path: String, _ count: Int) {
        let files = "\(shownName(path)) with \(count) file\(count == 1 ? "" : "s")"
        if access(path, W_OK) == 0 {
            add(.ok, "directory", "\(files), which can be saved")
        } else {
            add(.ok, "directory", "\(files), read-only for this user; nothing can be saved")
        }
    }

    fileprivate mutating func checkVersions(of files: [ConfigSystem.File]) {
        let tool = "\(CommandTool.current.commandName) \(ToolVersion.current)"
        var seen: Set<String> = []
        let versions = files.filter { seen.insert($0.name).inserted }.compactMap { file in
            file.version.map { "\(shownName(file.name)) \($0)" }
        }
        let known = versions.isEmpty ? "" : "; it knows " + versions.joined(separator: ", ")
        add(.ok, "versions", tool + known)
    }

    /// - Returns: the links to nowhere.
    fileprivate mutating func checkFiles(
        _ paths: [String],
        in folder: FolderOptions
    ) -> Set<String> {
        let before = checks.count
        var dangling: Set<String> = []
        if let dotenv = folder.dotenv, access(dotenv, F_OK) != 0 {
            add(
                .warning,
                "variables",
                "there is no file \(shownName(dotenv)) to read variables from"
            )
        }
        let others = [folder.secrets, folder.dotenv].compactMap(\.self)
        let fragments = folder.directories.map { "\($0)/\(fragmentFolder)" }
            .flatMap { folder in
                [folder] + WatchedPlaces.files(in: folder).map { "\(folder)/\($0.name)" }
            }
        for path in folder.directories + fragments + paths + others {
            let name = shownName(path)
            if let fault = SymbolicLink.fault(of: path) {
                dangling.insert(path)
                add(.problem, "links", "\(name) \(fault)", repair: "rm \(shellWord(path))")
            }
            var status = stat()
            guard stat(path, &status) == 0 else { continue }
            if status.st_mode & S_IWOTH != 0, status.st_mode & S_ISVTX == 0 {
                add(
                    .problem,
                    "modes",
                    "\(name) can be written by everybody",
                    repair: "chmod o-w \(shellWord(path))"
                )
            }
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            if access(path, isFolder ? R_OK | X_OK : R_OK) != 0 {
                let rights = isFolder ? "rx" : "r"
                add(
                    .problem,
                    "modes",
                    "\(name) cannot be read by this user",
                    repair: status.st_uid == geteuid()
                        ? "chmod u+\(rights) \(shellWord(path))"
                        : "sudo chgrp \(getegid()) \(shellWord(path)) && sudo chmod g+\(rights) "
                            + shellWord(path)
                )
            }
            if status.st_mode & S_IFMT == S_IFREG, status.st_nlink > 1 {
                add(
                    .warning,
                    "links",
                    "\(name) has \(status.st_nlink) names, so that it cannot be saved",
                    repair: Self.copying(shellWord(path))
                )
            }
        }
        if checks.count == before { add(.ok, "files", "modes and links are in order") }
        return dangling
    }

    /// The command that replaces a file by a copy with a name of its own.
    private static func copying(_ word: String) -> String {
        "cp -p \(word) \(word)~ && mv -f \(word)~ \(word)"
    }

    /// Secrets of a directory are checked when it is read; this is about those in files.
    fileprivate mutating func checkSecrets(
        in files: [ConfigSystem.File],
        of system: ConfigSystem
    ) {
        for file in files {
            var status = stat()
            guard stat(file.path, &status) == 0, status.st_mode & S_IROTH != 0,
                let name = file.isKnown ? file.name : system.name(below: file),
                let document = try? Document(contentsOf: file.path),
                system.shown(document, document, of: name).0 != document.source
            else { continue }
            add(
                .warning,
                "secrets",
                "\(shownName(file.path)) contains secrets, and everybody can read it",
                repair: "chmod o-r \(shellWord(file.path))"
            )
        }
    }

    /// - Parameter dangling: files that other checks have reported.
    fileprivate mutating func checkValues(of system: ConfigSystem, except dangling: Set<String>) {
        let report = system.validate(system.namesWithFile)
        // A fault of the directory is one of each configuration in it.
        var seen: Set<Finding> = []
        for entry in report.entries {
            for finding in entry.findings
            where !dangling.contains(finding.file) && seen.insert(finding).inserted {
                add(
                    finding.severity == .error ? .problem : .warning,
                    "values",
                    finding.placedMessage,
                    repair: finding.suggestion
                )
            }
        }
        if report.isValid { add(.ok, "values", report.summary) }
        for note in system.notes {
            add(.warning, "notes", note.placedMessage, repair: note.suggestion)
        }
    }

    fileprivate mutating func checkLastGood(_ path: String) {
        let name = shownName(path)
        if access(path, R_OK | W_OK | X_OK) == 0 {
            return add(.ok, "last good", "copies are kept in \(name)")
        }
        if errno == ENOENT {
            return add(
                .problem,
                "last good",
                "there is no directory \(name) to keep copies in",
                repair: "mkdir -p -m 700 \(shellWord(path))"
            )
        }
        var status = stat()
        let isOwn = stat(path, &status) == 0 && status.st_uid == geteuid()
        add(
            .problem,
            "last good",
            "\(name) cannot be read and written by this user",
            repair: (isOwn ? "chmod u+rwx" : "sudo chown \(geteuid())") + " \(shellWord(path))"
        )
    }

    fileprivate mutating func checkAudit(of folder: FolderOptions) throws {
        guard let trail = try folder.auditTrail(isReadOnly: true) else {
            return add(.ok, "audit", "no trail; \"\(OperatorTool.name) audit start\" begins one")
        }
        do throws(ConfigError) {
            let result = try trail.verify()
            if result.isIntact { add(.ok, "audit", "\(result.count) records, intact") }
            for finding in result.findings {
                add(.problem, "audit", finding.placedMessage, repair: finding.suggestion)
            }
        } catch {
            for finding in error.findings {
                add(.problem, "audit", finding.placedMessage, repair: finding.suggestion)
            }
        }
    }

    /// Linux watches files with inotify, whose watches are limited for each user; without them,
    /// files are polled.
    fileprivate mutating func checkWatches() {
        #if os(Linux)
            let descriptor = inotify_init1(0)
            guard descriptor >= 0 else {
                return add(
                    .problem,
                    "watches",
                    "no file can be watched: \(SystemFault.text(of: errno))",
                    repair: "sysctl fs.inotify.max_user_instances=512"
                )
            }
            close(descriptor)
            let limit = contents(of: "/proc/sys/fs/inotify/max_user_watches")
                .flatMap { Int(String(decoding: $0, as: UTF8.self).prefix { $0.isNumber }) }
            if let limit, limit < 8192 {
                return add(
                    .warning,
                    "watches",
                    "this user can watch \(limit) directories in all",
                    repair: "sysctl fs.inotify.max_user_watches=65536"
                )
            }
            add(.ok, "watches", "files can be watched")
        #endif
    }
}

extension Finding {
    /// The message with its position, for output that shows the severity elsewhere.
    fileprivate var placedMessage: String {
        let place = position.map { "\(shownName(file)):\($0.line):\($0.column)" } ?? shownName(file)
        return "\(place): \(singleLine(message, limit: .max))"
    }
}

/// A word quoted for a shell.
private func shellWord(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            || ("0"..."9").contains(scalar) || "/._-".unicodeScalars.contains(scalar)
    }
    if isPlain { return text.hasPrefix("-") ? "./" + text : text }
    return "'" + text.replacing("'", with: "'\\''") + "'"
}
