import ArgumentParser
import ConfigDocument
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A value that is typed or piped, so that it does not appear on a command line, which others can
/// see.
enum StandardInput {
    /// The text without the final line break. On a terminal, it is prompted for and not echoed.
    static func value(of key: String) throws -> String {
        let bytes = isatty(0) == 1 ? prompted(key) : contents(of: "/dev/stdin")
        guard var bytes else { throw ValidationError("Standard input cannot be read.") }
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ValidationError("Standard input is not valid UTF-8.")
        }
        return text
    }

    /// Asks a question that an empty line answers with yes. Without a terminal, the answer is no.
    static func confirms(_ question: String) -> Bool {
        guard isatty(0) == 1 else { return false }
        Output.standardError.prompt("\(question) [Y/n]")
        guard let answer = readLine() else { return false }
        return answer.isEmpty || answer.lowercased().hasPrefix("y")
    }

    private static func prompted(_ key: String) -> [UInt8]? {
        guard let echo = SilentTerminal() else { return nil }
        defer {
            echo.restore()
            Output.standardError.write("")
        }
        Output.standardError.prompt("\(singleLine(key)) (not shown while it is typed):")
        return readLine(strippingNewline: true).map { Array($0.utf8) }
    }
}

/// A terminal without echo until it is restored, even if a signal ends the process, because not
/// every shell restores the terminal.
private struct SilentTerminal {
    /// The state that the signal handler restores: set before the handler is installed, and not
    /// changed afterwards.
    nonisolated(unsafe) private static var before = termios()
    private static let ending = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    private var handlers: [(signal: Int32, action: sigaction)] = []

    init?() {
        guard tcgetattr(0, &Self.before) == 0 else { return nil }
        for signal in Self.ending { handle(signal) { SilentTerminal.end($0) } }
        // A suspended process would resume with the echo that the shell has enabled.
        handle(SIGTSTP, SIG_IGN)
        var silent = Self.before
        silent.c_lflag &= ~tcflag_t(ECHO)
        guard tcsetattr(0, TCSAFLUSH, &silent) == 0 else { return nil }
    }

    func restore() {
        tcsetattr(0, TCSAFLUSH, &Self.before)
        for (signal, action) in handlers {
            var action = action
            sigaction(signal, &action, nil)
        }
    }

    private mutating func handle(_ signal: Int32, _ handler: sig_t?) {
        var (old, new) = (sigaction(), sigaction())
        #if canImport(Darwin)
            new.__sigaction_u.__sa_handler = handler
        #elseif canImport(Musl)
            new.__sa_handler.sa_handler = handler
        #else
            new.__sigaction_handler.sa_handler = handler
        #endif
        // The default action ends the process once the terminal is restored.
        new.sa_flags = Int32(truncatingIfNeeded: SA_RESETHAND)
        sigaction(signal, &new, &old)
        handlers.append((signal, old))
    }

    /// Both functions are safe in a signal handler.
    private static func end(_ signal: Int32) {
        tcsetattr(0, TCSANOW, &before)
        raise(signal)
    }
}
