import ArgumentParser
import LimitOptions
import Synchronization
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

struct Watch: FolderCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print changes of configuration files as they happen.",
        discussion: """
            Reloads files when they change, as a service would, and prints each changed setting, \
            or the reason that a change is refused. Runs until it is interrupted, or for --count \
            changes.

            Exit status: 0, or 2 if a file cannot be read.

            EXAMPLES
              Watch all files in ./config:
                configctl watch
              Print one line of JSON for each change of one configuration:
                configctl watch http --directory /etc/app --format json
            """
    )

    @Argument(help: "The configurations to watch; all files of a known type by default.")
    var names: [String] = []

    @Option(help: "End after this many changes, accepted or refused.")
    var count: Int?

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() throws {
        let system = try folder.system()
        let printer = ChangePrinter(format: printing.format)
        var waiting = try names.isEmpty ? folder.typedNames(of: system) : names
        for name in waiting { system.onChange(name) { printer.write($0) } }
        system.onHealthChange { printer.write($0) }
        waiting = load(waiting, of: system, printer, isFirst: true)
        try system.startHotReload()
        printer.write("watching \(folder.directory)")
        while count.map({ printer.count < $0 }) ?? true {
            usleep(200_000)
            // Configurations that were never loaded are not reloaded either.
            waiting = load(waiting, of: system, printer, isFirst: false)
        }
        system.stopHotReload()
    }

    /// - Returns: the configurations that cannot be loaded.
    private func load(
        _ names: [String],
        of system: ConfigSystem,
        _ printer: ChangePrinter,
        isFirst: Bool
    ) -> [String] {
        names.filter { name in
            do throws(ConfigError) {
                _ = try system.load(name)
                if !isFirst { printer.write("\(name): valid, and watched from now on") }
                return false
            } catch {
                if isFirst { printer.writeRefusal(error.findings) }
                return true
            }
        }
    }
}

/// Prints changes from several threads.
private final class ChangePrinter: Sendable {
    private let format: OutputFormat
    private let changes = Mutex(0)

    init(format: OutputFormat) { self.format = format }

    var count: Int { changes.withLock { $0 } }

    /// Writes text for people only.
    func write(_ text: String) { if format == .text { Output.standard.write(text) } }

    func write(_ change: FileChange) {
        changes.withLock { count in
            count += 1
            switch format {
            case .text: Output.standard.write(change.description)
            case .json:
                writeLine([
                    "file": .string(change.file), "taken": true,
                    "changes": .array(change.settings.map { DocumentValue($0) }),
                ])
            }
        }
    }

    func write(_ health: ConfigHealth) {
        guard !health.findings.isEmpty else {
            write("all files are valid again")
            if format == .json { writeLine(["taken": true, "changes": []]) }
            return
        }
        writeRefusal(health.findings)
    }

    func writeRefusal(_ findings: [Finding]) {
        changes.withLock { count in
            count += 1
            switch format {
            case .text:
                findings.forEach(Output.standard.write)
                Output.standard.write("refused; the last good configuration stays in use")
            case .json:
                writeLine([
                    "taken": false, "findings": .array(findings.map { DocumentValue($0) }),
                ])
            }
        }
    }

    /// Writes one object per line, so that a reader knows where each one ends.
    private func writeLine(_ value: DocumentValue) { Output.standard.write(line: value) }
}
