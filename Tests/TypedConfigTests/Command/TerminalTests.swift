import Foundation
import Testing

/// Input typed at a terminal, read by a process that has one.
struct TerminalTests {
    /// Types into a terminal whose process prompts for a secret, and prints the screen content,
    /// whether it echoed, whether it echoes now, and how the process ended.
    private static let session = """
        import os, pty, sys, termios, time
        typed, command = sys.argv[1].encode().decode("unicode_escape").encode(), sys.argv[2:]
        def echoes(): return bool(termios.tcgetattr(tty)[3] & termios.ECHO)
        terminal, tty = pty.openpty()
        child = os.fork()
        if child == 0:
            os.setsid()
            import fcntl
            fcntl.ioctl(tty, termios.TIOCSCTTY, 0)
            for descriptor in (0, 1, 2): os.dup2(tty, descriptor)
            os.execv(command[0], command)
        shown, deadline = b"", time.time() + 60
        os.set_blocking(terminal, False)
        def read():
            global shown
            try: shown += os.read(terminal, 4096)
            except BlockingIOError: time.sleep(0.01)
        while b"typed):" not in shown and time.time() < deadline: read()
        before = echoes()
        os.write(terminal, typed)
        status = None
        while time.time() < deadline and status is None:
            read()
            done, code = os.waitpid(child, os.WNOHANG)
            if done: status = os.waitstatus_to_exitcode(code)
        for _ in range(20): read()
        print(shown.decode().replace("\\r", ""))
        print("echo", before, echoes(), "status", status)
        """

    private func session(_ typed: String) async throws -> (output: String, file: String)? {
        guard try await Shell.run("command -v python3").status == 0 else {
            print("skipped: a terminal, which needs python3")
            return nil
        }
        let configctl = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        let folder = try TemporaryFolder([
            "session.py": Self.session, "config/store.yaml": "password: old-one\n",
            "schemas/store.schema.json":
                #"{"properties": {"password": {"type": "string", "x-secret": true}}}"#,
        ])
        let result = try await Shell.run(
            "cd '\(folder.path)' && python3 session.py '\(typed)' '\(configctl)' "
                + "set store password --stdin --schemas schemas"
        )
        let file = try String(contentsOfFile: folder.path + "/config/store.yaml", encoding: .utf8)
        return (result.output, file)
    }

    @Test func asksForASecretWithoutAnEcho() async throws {
        guard let (output, file) = try await session("canary-2\\n") else { return }
        #expect(output.contains("password (not shown while it is typed):"))
        #expect(output.contains("password: <secret> -> <secret>"))
        #expect(output.hasSuffix("echo False True status 0\n"), "\(output)")
        #expect(!output.contains("canary-2"))
        #expect(file == "password: canary-2\n")
    }

    /// Control-C, Control-\\, and the end of the input.
    @Test(arguments: [("canary\\x03", -2), ("canary\\x1c", -3), ("\\x04", 2)])
    func theEchoIsBackWhereNothingIsTyped(typed: String, status: Int) async throws {
        guard let (output, file) = try await session(typed) else { return }
        #expect(output.hasSuffix("echo False True status \(status)\n"), "\(output)")
        #expect(!output.contains("canary"))
        #expect(file == "password: old-one\n")
    }

    /// Control-Z has no effect, and typing can continue.
    @Test func theEchoIsNotBackByAStop() async throws {
        guard let (output, file) = try await session("canary\\x1abc\\n") else { return }
        #expect(output.hasSuffix("echo False True status 0\n"), "\(output)")
        #expect(!output.contains("canary"))
        // The terminal discards input typed before a control character that sends a signal.
        #expect(file == "password: bc\n" || file == "password: canarybc\n")
    }
}
