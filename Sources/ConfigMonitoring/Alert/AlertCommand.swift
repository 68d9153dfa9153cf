import ConfigFiles
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A program that receives alerts on its standard input.
struct AlertCommand: Sendable {
    let arguments: [String]
    let limit: Duration

    func run(_ text: [UInt8]) throws(AlertHandlerFailure) {
        guard let program = arguments.first else {
            throw AlertHandlerFailure(reason: "the command has no program")
        }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw failure(program, errno) }
        let input = Descriptor(ends[0])
        let output = Descriptor(ends[1])
        // Keeps other programs that start meanwhile from holding the pipe open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let child = try spawn(program, reading: input.number)
        input.closeQuietly()
        let end = ContinuousClock.now + limit
        writeWithoutSignal(text, to: output.number, until: end)
        output.closeQuietly()
        try wait(for: child, program, until: end)
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

    private func wait(
        for child: pid_t,
        _ program: String,
        until end: ContinuousClock.Instant
    ) throws(AlertHandlerFailure) {
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

    /// Writes all bytes, unless the program exits first or does not read in time. A program that
    /// reads nothing must not kill this process with SIGPIPE.
    private func writeWithoutSignal(
        _ bytes: [UInt8],
        to descriptor: Int32,
        until end: ContinuousClock.Instant
    ) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        #if canImport(Darwin)
            _ = fcntl(descriptor, F_SETNOSIGPIPE, 1)
            writeAll(bytes, to: descriptor, until: end)
        #else
            var (pipe, before) = (sigset_t(), sigset_t())
            sigemptyset(&pipe)
            sigaddset(&pipe, SIGPIPE)
            pthread_sigmask(SIG_BLOCK, &pipe, &before)
            writeAll(bytes, to: descriptor, until: end)
            // Consumes the SIGPIPE that this write raised, so that it is not delivered later.
            var none = timespec()
            while sigtimedwait(&pipe, nil, &none) == SIGPIPE {}
            pthread_sigmask(SIG_SETMASK, &before, nil)
        #endif
    }

    private func writeAll(
        _ bytes: [UInt8],
        to descriptor: Int32,
        until end: ContinuousClock.Instant
    ) {
        var rest = bytes[...]
        while !rest.isEmpty, ContinuousClock.now < end {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&wait, 1, 100)
            } else if errno != EINTR {
                return
            }
        }
    }

    private func failure(_ program: String, _ code: Int32) -> AlertHandlerFailure {
        AlertHandlerFailure(reason: "\(program) cannot be run: \(SystemFault.text(of: code))")
    }
}

extension Descriptor {
    fileprivate consuming func closeQuietly() {}
}
