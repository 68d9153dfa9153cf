import ConfigDocument
import Foundation
import Testing

/// Reading files: what they hold, and why they cannot be read.
struct FileReaderTests {
    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "file-reader-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func remove() { try? FileManager.default.removeItem(at: folder) }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    @discardableResult
    private func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: folder.appending(path: name))
        return path(name)
    }

    private func error(_ path: String, options: ReadingOptions = ReadingOptions()) -> String? {
        do throws(DocumentError) {
            _ = try Document(contentsOf: path, options: options)
            return nil
        } catch {
            return error.description.replacingOccurrences(of: folder.path + "/", with: "")
        }
    }

    @Test(arguments: [
        ("a.json", "{\"a\": 1}"), ("a.yaml", "a: 1"), ("a.YML", "a: 1"), ("a.toml", "a = 1"),
        ("a.jsonc", "{\"a\":1} // one"),
    ])
    func readsAFileAsItsExtensionSays(name: String, text: String) throws {
        defer { remove() }
        let path = try write(text, to: name)
        let document = try Document(contentsOf: path)
        #expect(document.root["a"]?.int == 1)
        #expect(document.name == path)
        #expect(document.source == Array(text.utf8))
    }

    @Test func readsAFormatThatIsGiven() throws {
        defer { remove() }
        let path = try write("a: 1", to: "settings.conf")
        #expect(try Document(contentsOf: path, as: .yaml).root["a"]?.int == 1)
    }

    @Test func readsEmptyAndLargeFiles() throws {
        defer { remove() }
        #expect(try Document(contentsOf: try write("", to: "empty.yaml")).root.isNull)
        let large = "[\(String(repeating: "1,", count: 500_000))1]"
        #expect(try Document(contentsOf: try write(large, to: "large.json")).root.count == 500_001)
    }

    @Test func saysWhyAFileCannotBeRead() throws {
        defer { remove() }
        try write("a: 1", to: "http.yaml")
        try write("a: 1", to: "messaging.yml")
        try write("a: [", to: "broken.yaml")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "sub"),
            withIntermediateDirectories: true
        )
        try FileManager.default.createSymbolicLink(
            atPath: path("loop"),
            withDestinationPath: path("loop")
        )
        #expect(error(path("htp.yaml")) == "htp.yaml: error: no such file; did you mean http.yaml?")
        #expect(error(path("http.yml")) == "http.yml: error: no such file; did you mean http.yaml?")
        #expect(
            error(path("HTTP.yaml")) == "HTTP.yaml: error: no such file; did you mean http.yaml?"
        )
        #expect(
            error(path("a\u{FFFD}.yaml"))
                == "a\u{FFFD}.yaml: error: cannot be opened: its name is not UTF-8; rename it"
        )
        #expect(error(path("zzz.json")) == "zzz.json: error: no such file")
        #expect(
            error(path("none/a.json"))
                == "none/a.json: error: no such file; its directory does not exist"
        )
        let place = "; the working directory is \(FileManager.default.currentDirectoryPath)"
        #expect(
            error("none/a.json")
                == "none/a.json: error: no such file; its directory does not exist" + place
        )
        #expect(error("zzz.zzzzzz") == "zzz.zzzzzz: error: no such file" + place)
        #expect(error(path("sub")) == "sub: error: is a directory; name a file in it")
        #expect(
            error(path("http.yaml/a"))
                == "http.yaml/a: error: a part of the path is a file, not a directory"
        )
        #expect(error(path("loop")) == "loop: error: is in a loop of symbolic links")
        #expect(error("/dev/null") == "/dev/null: error: is not a regular file")
        #expect(
            error(path("broken.yaml"))
                == "broken.yaml:1:5: error: found the end of the text where a value should be; quote it if it is text"
        )
    }

    @Test func refusesAFileOverTheLimitBeforeReadingIt() throws {
        defer { remove() }
        var options = ReadingOptions()
        options.maxBytes = 3
        let path = try write("a: 1", to: "a.yaml")
        #expect(
            error(path, options: options)
                == "a.yaml: error: has 4 bytes; at most 3 are read; raise maxBytes, or pass --max-bytes"
        )
        options.maxBytes = 4
        #expect(error(path, options: options) == nil)
    }

    @Test func refusesAPipeWithoutWaitingForItsWriter() throws {
        defer { remove() }
        #expect(mkfifo(path("pipe.yaml"), 0o600) == 0)
        #expect(error(path("pipe.yaml")) == "pipe.yaml: error: is not a regular file")
    }

    @Test func saysThatPermissionIsMissing() throws {
        defer { remove() }
        let path = try write("a: 1", to: "secret.yaml")
        chmod(path, 0)
        // The superuser may read everything.
        guard getuid() != 0 else { return }
        #expect(error(path) == "secret.yaml: error: permission denied; the process may not read it")
    }
}
