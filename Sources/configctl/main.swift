import ArgumentParser
import TypedConfig

// Exit codes: 0 all is well, 1 findings, 2 wrong use or something that cannot be read.
// ArgumentParser's own code for wrong use is another one, hence the detour.
do {
    try await run()
} catch let error as ConfigError {
    error.findings.forEach(Output.standardError.write)
    // What has a place in a file was read and found wrong, unless a limit ended the look at it.
    let isRead = error.findings.contains { $0.position != nil }
    (isRead ? Exit(error.findings) : .unreadable).now()
} catch let error as SaveError {
    error.findings.forEach(Output.standardError.write)
    if case .file = error { Exit.unreadable.now() }
    Exit(error.findings).now()
} catch let error as Exit {
    error.now()
} catch {
    let isHelp = Configctl.exitCode(for: error) == .success
    (isHelp ? Output.standard : Output.standardError).write(Configctl.fullMessage(for: error))
    (isHelp ? Exit.success : Exit.unreadable).now()
}

/// In a function that is asynchronous, so that of the two ways to run, a command's own is taken; on the
/// main thread, since a tool that does one thing after the other needs no other.
@MainActor
func run() async throws {
    var command = try Configctl.parseAsRoot()
    if var command = command as? any AsyncParsableCommand {
        try await command.run()
    } else {
        try command.run()
    }
}
