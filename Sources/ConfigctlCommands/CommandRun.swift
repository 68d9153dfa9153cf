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

    /// Options may be written before the name of the command; the parser expects them after it.
    static func withOptionsInPlace(_ arguments: [String]) -> [String] {
        // Completion scripts call the tool with an option of the parser, of three hyphens.
        guard let first = arguments.first, first.hasPrefix("-"), !first.hasPrefix("---") else {
            return arguments
        }
        let places = arguments.indices.dropFirst().filter {
            subcommand(arguments[$0], of: Configctl.self) != nil
        }
        // The value of an option can be the name of a command: what comes before a command is
        // complete if it is read alike before and behind the arguments.
        let place =
            places.first { index in
                [true, false].allSatisfy { isFirst in
                    let words = inOrder(arguments, of: index, optionsFirst: isFirst)
                    return (try? Configctl.parseAsRoot(words)) != nil
                }
            } ?? places.first { !arguments[$0 - 1].hasPrefix("-") } ?? places.first
        return place.map { inOrder(arguments, of: $0, optionsFirst: true) } ?? arguments
    }

    /// The command at an index, with its arguments and the options before it.
    private static func inOrder(
        _ arguments: [String],
        of index: Int,
        optionsFirst: Bool
    ) -> [String] {
        let options = arguments[..<index]
        var name = [arguments[index]]
        var rest = arguments[(index + 1)...]
        if let inner = rest.first, let command = subcommand(name[0], of: Configctl.self),
            subcommand(inner, of: command) != nil
        {
            name.append(inner)
            rest = rest.dropFirst()
        }
        if optionsFirst { return name + options + rest }
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return name + rest[..<end] + options + rest[end...]
    }

    private static func subcommand(
        _ word: String,
        of command: any ParsableCommand.Type
    ) -> (any ParsableCommand.Type)? {
        command.configuration.subcommands.first { $0._commandName == word }
    }
}
