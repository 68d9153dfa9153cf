import Foundation
import Synchronization
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

/// Serialised, since all tests share the watching thread.
@Suite(.serialized)
struct HotReloadTests {
    private static let quick = HotReloadOptions(settle: .milliseconds(10))

    private static func text(_ port: Int) -> String {
        "port: \(port)\nserver: {host: a, secure: true}\nenvironment: testing\n"
    }

    private func folder() throws -> TemporaryFolder {
        try TemporaryFolder(["config/listener.yaml": Self.text(80)])
    }

    private func system(
        _ folder: TemporaryFolder,
        _ options: HotReloadOptions = quick,
        lastGood: String? = nil
    ) throws -> ConfigSystem {
        let system = try ConfigSystem(
            directory: folder.path + "/config",
            types: [Listener.self],
            logger: .silent,
            lastGood: lastGood
        )
        _ = try system.load(Listener.self)
        try system.startHotReload(options)
        return system
    }

    // MARK: Ways of writing

    /// Shell commands in the folder; `$n` is the new port, `new` contains the new text.
    @Test(arguments: [
        "cat new > config/listener.yaml",
        "mv new config/listener.yaml",
        "cp new config/.l.tmp && mv config/.l.tmp config/listener.yaml",
        "rm config/listener.yaml; cp new config/listener.yaml",
        "sed -i \"s/port: .*/port: $n/\" config/listener.yaml",
        // As vim does with `backupcopy=no`: the old file becomes the backup.
        "mv config/listener.yaml config/listener.yaml~ && cp new config/listener.yaml "
            + "&& rm config/listener.yaml~",
        "rm -rf next && mkdir next && cp new next/listener.yaml && mv config old.$n && mv next config",
        "perl -e 'print while <>' new > config/listener.yaml",
    ])
    func eachWriteIsToldOnce(script: String) async throws {
        let folder = try folder()
        let system = try system(folder)
        defer { system.stopHotReload() }
        let told = Mutex<[String]>([])
        system.onChange("listener.yaml") { change in
            told.withLock {
                $0 += change.settings.map { "\($0.old?.int ?? 0)>\($0.new?.int ?? 0)" }
            }
        }
        var expected: [String] = []
        for port in 81...84 {
            try folder.write(Self.text(port), to: "new")
            let run = try await Shell.run("cd '\(folder.path)' && n=\(port) && \(script)")
            #expect(run.status == 0, "\(run.output)")
            expected.append("\(port - 1)>\(port)")
            try await eventually("port \(port)") { told.withLock { $0 == expected } }
            #expect(try system.load(Listener.self).port == port)
        }
        #expect(system.health.state == .healthy)
    }

    /// Many writers first empty or remove a file; such an intermediate state must be ignored.
    @Test(arguments: ["", "# written by a tool\n", "\u{FEFF}---\r\n  # a\r\n\r\n", nil])
    func aFileThatWasJustEmptiedIsNoNews(blank: String?) async throws {
        let folder = try folder()
        try folder.write("port: 90\n", to: "config/conf.d/1-listener.yaml")
        // Longer than the test, since a busy machine may oversleep.
        let system = try system(
            folder,
            HotReloadOptions(settle: .milliseconds(10), longestWait: .seconds(600))
        )
        defer { system.stopHotReload() }
        func empty(_ file: String) throws {
            if let blank { return try folder.write(blank, to: file) }
            try FileManager.default.removeItem(atPath: folder.path + "/" + file)
        }
        let told = Mutex<[Int]>([])
        system.onChange("listener") { change in
            told.withLock { $0 += change.settings.compactMap { $0.new?.int } }
        }
        let refusals = Mutex(0)
        system.onHealthChange { _ in refusals.withLock { $0 += 1 } }
        for (file, text) in [
            ("config/conf.d/1-listener.yaml", "port: 91\n"), ("config/listener.yaml", Self.text(7)),
        ] {
            try empty(file)
            try await Task.sleep(for: .milliseconds(200))
            try folder.write(text, to: file)
        }
        try await eventually("the new port") { try system.load(Listener.self).port == 91 }
        try await Task.sleep(for: .milliseconds(600))
        #expect(told.withLock { $0 } == [91])
        #expect(refusals.withLock { $0 } == 0)
    }

    @Test(arguments: ["", "# written by a tool\n", nil])
    func aFileThatStaysEmptyIsMeantToBeEmpty(blank: String?) async throws {
        let folder = try folder()
        let fragment = "config/conf.d/1-listener.yaml"
        try folder.write("port: 90\n", to: fragment)
        let system = try system(
            folder,
            HotReloadOptions(settle: .milliseconds(10), longestWait: .milliseconds(300))
        )
        defer { system.stopHotReload() }
        #expect(try system.load(Listener.self).port == 90)
        if let blank {
            try folder.write(blank, to: fragment)
        } else {
            try FileManager.default.removeItem(atPath: folder.path + "/" + fragment)
        }
        try await eventually("the lower port") { try system.load(Listener.self).port != 90 }
    }

    @Test func aSecretFileThatIsRefusedIsReportedThoughNoneWasThere() async throws {
        let folder = try folder()
        try folder.write("", to: "secrets/.keep")
        let system = try ConfigSystem(
            layers: [
                .directory(folder.path + "/config"), .secrets(in: folder.path + "/secrets"),
            ],
            types: [Listener.self],
            logger: .silent
        )
        _ = try system.load("listener")
        try system.startHotReload(Self.quick)
        defer { system.stopHotReload() }
        try folder.write("81", to: "secrets/port")
        try folder.setMode(0o644, of: "secrets/port")
        try await eventually("the refusal") {
            system.health.findings.map(\.message) == ["everybody can read this secret"]
        }
        try folder.setMode(0o600, of: "secrets/port")
        try await eventually("the secret") { try system.load("listener")["port"] == 81 }
        #expect(system.health.findings == [])
    }

    @Test func whatIsShownOfRefusedFilesIsWhatIsServed() throws {
        let folder = try folder()
        let path = folder.path + "/config"
        for isTyped in [true, false] {
            try folder.write(Self.text(80), to: "config/listener.yaml")
            let system = try ConfigSystem(directory: path, types: [Listener.self], logger: .silent)
            if isTyped {
                _ = try system.load(Listener.self)
            } else {
                _ = try system.load("listener")
            }
            try folder.write(Self.text(0) + "extra: 1\n", to: "config/listener.yaml")
            #expect(throws: ConfigError.self) { try system.reload() }
            let port = try #require(try system.explain("listener", "port").first)
            #expect(port.value == 80)
            guard case .lastGood = port.origin else {
                Issue.record("\(port.origin)")
                continue
            }
            #expect(port.refused?.value == 0)
            #expect(port.refused?.origin.description == "\(path)/listener.yaml:1:7")
            #expect(
                port.refused?.findings.map(\.message) == [
                    "port is 0; the smallest allowed value is 1"
                ]
            )
            #expect(try system.explain("listener", "extra").map(\.value) == [.null])
            #expect(try system.explain("listener", "server.host").map(\.refused) == [nil])
            #expect(try system.redacted("listener")["port"] == 80)
            #expect(try system.provided("listener").value(at: ["port"])?.value == 80)
            try folder.write("port: [", to: "config/listener.yaml")
            #expect(try system.explain("listener", "port").map(\.value) == [80])
            try folder.write(Self.text(82), to: "config/listener.yaml")
            try system.reload()
            #expect(
                try system.explain("listener", "port").map(\.description) == [
                    "port = 82 (\(path)/listener.yaml:1:7)"
                ]
            )
        }
    }

    #if os(Linux)
        @Test(.enabled(if: geteuid() == 0, "only root may mount"))
        func aFileThatIsMountedByItselfIsPolledAndHealthSaysSo() async throws {
            let folder = try folder()
            try folder.write(Self.text(80), to: "host/listener.yaml")
            let (host, file) = (folder.path + "/host", folder.path + "/config/listener.yaml")
            guard mount(host + "/listener.yaml", file, nil, UInt(MS_BIND), nil) == 0 else {
                return print("skipped: mounted-file (mount is not permitted here)")
            }
            defer { umount(file) }
            let system = try system(
                folder,
                HotReloadOptions(
                    settle: .milliseconds(10),
                    pollIntervalWithoutEvents: .milliseconds(50)
                )
            )
            defer { system.stopHotReload() }
            #expect(
                system.health.watching
                    == .polling(
                        reason:
                            "\(file) is mounted as a single file, so that its replacement outside the "
                            + "container is not noticed; mount its directory instead"
                    )
            )
            try folder.write(Self.text(81), to: "host/listener.yaml")
            try await eventually("the edit") { try system.load(Listener.self).port == 81 }
        }
    #endif

    @Test func pathsOfMountsAreReadFromTheTable() {
        let mounts = MountPoints(
            #"""
            22 1 0:20 / /proc rw,relatime shared:5 - proc proc rw
            23 1 8:1 /etc/host /dev/null rw - ext4 /dev/sda1 rw
            24 1 8:1 /x /with\040a\134blank rw - ext4 /dev/sda1 rw
            short line
            """#
        )
        #expect(mounts.fault(of: ["/dev/null"])?.hasPrefix("/dev/null is mounted as") == true)
        #expect(mounts.fault(of: ["/dev/zero", "/no/where"]) == nil)
        #expect(mounts.contains(#"/with a\blank"#))
    }

    @Test func aKubernetesVolumeIsFollowedThroughItsLinks() async throws {
        let folder = try TemporaryFolder(["config/..v80/listener.yaml": Self.text(80)])
        try folder.relativeLink("config/..data", to: "..v80")
        try folder.relativeLink("config/listener.yaml", to: "..data/listener.yaml")
        try folder.relativeLink("mounted", to: "config")
        let system = try ConfigSystem(
            directory: folder.path + "/mounted",
            types: [Listener.self],
            logger: .silent
        )
        let calls = Mutex<[Int]>([])
        system.onChange("listener") { change in
            calls.withLock { $0.append(change.settings.first?.new?.int ?? 0) }
        }
        try system.startHotReload(Self.quick)
        defer { system.stopHotReload() }
        for port in 81...85 {
            try folder.write(Self.text(port), to: "config/..v\(port)/listener.yaml")
            try await Shell.run(
                """
                cd '\(folder.path)/config' && ln -s ..v\(port) ..data_tmp \
                && mv -T ..data_tmp ..data && rm -r ..v\(port - 1)
                """
            )
            try await eventually("port \(port)") { calls.withLock { $0 == Array(81...port) } }
        }
    }

    @Test func anEditThatKeepsSizeAndTimeIsNoticed() async throws {
        let folder = try folder()
        for options in [
            Self.quick,
            HotReloadOptions(pollIntervalWithoutEvents: .milliseconds(5), usesEvents: false),
        ] {
            try folder.write(Self.text(80), to: "config/listener.yaml")
            let system = try system(folder, options)
            defer { system.stopHotReload() }
            try await Shell.run(
                """
                cd '\(folder.path)/config' && touch -r listener.yaml ../time \
                && sed -i 's/80/90/' listener.yaml && touch -r ../time listener.yaml
                """
            )
            try await eventually("the edit") { try system.load(Listener.self).port == 90 }
        }
    }

    @Test func aChangedModeIsNoChange() async throws {
        let folder = try folder()
        let system = try system(folder)
        defer { system.stopHotReload() }
        let calls = Mutex(0)
        system.onChange("listener") { _ in calls.withLock { $0 += 1 } }
        chmod(folder.path + "/config/listener.yaml", 0o640)
        try folder.write(Self.text(81), to: "config/listener.yaml")
        try await eventually("the edit") { calls.withLock { $0 } > 0 }
        chmod(folder.path + "/config/listener.yaml", 0o600)
        try folder.write("# note\n" + Self.text(81), to: "config/listener.yaml")
        try folder.write(Self.text(82), to: "config/listener.yaml")
        try await eventually("the last edit") { try system.load(Listener.self).port == 82 }
        try await eventually("the call") { calls.withLock { $0 } == 2 }
    }

    @Test func whatWasWrittenBeforeTheStartIsRead() async throws {
        let folder = try folder()
        let system = try ConfigSystem(
            directory: folder.path + "/config",
            types: [Listener.self],
            logger: .silent
        )
        _ = try system.load(Listener.self)
        try folder.write(Self.text(81), to: "config/listener.yaml")
        try system.startHotReload(Self.quick)
        defer { system.stopHotReload() }
        try await eventually("the edit") { try system.load(Listener.self).port == 81 }
    }

    // MARK: Invalid files

    @Test func anInvalidFileIsRefusedOnceAndTheLastGoodServes() async throws {
        let folder = try folder()
        let system = try system(folder)
        defer { system.stopHotReload() }
        for _ in 0..<3 {
            try folder.write(Self.text(0), to: "config/listener.yaml")
            try await eventually("refusal") { system.health.state == .degraded }
        }
        #expect(try system.load(Listener.self).port == 80)
        #expect(system.health.refusals == 1)
        #expect(
            system.health.findings.map(\.message) == ["port is 0; the smallest allowed value is 1"]
        )
        try folder.write("port: [", to: "config/listener.yaml")
        try await eventually("second refusal") { system.health.refusals == 2 }
        try FileManager.default.removeItem(atPath: folder.path + "/config/listener.yaml")
        try await eventually("third refusal") { system.health.refusals == 3 }
        #expect(
            system.health.findings.first?.message.hasPrefix("there is no listener.yaml") == true
        )
        try folder.write(Self.text(81), to: "config/listener.yaml")
        try await eventually("recovery") { system.health.state == .healthy }
        #expect(try system.load(Listener.self).port == 81)
        #expect(system.health.findings == [])
    }

    @Test func aFolderInPlaceOfTheFileIsRefusedAndComesBack() async throws {
        let folder = try folder()
        let system = try system(folder)
        defer { system.stopHotReload() }
        try await Shell.run("cd '\(folder.path)/config' && rm listener.yaml && mkdir listener.yaml")
        try await eventually("refusal") { system.health.state == .degraded }
        try await Shell.run("cd '\(folder.path)' && rm -r config")
        try folder.write(Self.text(81), to: "config/listener.yaml")
        try await eventually("recovery") { try system.load(Listener.self).port == 81 }
        try await eventually("health") { system.health.state == .healthy }
    }

    @Test func aStartWithABrokenFileServesTheCopyThatWasGoodLast() async throws {
        let folder = try folder()
        let copies = folder.path + "/state"
        let first = try system(folder, lastGood: copies)
        try folder.write(Self.text(81), to: "config/listener.yaml")
        try await eventually("the edit") { try first.load(Listener.self).port == 81 }
        first.stopHotReload()
        var status = stat()
        #expect(stat(copies + "/0-listener.yaml", &status) == 0 && status.st_mode & 0o777 == 0o600)

        try folder.write("port: 0\n", to: "config/listener.yaml")
        let second = try system(folder, lastGood: copies)
        defer { second.stopHotReload() }
        #expect(try second.load(Listener.self).port == 81)
        #expect(try second.load("listener")["port"] == 81)
        #expect(second.health.state == .degraded)
        #expect(second.health.restored == ["listener"])
        #expect(
            second.health.description.contains(
                "\n  listener: served from the last good copy\n  \(folder.path)/config/listener.yaml:1"
            )
        )
        try folder.write(Self.text(82), to: "config/listener.yaml")
        try await eventually("recovery") { second.health.state == .healthy }
        #expect(try second.load(Listener.self).port == 82)
    }

    @Test func withoutACopyABrokenFileIsAPreciseError() throws {
        let folder = try folder()
        try folder.write("port: 0\n", to: "config/listener.yaml")
        let error = #expect(throws: ConfigError.self) {
            try ConfigSystem(directory: folder.path + "/config", lastGood: folder.path + "/state")
                .load(Listener.self)
        }
        #expect(error?.findings.first?.position?.line == 1)
    }

    // MARK: Fragments and overlays

    @Test func aFragmentThatComesLaterIsFollowedAndKeptWithTheLastGood() async throws {
        let folder = try folder()
        let copies = folder.path + "/state"
        let first = try system(folder, lastGood: copies)
        try folder.write("port: 85\n", to: "config/conf.d/10-listener.yaml")
        try await eventually("the fragment") { try first.load(Listener.self).port == 85 }
        try folder.write("port: 86\n", to: "config/conf.d/10-listener.yaml")
        try await eventually("its edit") { try first.load(Listener.self).port == 86 }
        first.stopHotReload()
        try folder.write("port: 0\n", to: "config/conf.d/10-listener.yaml")
        let second = try system(folder, lastGood: copies)
        defer { second.stopHotReload() }
        #expect(try second.load(Listener.self).port == 86)
        #expect(second.health.restored == ["listener"])
    }

    /// One of several files is broken at the start: the last good version of all of them is used.
    @Test(arguments: ["listener.yaml", "listener.stage.yaml", "conf.d/10-listener.yaml"])
    func theLastGoodIsKeptOfBaseOverlayAndFragments(broken: String) throws {
        let folder = try folder()
        try folder.write("server: {host: overlay}\n", to: "config/listener.stage.yaml")
        try folder.write("port: 85\n", to: "config/conf.d/10-listener.yaml")
        try folder.write("port: 86\n", to: "config/conf.d/20-listener.json5-is-none")
        func system() throws -> ConfigSystem {
            try ConfigSystem(
                layers: [.directory(folder.path + "/config", overlay: "stage")],
                types: [Listener.self],
                logger: .silent,
                lastGood: folder.path + "/state"
            )
        }
        let good = try system().load(Listener.self)
        #expect(good.port == 85 && good.server.host == "overlay")
        try folder.write("server: none\n", to: "config/" + broken)
        let again = try system()
        let restored = try again.load(Listener.self)
        #expect(restored.port == 85 && restored.server.host == "overlay")
        #expect(again.health.restored == ["listener"])
        // A fragment that was removed for good is not restored.
        try FileManager.default.removeItem(
            atPath: folder.path + "/config/conf.d/10-listener.yaml"
        )
        try folder.write(Self.text(80), to: "config/listener.yaml")
        try folder.write("server: {host: overlay}\n", to: "config/listener.stage.yaml")
        #expect(try system().load(Listener.self).port == 80)
        try folder.write("port: 0\n", to: "config/listener.yaml")
        #expect(try system().load(Listener.self).port == 80)
    }

    @Test func aFileThatAPlaceholderNamesIsFollowed() async throws {
        let folder = try folder()
        let secrets = folder.path + "/secrets"
        try folder.write("one", to: "secrets/host")
        chmod(secrets + "/host", 0o600)
        try folder.write(
            Self.text(80).replacing("host: a", with: "host: \"${file:\(secrets)/host}\""),
            to: "config/listener.yaml"
        )
        let system = try ConfigSystem(
            directory: folder.path + "/config",
            interpolation: Interpolation(folders: [secrets]),
            logger: .silent
        )
        #expect(try system.load(Listener.self).server.host == "one")
        try system.startHotReload(Self.quick)
        defer { system.stopHotReload() }
        try await Shell.run("cd '\(secrets)' && printf two > new && chmod 600 new && mv new host")
        try await eventually("the edit") { try system.load(Listener.self).server.host == "two" }
        // Values filled in from elsewhere are not saved.
        var listener = try system.load(Listener.self)
        listener.port = 81
        try system.save(listener)
        let text = try String(
            contentsOfFile: folder.path + "/config/listener.yaml",
            encoding: .utf8
        )
        #expect(text.contains("${file:") && text.contains("port: 81") && !text.contains("two"))
    }

    // MARK: Polling and signals

    @Test func withoutEventsFilesArePolledAndHealthSaysSo() async throws {
        let folder = try folder()
        let options = HotReloadOptions(
            settle: .zero,
            pollIntervalWithoutEvents: .milliseconds(5),
            usesEvents: false
        )
        let system = try system(folder, options)
        defer { system.stopHotReload() }
        try folder.write(Self.text(81), to: "config/listener.yaml")
        try await eventually("the edit") { try system.load(Listener.self).port == 81 }
        #expect(system.health.watching == .polling(reason: "events are disabled"))
        #expect(
            system.health.description == "degraded\n  files are polled: events are disabled"
        )
    }

    @Test func lostEventsLeadToALookAtEverything() async throws {
        let folder = try folder()
        let system = try ConfigSystem(
            directory: folder.path + "/config",
            types: [Listener.self],
            logger: .silent
        )
        _ = try system.load(Listener.self)
        let client = HotReloadClient(
            system,
            options: HotReloadOptions(settle: .zero, usesEvents: false)
        )
        try client.start()
        defer { client.stop() }
        try folder.write(Self.text(81), to: "config/listener.yaml")
        client.note(FolderEventBatch(isOverflow: true))
        client.run()
        #expect(try system.load(Listener.self).port == 81)
    }

    @Test func aHangupReadsEverythingOnRequest() async throws {
        let folder = try folder()
        let options = HotReloadOptions(
            pollIntervalWithoutEvents: .seconds(3600),
            usesEvents: false,
            reloadsOnSIGHUP: true
        )
        let system = try system(folder, options)
        defer { system.stopHotReload() }
        try await Task.sleep(for: .milliseconds(20))
        try folder.write(Self.text(81), to: "config/listener.yaml")
        kill(getpid(), SIGHUP)
        try await eventually("the edit") { try system.load(Listener.self).port == 81 }
    }

    // MARK: Start and stop

    @Test func startAndStopLeaveNothingBehind() async throws {
        let folder = try folder()
        let system = try ConfigSystem(
            directory: folder.path + "/config",
            types: [Listener.self],
            logger: .silent
        )
        _ = try system.load(Listener.self)
        let reloader = ConfigHotReloader(system)
        for _ in 0..<20 {
            try reloader.start()
            try reloader.start()
            #expect(reloader.isRunning && inotifyDescriptors() == 1)
            reloader.stop()
            reloader.stop()
            #expect(!reloader.isRunning && inotifyDescriptors() == 0)
        }
        #expect(system.health.watching == .off)
        #expect(openDescriptors(in: folder.path) == 0)
    }

    @Test func systemsShareOneInstanceAndAForgottenOneEnds() async throws {
        let folder = try folder()
        let first = try system(folder)
        do {
            let second = try system(folder)
            #expect(inotifyDescriptors() == 1)
            try folder.write(Self.text(81), to: "config/listener.yaml")
            try await eventually("both") {
                try first.load(Listener.self).port == 81 && second.load(Listener.self).port == 81
            }
        }
        try folder.write(Self.text(82), to: "config/listener.yaml")
        try await eventually("the first") { try first.load(Listener.self).port == 82 }
        first.stopHotReload()
        #expect(inotifyDescriptors() == 0)
    }

    @Test func aCallbackMayStopTheWatching() async throws {
        let folder = try folder()
        let system = try system(folder)
        let isDone = Mutex(false)
        system.onChange("listener") { [weak system] _ in
            system?.stopHotReload()
            isDone.withLock { $0 = true }
        }
        try folder.write(Self.text(81), to: "config/listener.yaml")
        try await eventually("the stop") { isDone.withLock { $0 } }
        try await eventually("the end") { inotifyDescriptors() == 0 }
    }

    private func inotifyDescriptors() -> Int {
        let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return numbers.filter { number in
            let target = try? FileManager.default.destinationOfSymbolicLink(
                atPath: "/proc/self/fd/\(number)"
            )
            return target == "anon_inode:inotify"
        }.count
    }
}
