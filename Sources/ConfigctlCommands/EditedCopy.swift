import ArgumentParser
import ConfigDocument
import ConfigFiles
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A copy of a configuration file for an editor, in a directory that only this user can read, since
/// the file may hold secrets.
struct EditedCopy {
    private let directory: PrivateDirectory
    private let path: String
    private let original: [UInt8]

    init(of file: EditedFile) throws {
        directory = try PrivateDirectory(for: "copy for the editor")
        original = file.text
        path = "\(directory.path)/\(file.path.split(separator: "/").last ?? "file")"
        do throws(FileError) {
            try DurableFile(path).write(file.text)
        } catch {
            throw ConfigError(findings: [error.finding])
        }
    }

    /// Runs the editor until it ends. Its command may have arguments, and is read by a shell, as git
    /// does.
    func edit() throws {
        let editor = Self.variable("VISUAL") ?? Self.variable("EDITOR") ?? "vi"
        setenv("CONFIGCTL_EDITED_COPY", path, 1)
        let status = system("\(editor) \"$CONFIGCTL_EDITED_COPY\"")
        guard status != 0 else {
            // Without the copy, there is no text: not an empty one.
            if access(path, F_OK) == 0 { return }
            remove()
            Output.standardError.write("error: the editor removed its copy; the file is as it was")
            throw Exit.unreadable
        }
        if (try? text()) == original { remove() } else { printPlace() }
        let name = singleLine(editor)
        Output.standardError.write(
            status == 127 << 8
                ? "error: there is no editor \"\(name)\"; set EDITOR to the command of one"
                : "error: the editor \"\(name)\" failed; the file is as it was"
        )
        throw Exit.unreadable
    }

    func text() throws(ConfigError) -> [UInt8] {
        do throws(FileError) {
            return try DurableFile(path).readUnlocked() ?? []
        } catch {
            throw ConfigError(findings: [error.finding])
        }
    }

    func printPlace() {
        Output.standardError.write("the edited text is in \(shownName(path))")
    }

    /// Removes the directory, with backups that the editor has left there.
    func remove() { directory.remove() }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
