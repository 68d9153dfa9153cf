import ArgumentParser
import TypedConfig

/// The running tool.
enum CommandTool {
    @TaskLocal static var current: any ConfigctlTool.Type = NoTool.self

    private enum NoTool: ConfigctlTool {
        static let commandName = "configctl"
        static let types: [any ConfigType.Type] = []
    }
}

/// Runs a command from its arguments to the exit status, and prints its errors.
@MainActor
enum CommandRun {
    static func status(of arguments: [String]) async -> Exit {
        do {
            try await run(arguments)
            return .success
        } catch let error as ConfigError {
            error.findings.forEach(Output.standardError.write)
            // A finding with a position refers to a file that was read, unless a limit ended the
            // check.
            let isRead = error.findings.contains { $0.position != nil }
            return isRead ? Exit(error.findings) : .unreadable
        } catch let error as SaveError {
            error.findings.forEach(Output.standardError.write)
            if case .file = error { return .unreadable }
            return Exit(error.findings)
        } catch let error as Exit {
            return error
        } catch {
            return explain(error)
        }
    }

    /// Handles requests for help and wrong use, for which ArgumentParser has exit statuses of its
    /// own.
    private static func explain(_ error: any Error) -> Exit {
        let isHelp = Configctl.exitCode(for: error) == .success
        let name = CommandTool.current.commandName
        let text = Configctl.fullMessage(for: error)
        let shown = name == "configctl" ? text : text.replacing("configctl ", with: name + " ")
        (isHelp ? Output.standard : Output.standardError).write(shown)
        return isHelp ? .success : .unreadable
    }

    /// Runs on the main thread, because the tool does one thing at a time.
    private static func run(_ arguments: [String]) async throws {
        var command = try Configctl.parseAsRoot(withOptionsInPlace(arguments))
        if var folderCommand = command as? any FolderCommand {
            try folderCommand.folder.add(
                .ofWorkingDirectory(note: Output.standardError.write)
            )
            command = folderCommand
        }
        if var command = command as? any AsyncParsableCommand {
            try await command.run()
        } else {
            try command.run()
        }
    }

    /// The options that all commands share may be written before the name of the command; the parser
    /// expects them after it.
    static func withOptionsInPlace(_ arguments: [String]) -> [String] {
        for (index, word) in arguments.enumerated().dropFirst() {
            guard let command = subcommand(word, of: Configctl.self),
                (try? FolderOptions.parse(Array(arguments[..<index]))) != nil
            else { continue }
            var name = [word]
            var rest = arguments[(index + 1)...]
            if let inner = rest.first, subcommand(inner, of: command) != nil {
                name.append(inner)
                rest = rest.dropFirst()
            }
            return name + arguments[..<index] + rest
        }
        return arguments
    }

    private static func subcommand(
        _ word: String,
        of command: any ParsableCommand.Type
    ) -> (any ParsableCommand.Type)? {
        command.configuration.subcommands.first { $0._commandName == word }
    }
}
