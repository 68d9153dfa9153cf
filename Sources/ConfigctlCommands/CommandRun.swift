import ArgumentParser
import TypedConfig

/// The tool whose command is running.
enum CommandTool {
    @TaskLocal static var current: any ConfigctlTool.Type = NoTool.self

    private enum NoTool: ConfigctlTool {
        static let commandName = "configctl"
        static let types: [any ConfigType.Type] = []
    }
}

/// From the arguments to the exit status, and what is printed about errors.
@MainActor
enum CommandRun {
    static func status(of arguments: [String]) async -> Exit {
        do {
            try await run(arguments)
            return .success
        } catch let error as ConfigError {
            error.findings.forEach(Output.standardError.write)
            // A finding with a place is about a file that was read, unless a limit ended the check.
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

    /// Help, or wrong use, for which ArgumentParser has an exit status of its own.
    private static func explain(_ error: any Error) -> Exit {
        let isHelp = Configctl.exitCode(for: error) == .success
        let name = CommandTool.current.commandName
        let text = Configctl.fullMessage(for: error)
        let shown = name == "configctl" ? text : text.replacing("configctl ", with: name + " ")
        (isHelp ? Output.standard : Output.standardError).write(shown)
        return isHelp ? .success : .unreadable
    }

    /// On the main thread, since a tool that does one thing after the other needs no other.
    private static func run(_ arguments: [String]) async throws {
        var command = try Configctl.parseAsRoot(arguments)
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
}
