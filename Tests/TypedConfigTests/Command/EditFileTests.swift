import Foundation
import Testing

/// `configctl edit`, with programs in place of an editor.
struct EditFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder([
            "config/http.yaml": "port: 1  # as always\npassword: canary\n",
            "schemas/http.schema.json": """
            {"additionalProperties": false, "properties": {
             "port": {"type": "integer", "maximum": 9},
             "password": {"type": "string", "x-secret": true}}}
            """,
        ])
        try FileManager.default.createDirectory(
            atPath: folder.path + "/tmp",
            withIntermediateDirectories: false
        )
    }

    private func edit(
        _ editor: String,
        _ options: String = ""
    ) async throws -> (status: Int32, output: String) {
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        try folder.write("#!/bin/sh\n\(editor)\n", to: "editor")
        return try await Shell.run(
            """
            cd '\(folder.path)' && chmod +x editor && unset VISUAL && export TMPDIR=tmp
            EDITOR=./editor '\(program)' edit http --schemas schemas \(options) 2>&1 < /dev/null
            """
        )
    }

    private var text: String {
        get throws {
            try String(contentsOfFile: folder.path + "/config/http.yaml", encoding: .utf8)
        }
    }

    private var copies: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path + "/tmp") }
    }

    @Test func aValidTextIsSaved() async throws {
        let result = try await edit(#"sed -i 's/port: 1/port: 2/' "$1"; touch "$1~" "$1.swp""#)
        #expect(result.output == "port: 1 -> 2 (config/http.yaml:1:7)\n")
        #expect(result.status == 0)
        #expect(try text == "port: 2  # as always\npassword: canary\n")
        #expect(try copies == [])
    }

    @Test func onlyThisUserCanReadTheCopy() async throws {
        let result = try await edit(#"stat -c %a "$(dirname "$1")""#)
        #expect(result.output == "700\nconfig/http.yaml: unchanged\n")
    }

    @Test func anInvalidTextIsNotSavedAndIsKept() async throws {
        let before = try text
        let result = try await edit(#"sed -i 's/port: 1/port: 70/' "$1""#)
        #expect(
            result.output.hasPrefix("config/http.yaml:1:7: error: port is 70; "),
            "\(result.output)"
        )
        #expect(result.status == 1)
        #expect(try text == before)
        let copy = try #require(try copies.first)
        #expect(result.output.contains("the edited text is in tmp/\(copy)/http.yaml\n"))
        let kept = try String(
            contentsOfFile: folder.path + "/tmp/\(copy)/http.yaml",
            encoding: .utf8
        )
        #expect(kept == before.replacing("port: 1", with: "port: 70"))
    }

    /// A comment changes no setting, but the file.
    @Test func aCommentIsSaved() async throws {
        let result = try await edit(#"sed -i 's/as always/as agreed/' "$1""#)
        #expect(result.output == "config/http.yaml: saved\n")
        #expect(try text.contains("# as agreed"))
    }

    @Test func aDryRunShowsNoSecretAndWritesNothing() async throws {
        let before = try text
        let result = try await edit(
            #"sed -i -e 's/port: 1/port: 2/' -e 's/canary/canary-2/' "$1""#,
            "--dry-run"
        )
        #expect(result.output.contains("+port: 2  # as always\n"))
        #expect(!result.output.contains("canary"))
        #expect(try text == before)
        #expect(try copies == [])
    }

    @Test func aBrokenFileCanBeMended() async throws {
        try folder.write("port: [\n", to: "config/http.yaml")
        let result = try await edit(#"echo 'port: 3' > "$1""#)
        #expect(result.output == "config/http.yaml: saved\n")
        #expect(try text == "port: 3\n")
    }

    @Test func theChangeOfAnotherIsNotOverwritten() async throws {
        let result = try await edit(
            #"echo 'port: 4' > config/http.yaml; sed -i 's/port: 1/port: 2/' "$1""#
        )
        #expect(result.output.contains("config/http.yaml"))
        #expect(result.output.contains("the edited text is in tmp/"))
        #expect(result.status == 2)
        #expect(try text == "port: 4\n")
    }

    @Test func aCopyThatIsGoneChangesNothing() async throws {
        let before = try text
        let result = try await edit(#"rm "$1""#)
        #expect(result.output == "error: the editor removed its copy; the file is as it was\n")
        #expect(result.status == 2)
        #expect(try text == before)
        #expect(try copies == [])
    }

    @Test(arguments: [
        ("exit 3", "error: the editor \"./editor\" failed; the file is as it was\n"),
        ("exit 127", "error: there is no editor \"./editor\"; set EDITOR to the command of one\n"),
    ])
    func anEditorThatFailsChangesNothing(editor: String, message: String) async throws {
        let before = try text
        let result = try await edit(editor)
        #expect(result.output == message)
        #expect(result.status == 2)
        #expect(try copies == [])
        let changed = try await edit(#"echo 'port: 5' > "$1"; "# + editor)
        #expect(changed.output.hasSuffix(message))
        #expect(try copies.count == 1)
        #expect(try text == before)
    }

    @Test func theOutputAsJSON() async throws {
        let result = try await edit(#"sed -i 's/port: 1/port: 2/' "$1""#, "--format json")
        #expect(result.output.contains(#""written": true"#))
        #expect(result.output.contains(#""key": "port""#))
    }

    /// Answers the question at a terminal, and prints what is on it and the exit status.
    private static let session = """
        import os, pty, sys
        pid, terminal = pty.fork()
        if pid == 0: os.execv(sys.argv[2], sys.argv[2:])
        shown, asked = b"", False
        while True:
            try: read = os.read(terminal, 4096)
            except OSError: break
            if not read: break
            shown += read
            if b"[Y/n]" in shown and not asked:
                os.write(terminal, sys.argv[1].encode() + b"\\n")
                asked = True
        print(shown.decode().replace("\\r", ""))
        print("status", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        """

    @Test(arguments: [("y", "port: 3", 0), ("", "port: 3", 0), ("n", "port: 1", 1)])
    func aTerminalIsAskedWhetherToGoOn(answer: String, line: String, status: Int) async throws {
        guard try await Shell.run("command -v python3").status == 0 else {
            return print("skipped: a terminal, which needs python3")
        }
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        try folder.write(Self.session, to: "session.py")
        // The first text is not valid, the second one is.
        try folder.write(
            """
            #!/bin/sh
            value=70; test -f once && value=3; touch once
            sed -i "s/port: .*/port: $value/" "$1"

            """,
            to: "editor"
        )
        let result = try await Shell.run(
            """
            cd '\(folder.path)' && chmod +x editor && unset VISUAL && export TMPDIR=tmp NO_COLOR=1
            EDITOR=./editor python3 session.py '\(answer)' '\(program)' edit http --schemas schemas
            """
        )
        #expect(result.output.contains("Edit it again? [Y/n]"))
        #expect(result.output.hasSuffix("status \(status)\n"), "\(result.output)")
        #expect(try text.hasPrefix(line))
        #expect(try copies.count == status)
    }
}
