import Foundation
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct DurableFileTests {
    private let folder: TemporaryFolder
    private let file: DurableFile

    init() throws {
        folder = try TemporaryFolder(["http.yaml": "port: 1\n"])
        file = DurableFile(folder.path + "/http.yaml", waiting: .milliseconds(50))
    }

    @Test func aFileHasTheNewContentAndNothingIsLeftBesideIt() throws {
        try file.write(Array("port: 2\n".utf8))
        #expect(try text() == "port: 2\n")
        #expect(try names() == ["http.yaml"])
    }

    @Test(arguments: [0o600, 0o640, 0o444, 0o755])
    func theModeIsKept(mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        try file.write([0x31])
        #expect(try status().st_mode & 0o7777 == mode_t(mode))
    }

    @Test(.enabled(if: geteuid() == 0)) func theOwnerIsKept() throws {
        chown(file.path, 1234, 4321)
        chmod(file.path, 0o4640)
        try file.write([0x31])
        let status = try status()
        #expect(status.st_uid == 1234 && status.st_gid == 4321)
        #expect(status.st_mode & 0o7777 == 0o4640)
    }

    @Test func extendedAttributesAreKept() async throws {
        let python = "python3 -c \"import os,sys; a,p=sys.argv[1:];"
        let set = try await Shell.run(
            python + " os.setxattr(p,a,b'kept')\" user.note '\(file.path)'"
        )
        guard set.status == 0 else { return print("skipped: extended-attributes \(set.output)") }
        try file.write([0x31])
        let get = try await Shell.run(
            python + " print(os.getxattr(p,a))\" user.note '\(file.path)'"
        )
        #expect(get.output.contains("kept"))
    }

    @Test func aNewFileIsForItsOwnerAlone() throws {
        let new = DurableFile(folder.path + "/new.yaml")
        try new.write([0x31], over: .nothing)
        #expect(try status("new.yaml").st_mode & 0o7777 == 0o600)
        #expect(try status("new.yaml").st_nlink == 1)
    }

    @Test func aSymbolicLinkStaysAndTheFileBehindItIsReplaced() throws {
        try folder.write("a: 1\n", to: "data/v1/http.yaml")
        try folder.relativeLink("data/current", to: "v1")
        try folder.relativeLink("linked.yaml", to: "data/current/http.yaml")
        try DurableFile(folder.path + "/linked.yaml").write(Array("a: 2\n".utf8))
        #expect(try text("data/v1/http.yaml") == "a: 2\n")
        #expect(try status("linked.yaml").st_mode & S_IFMT == S_IFLNK)
        #expect(try status("data/current").st_mode & S_IFMT == S_IFLNK)
    }

    @Test func aFileThatChangedSinceItWasReadIsAConflict() throws {
        let read = ContentDigest("port: 1\n".utf8)
        try folder.write("port: 7\n", to: "http.yaml")
        let error = #expect(throws: FileError.self) {
            try file.write([0x31], over: .content(read))
        }
        #expect(
            error?.description == "\(file.path): error: not written: the file has changed since it "
                + "was read; read it again and repeat the change"
        )
        #expect(error?.reason == .changed)
        #expect(try text() == "port: 7\n")
        #expect(try names() == ["http.yaml"])
    }

    @Test func aFileThatIsThereOrGoneAgainstExpectationIsAConflict() throws {
        #expect(throws: FileError.self) { try file.write([0x31], over: .nothing) }
        try file.remove()
        let error = #expect(throws: FileError.self) {
            try file.write([0x31], over: .content(ContentDigest("port: 1\n".utf8)))
        }
        #expect(error?.message.contains("has been removed since") == true)
        #expect(try names() == [])
    }

    @Test func anUpdateSeesWhatIsThereAndMayLeaveItAlone() throws {
        try file.update { old in (old ?? []) + Array("host: a\n".utf8) }
        #expect(try text() == "port: 1\nhost: a\n")
        let before = try status().st_ino
        try file.update { _ in nil }
        #expect(try status().st_ino == before)
    }

    @Test func aSecondWriterWaitsThenFails() throws {
        try holdingLock {
            let error = #expect(throws: FileError.self) { try file.write([0x31]) }
            #expect(error?.reason == .locked)
            #expect(
                error?.description
                    == "\(folder.path): error: not written: another writer holds the lock "
                    + "of the directory; try again when it is done"
            )
        }
        try file.write([0x31])
    }

    @Test func leftOversOfCrashesAreRemovedAndNothingElse() throws {
        let stale = ".typed-config-0123456789abcdef.tmp"
        let others = [".typed-config-1.tmp", ".typed-config-0123456789abcdeG.tmp", ".swp"]
        for name in others + [stale] { try folder.write("x", to: name) }
        try folder.write("x", to: ".typed-config-0123456789abcdee.tmp/kept")
        try holdingLock {
            try folder.write("x", to: stale)
            LockedFolder.removeLeftovers(in: folder.path)
            #expect(try names().contains(stale), "while a writer is at work")
        }
        try folder.write("x", to: stale)
        LockedFolder.removeLeftovers(in: folder.path)
        #expect(
            try names() == (others + ["http.yaml", ".typed-config-0123456789abcdee.tmp"]).sorted()
        )
    }

    @Test func aRelativePathIsToldWithItsWorkingDirectory() {
        let error = #expect(throws: FileError.self) { try DurableFile("no/where.yaml").write([0]) }
        #expect(
            error?.message
                == "not written: its directory does not exist (while opening its directory); "
                + "create it; the working directory is \(FileManager.default.currentDirectoryPath)"
        )
    }

    @Test(arguments: [
        ("no/where.yaml", FileError.Reason.noSuchFolder, "its directory does not exist"),
        ("http.yaml/x.yaml", .noSuchFolder, "a part of the path is a file, not a directory"),
        ("sub", .notAFile, "is a directory; a file is expected, so move it out of the way"),
        ("sub/", .notAFile, "is a directory; name a file in it"),
        ("dangling.yaml", .notAFile, "not written: it is a symbolic link to "),
        ("circle.yaml", .notAFile, "is in a loop of symbolic links"),
        ("pipe", .notAFile, "is not a regular file"),
    ])
    func whatIsNoFileIsATypedError(
        path: String,
        reason: FileError.Reason,
        message: String
    ) throws {
        try folder.write("", to: "sub/x")
        try folder.relativeLink("dangling.yaml", to: "../outside.yaml")
        try folder.relativeLink("circle.yaml", to: "circle.yaml")
        mkfifo(folder.path + "/pipe", 0o600)
        let error = #expect(throws: FileError.self) {
            try DurableFile(folder.path + "/" + path).write([0x31])
        }
        #expect(error?.reason == reason)
        #expect(error?.message.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        ("/dev/zero", "it is not a regular file"), ("pipe", "it is not a regular file"),
        ("device", "it is not a regular file"), (".", "a directory has that name"),
    ])
    func whatIsNoFileIsNotRead(name: String, message: String) throws {
        mkfifo(folder.path + "/pipe", 0o600)
        try folder.relativeLink("device", to: "/dev/zero")
        let path = name.hasPrefix("/") ? name : folder.path + "/" + name
        let error = #expect(throws: FileError.self) { try DurableFile(path).readUnlocked() }
        #expect(error?.reason == .notAFile)
        #expect(error?.message.hasPrefix("cannot be read: \(message)") == true)
    }

    @Test func aFileWithAnotherNameIsLeftAsItIs() throws {
        #expect(link(file.path, folder.path + "/other.yaml") == 0)
        let error = #expect(throws: FileError.self) { try file.write([0x31]) }
        #expect(error?.reason == .severalNames)
        #expect(
            error?.description == "\(file.path): error: not written: the file has 2 names (hard "
                + "links), and the others would keep the old content; replace it with a "
                + "copy, or use symbolic links"
        )
        #expect(try text() == "port: 1\n" && text("other.yaml") == "port: 1\n")
        #expect(try names() == ["http.yaml", "other.yaml"])
        #expect(unlink(folder.path + "/other.yaml") == 0)
        try file.write([0x31])
        #expect(try text() == "1")
    }

    #if os(Linux)
        @Test(.enabled(if: geteuid() == 0, "only root may mount"))
        func aFileThatIsMountedByItselfIsLeftAsItIs() throws {
            try folder.write("port: 9\n", to: "host/http.yaml")
            let bind = UInt(MS_BIND)
            guard mount(folder.path + "/host/http.yaml", file.path, nil, bind, nil) == 0 else {
                return print("skipped: mounted-file (mount is not permitted here)")
            }
            defer { umount(file.path) }
            let error = #expect(throws: FileError.self) { try file.write([0x31]) }
            #expect(error?.reason == .mounted)
            #expect(
                error?.description == "\(file.path): error: not written: it is mounted as a single "
                    + "file, which cannot be replaced (while putting the new file in its place); "
                    + "mount its directory instead"
            )
            #expect(try text() == "port: 9\n")
            #expect(try names() == ["host", "http.yaml"])
        }

        @Test(
            .enabled(if: geteuid() == 0, "only root may protect files"),
            arguments: [
                ("i", true, "it is immutable (while putting the new file in its place)"),
                ("a", true, "it can only be appended to (while putting the new file in its place)"),
                (
                    "i", false,
                    "its directory is immutable (while creating a temporary file beside it)"
                ),
            ]
        )
        func aProtectedFileIsNamed(flag: String, isFile: Bool, reason: String) throws {
            let place = isFile ? file.path : folder.path + "/"
            guard run("/usr/bin/chattr", ["+\(flag)", place]) == 0 else {
                return print("skipped: protected-file (the file system has no such flags)")
            }
            let error = #expect(throws: FileError.self) { try file.write([0x31]) }
            #expect(run("/usr/bin/chattr", ["-\(flag)", place]) == 0)
            #expect(error?.reason == .notPermitted)
            #expect(
                error?.description == "\(file.path): error: not written: \(reason); "
                    + "\"chattr -\(flag) \(place)\" lets it be changed"
            )
            #expect(try text() == "port: 1\n")
            #expect(try names() == ["http.yaml"])
        }

        private func run(_ tool: String, _ arguments: [String]) -> Int32? {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: tool)
            process.arguments = arguments
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { return nil }
            process.waitUntilExit()
            return process.terminationStatus
        }
    #endif

    @Test func noDescriptorStaysOpen() throws {
        let file = DurableFile(folder.path + "/http.yaml")
        let before = openDescriptors(in: folder.path)
        try file.write([0x31])
        #expect(throws: FileError.self) { try file.write([0x32], over: .nothing) }
        _ = try file.read()
        #expect(openDescriptors(in: folder.path) == before)
    }

    // MARK: System queries

    private func holdingLock(_ body: () throws -> Void) throws {
        let held = try LockedFolder(folder.path)
        try body()
        _ = held.prefix
    }

    private func text(_ name: String = "http.yaml") throws -> String {
        try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
    }

    private func status(_ name: String = "http.yaml") throws -> stat {
        var status = stat()
        try #require(lstat(folder.path + "/" + name, &status) == 0)
        return status
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }
}

/// The number of descriptors that this process has open on a folder or its contents.
func openDescriptors(in path: String) -> Int {
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return numbers.filter { number in
        let target = try? FileManager.default.destinationOfSymbolicLink(
            atPath: "/proc/self/fd/\(number)"
        )
        return target?.hasPrefix(path) == true
    }.count
}
