import ConfigDocument

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A program that is told of alerts.
struct AlertCommand: Sendable {
    let arguments: [String]
    let limit: Duration

    func run(_ update: AlertUpdate) throws(AlertHandlerFailure) {
        guard let program = arguments.first else {
            throw AlertHandlerFailure(reason: "the command has no program")
        }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw failure(program, errno) }
        let input = Descriptor(ends[0])
        let output = Descriptor(ends[1])
        // Other programs that start meanwhile shall not hold the pipe open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let child = try spawn(program, reading: input.number)
        input.closeQuietly()
        // Less than any pipe holds, so it does not wait for the program to read.
        let line = JSONEmitter(indent: nil).emit(update.json) + [UInt8(ascii: "\n")]
        writeWithoutSignal(Array(line.prefix(4096)), to: output.number)
        output.closeQuietly()
        try wait(for: child, program)
    }

    private func spawn(_ program: String, reading input: Int32) throws(AlertHandlerFailure) -> pid_t
    {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        var strings = arguments.map { strdup($0) }
        defer { for string in strings { free(string) } }
        strings.append(nil)
        var child = pid_t()
        let code = posix_spawn(&child, program, &actions, nil, strings, environ)
        guard code == 0 else { throw failure(program, code) }
        return child
    }

    private func wait(for child: pid_t, _ program: String) throws(AlertHandlerFailure) {
        let end = ContinuousClock.now + limit
        var status: Int32 = 0
        while true {
            let found = waitpid(child, &status, WNOHANG)
            if found == child { break }
            if found < 0, errno != EINTR { return }
            if ContinuousClock.now > end {
                kill(child, SIGKILL)
                waitpid(child, &status, 0)
                throw AlertHandlerFailure(
                    reason: "\(program) did not end within \(FigureText.time(limit.inSeconds))"
                )
            }
            usleep(10_000)
        }
        guard status != 0 else { return }
        let exited = status & 0x7F == 0
        throw AlertHandlerFailure(
            reason: exited
                ? "\(program) exited with \(status >> 8 & 0xFF)"
                : "\(program) was ended by signal \(status & 0x7F)"
        )
    }

    /// A program that reads nothing is no reason for this one to die of SIGPIPE.
    private func writeWithoutSignal(_ bytes: [UInt8], to descriptor: Int32) {
        #if canImport(Darwin)
            _ = fcntl(descriptor, F_SETNOSIGPIPE, 1)
            _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        #else
            var (pipe, before) = (sigset_t(), sigset_t())
            sigemptyset(&pipe)
            sigaddset(&pipe, SIGPIPE)
            pthread_sigmask(SIG_BLOCK, &pipe, &before)
            _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            // The one that this write has raised is taken, so that it does not come later.
            var none = timespec()
            while sigtimedwait(&pipe, nil, &none) == SIGPIPE {}
            pthread_sigmask(SIG_SETMASK, &before, nil)
        #endif
    }

    private func failure(_ program: String, _ code: Int32) -> AlertHandlerFailure {
        AlertHandlerFailure(reason: "\(program) cannot be run: \(SystemFault.text(of: code))")
    }
}

extension Descriptor {
    fileprivate consuming func closeQuietly() {}
}
