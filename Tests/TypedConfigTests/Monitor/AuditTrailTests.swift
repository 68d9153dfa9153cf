import ConfigSchemas
import Foundation
import JSONSchema
import Testing

@testable import ConfigFiles
@testable import ConfigMonitoring
@testable import ConfigTypes
@testable import ConfigVersioning
@testable import TypedConfig

/// The audit trail: its contents, and that nothing can be removed or added unnoticed.
struct AuditTrailTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder(["config/pair.json": Pair.json(1)]) }

    private var path: String { folder.path + "/audit" }

    private func trail(_ change: (inout AuditTrail.Options) -> Void = { _ in }) -> AuditTrail {
        var options = AuditTrail.Options()
        change(&options)
        return AuditTrail(folder: path, options: options)
    }

    private func event(_ kind: ConfigEvent.Kind, _ hash: Int) -> ConfigEvent {
        var event = ConfigEvent(kind, "http")
        event.contents = [.init(file: "config/http.yaml", text: Array("\(hash)".utf8))]
        return event
    }

    private func text(_ file: String = "audit.jsonl") throws -> String {
        try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
    }

    private func put(_ text: String, to file: String = "audit.jsonl") throws {
        try folder.write(text, to: "audit/\(file)")
    }

    // MARK: Recorded events

    @Test func everythingThatHappensToASystemIsALine() throws {
        let directory = folder.path + "/config"
        let system = try ConfigSystem(directory: directory, types: [Pair.self], logger: .silent)
        let trail = trail()
        system.startAudit(trail)
        _ = try system.load(Pair.self)
        try system.save(Pair(2))
        try folder.write(Pair.json(3), to: "config/pair.json")
        try system.reload()
        try folder.write("{", to: "config/pair.json")
        #expect(throws: ConfigError.self) { try system.reload() }
        #expect(throws: SaveError.self) { try system.save(Pair(4)) }
        #expect(throws: ConfigError.self) { try system.migrate("pair") }
        #expect(throws: ConfigError.self) { try system.load("nothing") }
        let records = try trail.records()
        #expect(
            records.map(\.event) == [
                "load", "save", "reload", "reload-refused", "save-refused", "migration-refused",
            ]
        )
        #expect(records.map(\.number) == Array(1...6))
        #expect(records.map(\.isOutside) == [false, false, true, false, false, false])
        let reload = records[2].json
        #expect(reload["changes"]?[0]?["key"]?.string == "number")
        #expect(reload["changes"]?[0]?["old"]?.int == 2 && reload["changes"]?[0]?["new"]?.int == 3)
        #expect(reload["changes"]?[0]?["origin"]?.string?.hasSuffix("pair.json:1:11") == true)
        let files = reload["files"]?[0]
        #expect(files?["before"]?.string == records[1].json["files"]?[0]?["after"]?.string)
        #expect(files?["after"]?.string != files?["before"]?.string)
        #expect(files?["owner"]?.string == AuditProcess.userName(getuid()))
        #expect(reload["process"]?["id"]?.int == Int(getpid()))
        #expect(records[3].json["findings"]?[0]?.string?.contains("pair.json:1:2: error:") == true)
        let check = try trail.verify()
        #expect(check.isIntact && check.count == 6)
    }

    @Test func aChangeByAnotherProcessOfThePackageIsNotFromOutside() throws {
        let directory = folder.path + "/config"
        let service = try ConfigSystem(directory: directory, types: [Pair.self], logger: .silent)
        let command = try ConfigSystem(directory: directory, types: [Pair.self], logger: .silent)
        service.startAudit(trail())
        command.startAuditOfChanges(trail())
        _ = try service.load(Pair.self)
        _ = try command.load(Pair.self)
        try command.save(Pair(7))
        try service.reload()
        let records = try trail().records()
        #expect(records.map(\.event) == ["load", "save", "reload"])
        #expect(records.allSatisfy { !$0.isOutside })
    }

    @Test func aChangeWhileNothingRanIsFromOutside() throws {
        let directory = folder.path + "/config"
        for (number, isOutside) in [(1, false), (1, false), (2, true), (2, false)] {
            try folder.write(Pair.json(number), to: "config/pair.json")
            let system = try ConfigSystem(directory: directory, types: [Pair.self], logger: .silent)
            system.startAudit(trail())
            _ = try system.load(Pair.self)
            #expect(try trail().records().last?.isOutside == isOutside)
        }
    }

    @Test func noValueOfASecretIsRecorded() throws {
        try folder.write("canary-1", to: "secrets/token")
        try folder.write("a: {token: canary-2, other: ${env:CANARY}}\n", to: "config/a.yaml")
        var validator = ConfigValidator()
        let schema = """
            {"properties": {"token": {"type": "string", "x-secret": true}, "other": {},
            "limit": {"type": "integer"}}}
            """
        try folder.write(schema, to: "schemas/a.schema.json")
        try validator.add(schemaFolder: folder.path + "/schemas")
        setenv("CANARY", "canary-3", 1)
        let system = try ConfigSystem(directory: folder.path + "/config", logger: .silent)
        system.register(validator)
        let monitor = ConfigMonitor(system, audit: trail())
        try folder.write("token: canary-2\nother: ${env:CANARY}\nlimit: 1\n", to: "config/a.yaml")
        _ = try system.load("a")
        setenv("CANARY", "canary-5", 1)
        try folder.write("token: canary-4\nother: ${env:CANARY}\nlimit: 2\n", to: "config/a.yaml")
        try system.reload()
        try folder.write("token: [canary-6]\nlimit: canary-6\n", to: "config/a.yaml")
        #expect(throws: ConfigError.self) { try system.reload() }
        let text = try text() + "\(monitor.healthReport())" + system.metricsText()
        #expect(text.contains(#""key":"token","kind":"changed","secret":true,"origin""#))
        #expect(text.contains(#""key":"limit","kind":"changed","secret":false,"old":1,"new":2"#))
        for number in 1...5 { #expect(!text.contains("canary-\(number)")) }
        #expect(!text.contains("[canary-6]"))
    }

    // MARK: Detected attacks

    struct Attack: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var message: String
        var change: @Sendable ([String]) -> [String]

        init(
            _ name: String,
            _ message: String,
            _ change: @escaping @Sendable ([String]) -> [String]
        ) {
            (testDescription, self.message, self.change) = (name, message, change)
        }
    }

    @Test(arguments: [
        Attack("a word is edited", "record 3 was changed") { lines in
            var lines = lines
            lines[2] = lines[2].replacing("http.yaml", with: "else.yaml")
            return lines
        },
        Attack("a hash is edited", "record 3 was changed") { lines in
            var lines = lines
            lines[2] = lines[2].replacing(#""n":3"#, with: #""n":3 "#)
            return lines
        },
        Attack("a line is cut out", "record 4 follows on 2: some were removed") { lines in
            Array(lines[..<2] + lines[3...])
        },
        Attack("the end is cut off", "the trail ends before record 6") { Array($0[..<4]) },
        Attack("the beginning is cut off", "the trail begins with record 3, not 1") {
            Array($0[2...])
        },
        Attack("lines change places", "they were reordered") { lines in
            var lines = lines
            lines.swapAt(2, 3)
            return lines
        },
        Attack("a line is there twice", "record 3 follows on 3") { lines in
            Array(lines[..<3] + lines[2...])
        },
        Attack("something else is put in", "the line is not a record") { lines in
            Array(lines[..<3] + ["# nothing to see"] + lines[3...])
        },
        Attack("all is removed", "the trail ends before record 6") { _ in [] },
    ])
    func tamperingIsNoticed(attack: Attack) throws {
        let trail = trail()
        for number in 1...6 { _ = trail.record(event(.save, number)) }
        #expect(try trail.verify().isIntact)
        let lines = try text().split(separator: "\n").map(String.init)
        #expect(lines.count == 6)
        try put(attack.change(lines).map { $0 + "\n" }.joined())
        let check = try self.trail().verify()
        #expect(
            check.findings.contains { $0.message.contains(attack.message) },
            "\(check.findings)"
        )
    }

    @Test func aTrailWithoutKeyCanBeWrittenAnewAndOneWithKeyCannot() throws {
        for key in [nil, Array("secret".utf8)] {
            let trail = trail { $0.key = key }
            _ = trail.record(event(.save, 1))
            // An attacker without the key uses the package.
            try removeTrail()
            _ = self.trail().record(event(.save, 2))
            let check = try self.trail { $0.key = key }.verify()
            #expect(check.isIntact == (key == nil))
            try removeTrail()
        }
    }

    @Test func keyedHashesAreHMACs() {
        // RFC 4231, test case 2.
        let seal = AuditSeal(key: Array("Jefe".utf8))
        #expect(
            seal.hash(of: Array("what do ya want for nothing?".utf8))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        )
        let long = AuditSeal(key: [UInt8](repeating: 0xAA, count: 131))
        let text = Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)
        #expect(
            long.hash(of: text)
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        )
    }

    // MARK: Files

    @Test func largeFilesArePutAsideAndTheChainGoesOn() throws {
        let trail = trail { ($0.maxBytes, $0.maxFiles) = (2000, 4) }
        for number in 1...60 { #expect(trail.record(event(.save, number)).fault == nil) }
        let files = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        #expect(files.filter { $0.hasPrefix("audit") }.count == 4)
        let check = try self.trail().verify()
        #expect(check.isIntact, "\(check.findings)")
        #expect(check.first > 1 && check.first + check.count - 1 == 60)
        try FileManager.default.removeItem(atPath: "\(path)/\(files[0])")
        let cut = try self.trail().verify()
        #expect(cut.findings.first?.message.contains("the trail begins with record") == true)
    }

    @Test func twoWritersMakeOneChain() async throws {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                let trail = trail { $0.maxBytes = 3000 }
                group.addTask {
                    for number in 1...20 { _ = trail.record(ConfigEvent(.reload, "\(number)")) }
                }
            }
        }
        let check = try trail().verify()
        #expect(check.isIntact && check.count == 40, "\(check.findings)")
    }

    @Test func whatACrashHasLeftOfALineIsCut() throws {
        let trail = trail()
        for number in 1...2 { _ = trail.record(event(.save, number)) }
        try put(text() + #"{"n":3,"time":"2026"#)
        #expect(
            try self.trail().verify().findings.first?.message == "the last line is not complete"
        )
        #expect(self.trail().record(event(.save, 3)).fault == nil)
        let check = try self.trail().verify()
        #expect(check.isIntact && check.count == 3)
    }

    @Test func aTrailThatCannotBeWrittenIsAnAlertAndCounted() throws {
        let directory = folder.path + "/config"
        let system = try ConfigSystem(directory: directory, types: [Pair.self], logger: .silent)
        // A file takes the place of the folder.
        try folder.write("", to: "audit")
        let machine = FakeMachine()
        let monitor = ConfigMonitor(system, on: machine, audit: trail())
        #expect(monitor.health == .healthy)
        _ = try system.load(Pair.self)
        let report = monitor.look()
        #expect(report.state == .critical && report.state(of: .audit) == .critical)
        #expect(monitor.firing == ["audit-failed"])
        #expect(system.metricsText().contains("typed_config_audit_failures_total 1\n"))
        try FileManager.default.removeItem(atPath: path)
        try system.save(Pair(9))
        #expect(monitor.look().state == .healthy)
    }

    // MARK: No change without its record

    @Test(arguments: [
        "a link", "a device", "a folder", "a pipe", "not permitted", "cut", "its head is gone",
    ])
    func aChangeThatCannotBeRecordedIsRefused(obstacle: String) throws {
        let directory = folder.path + "/config"
        let first = trail()
        for number in 1...3 { _ = first.record(event(.reload, number)) }
        let file = "\(path)/audit.jsonl"
        let lines = try text().split(separator: "\n")
        if !["not permitted", "cut", "its head is gone"].contains(obstacle) {
            try FileManager.default.removeItem(atPath: file)
        }
        switch obstacle {
        case "a link", "a device": try folder.relativeLink("audit/audit.jsonl", to: "/dev/null")
        case "a folder":
            try FileManager.default.createDirectory(
                atPath: file,
                withIntermediateDirectories: false
            )
        case "a pipe": mkfifo(file, 0o600)
        case "not permitted":
            // Root may write anywhere, but not into something that is not a folder.
            try FileManager.default.removeItem(atPath: path)
            try folder.write("", to: "audit")
        case "cut": try put(lines.dropLast().map { $0 + "\n" }.joined())
        default: try FileManager.default.removeItem(atPath: "\(path)/head")
        }
        for allows in [false, true] {
            let trail = trail { $0.allowsUnrecordedChanges = allows }
            let system = try ConfigSystem(directory: directory, types: [Pair.self], logger: .silent)
            system.startAudit(trail)
            _ = try system.load(Pair.self)
            if allows {
                try system.save(Pair(7))
            } else {
                #expect(throws: SaveError.self) { try system.save(Pair(7)) }
            }
            #expect(trail.fault != nil)
            let saved = try String(contentsOfFile: directory + "/pair.json", encoding: .utf8)
            #expect(saved.contains("7") == allows)
        }
        // A monitor's trail is subject to the same rule.
        let system = try ConfigSystem(directory: directory, types: [Pair.self], logger: .silent)
        var monitor: ConfigMonitor? = ConfigMonitor(system, audit: trail())
        #expect(throws: SaveError.self) { try system.save(Pair(8)) }
        withExtendedLifetime(monitor) {}
        monitor = nil
        try system.save(Pair(8))
    }

    @Test func whatIsSealedIsNotContinuedUnsealedNorTheOtherWay() throws {
        let key = Array("secret".utf8)
        for (first, second) in [(key, nil), (nil, key), (key, Array("other".utf8))] {
            _ = trail { $0.key = first }.record(event(.save, 1))
            #expect(trail { $0.key = second }.record(event(.save, 2)).fault != nil)
            #expect(trail { $0.key = first }.record(event(.save, 2)).fault == nil)
            #expect(try trail { $0.key = first }.verify().isIntact)
            let messages = try trail { $0.key = second }.verify().findings.map(\.message)
            let reason =
                first == nil
                ? "it was written without the key"
                : second == nil
                    ? "it was edited, or sealed with a key that was not passed"
                    : "it was edited, or sealed with another key"
            #expect(messages.first == "record 1 was changed: \(reason)")
            try removeTrail()
        }
    }

    @Test func aTrailThatWasBegunIsMissedWhenItIsEmptied() throws {
        try trail().begin()
        #expect(try trail().records().map(\.event) == ["audit-start"])
        try trail().begin()
        #expect(try trail().verify().isIntact && trail().verify().count == 1)
        for name in ["audit.jsonl", "head"] {
            try FileManager.default.removeItem(atPath: "\(path)/\(name)")
        }
        #expect(
            try trail().verify().findings.map(\.message)
                == ["the trail was cut: not even its first record is left", "\(missed)"]
        )
        let begun = trail { $0.hasBegun = true }
        #expect(begun.record(event(.save, 1)).fault?.message == cut)
        #expect(throws: ConfigError.self) { try begun.begin() }
        try FileManager.default.removeItem(atPath: "\(path).head")
        #expect(
            begun.record(event(.save, 1)).fault?.message
                == "it was cut: not even its first record is left"
        )
        try begun.begin()
        #expect(begun.record(event(.save, 1)).fault == nil)
    }

    @Test func aTrailWhoseFolderIsGoneIsSaidToBeCutFirst() throws {
        try trail().begin()
        try FileManager.default.removeItem(atPath: path)
        let begun = trail { $0.hasBegun = true }
        let refused = #expect(throws: FileError.self) { try begun.admitChange() }
        #expect(
            refused?.message
                == "nothing was changed, because the audit trail cannot record it: \(cut)"
        )
        #expect(begun.record(event(.save, 1)).fault?.message == cut)
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try begun.verify().findings.map(\.message) == ["the trail is missing: \(cut)"])
        try FileManager.default.removeItem(atPath: "\(path).head")
        #expect(
            begun.record(event(.save, 1)).fault?.message
                == "it was cut: its directory is missing"
        )
        #expect(
            message { try trail().records() }
                == "there is no audit trail in this directory; start one with \"configctl audit start\""
        )
    }

    private func message<Result>(_ body: () throws -> Result) -> String? {
        (#expect(throws: ConfigError.self) { try body() })?.findings.first?.message
    }

    // MARK: The file beside the folder

    private var cut: String {
        "it was cut: \(path).head mentions record 1; if the trail was moved away on purpose, "
            + "remove that file"
    }
    private var missed: String { "the trail is not the one that was written: \(cut)" }

    private func removeTrail() throws {
        for path in [path, path + ".head"] { try FileManager.default.removeItem(atPath: path) }
    }

    @Test(arguments: [nil, Array("secret".utf8)], [false, true])
    func aTrailThatWasRemovedIsMissed(key: [UInt8]?, isRunning: Bool) throws {
        let running = trail { $0.key = key }
        #expect(running.record(event(.save, 1)).fault == nil)
        try FileManager.default.removeItem(atPath: path)
        let trail = isRunning ? running : trail { $0.key = key }
        #expect(throws: FileError.self) { try trail.admitChange() }
        #expect(trail.record(event(.save, 2)).fault != nil)
        #expect(try trail.verify().findings.map(\.message).contains(missed))
        try FileManager.default.removeItem(atPath: path + ".head")
        let other = self.trail { $0.key = key }
        #expect(other.record(event(.save, 2)).fault == nil)
        #expect(try other.verify().isIntact)
    }

    @Test func anOlderCopyOfATrailIsMissed() throws {
        let first = trail()
        _ = first.record(event(.save, 1))
        try FileManager.default.copyItem(atPath: path, toPath: path + ".old")
        _ = first.record(event(.save, 2))
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: path + ".old", toPath: path)
        let messages = try trail().verify().findings.map(\.message)
        #expect(messages == [missed.replacing("record 1", with: "record 2")])
        #expect(trail().record(event(.save, 3)).fault != nil)
        // Another trail of the same length does not match the remembered hash.
        try FileManager.default.removeItem(atPath: path + "/audit.jsonl")
        try FileManager.default.removeItem(atPath: path + "/head")
        let witness = try String(contentsOfFile: path + ".head", encoding: .utf8)
        try FileManager.default.removeItem(atPath: path + ".head")
        for number in 1...2 { _ = trail().record(event(.reload, number)) }
        try folder.write(witness, to: "audit.head")
        #expect(try !trail().verify().isIntact)
    }

    /// A trail works even if the file beside the folder cannot be written.
    @Test(arguments: ["a link", "a pipe", "a folder", "damaged", "empty"])
    func aTrailNeedsNoWitness(obstacle: String) throws {
        let witness = path + ".head"
        switch obstacle {
        case "a link": try folder.relativeLink("audit.head", to: "/dev/null")
        case "a pipe": mkfifo(witness, 0o600)
        case "a folder":
            try FileManager.default.createDirectory(
                atPath: witness,
                withIntermediateDirectories: false
            )
        case "damaged": try folder.write("99999", to: "audit.head")
        default: try folder.write("", to: "audit.head")
        }
        for number in 1...3 { #expect(trail().record(event(.save, number)).fault == nil) }
        #expect(try trail().verify().isIntact)
    }

    @Test(arguments: ["", "99999", "x 2 3"])
    func aDamagedWitnessIsAFaultUntilTheNextRecord(text: String) throws {
        for number in 1...2 { #expect(trail().record(event(.save, number)).fault == nil) }
        try folder.write(text, to: "audit.head")
        let message =
            "\(path).head, which remembers its last record, is damaged, so it is unknown whether the "
            + "trail was cut; remove that file if the trail is complete"
        #expect(try trail().verify().findings.map(\.message) == [message])
        #expect(trail().look() == .faulty(message))
        try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
        #expect(
            try trail().verify().findings.map(\.message) == [
                "the trail is missing: its directory is missing, and \(message)"
            ]
        )
        try FileManager.default.moveItem(atPath: path + ".away", toPath: path)
        #expect(trail().record(event(.save, 3)).fault == nil)
        #expect(try trail().verify().isIntact)
        #expect(trail().look() == .intact)
    }

    /// Looking writes nothing, and does not require the key.
    @Test func aLookFindsWhatWasCut() throws {
        let trail = trail { $0.key = Array("secret".utf8) }
        #expect(trail.look() == .intact)
        for number in 1...2 { _ = trail.record(event(.save, number)) }
        #expect(trail.look() == .intact && self.trail().look() == .intact)
        let file = "\(path)/audit.jsonl"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try folder.write(text + "{\"n\"", to: "audit/audit.jsonl")
        #expect(trail.look() == .intact && self.trail().look() == .intact)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == text + "{\"n\"")
        try folder.write(
            text.split(separator: "\n").prefix(1).joined() + "\n",
            to: "audit/audit.jsonl"
        )
        #expect(trail.look() == .faulty("it was cut: its last records are missing"))
        #expect(self.trail().look() == .faulty("it was cut: its last records are missing"))
        try FileManager.default.removeItem(atPath: path)
        let gone = cut.replacing("record 1", with: "record 2")
        #expect(trail.look() == .faulty(gone) && self.trail().look() == .faulty(gone))
        try FileManager.default.removeItem(atPath: path + ".head")
        #expect(trail.look() == .faulty("it was cut: its directory is missing"))
        #expect(self.trail().look() == .intact)
    }

    /// The files of a trail are untrusted input.
    @Test func noBitOfATrailEndsTheProcess() throws {
        let trail = trail { ($0.maxBytes, $0.maxFiles) = (1500, 3) }
        for number in 1...8 { _ = trail.record(event(.save, number)) }
        var random = SystemRandomNumberGenerator()
        let numbers = ["9223372036854775807", "-9223372036854775808", "1e400", "0", "-1"]
        let flips = 40
        for file in try FileManager.default.contentsOfDirectory(atPath: path) {
            let good = try Data(contentsOf: URL(filePath: "\(path)/\(file)"))
            for round in 0..<flips + numbers.count {
                var bytes = good
                if round < flips {
                    let index = Int.random(in: 0..<bytes.count, using: &random)
                    bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                } else {
                    let text = String(decoding: good, as: UTF8.self)
                    let number = numbers[round - flips]
                    bytes = Data(
                        text.replacing(/"n":[0-9]+/) { _ in "\"n\":\(number)" }
                            .replacing(/^0[0-9]*/) { _ in number }.utf8
                    )
                }
                try bytes.write(to: URL(filePath: "\(path)/\(file)"))
                _ = try self.trail().verify()
                _ = try self.trail().records()
                _ = self.trail().record(event(.save, 9))
                try good.write(to: URL(filePath: "\(path)/\(file)"))
            }
        }
    }

    @Test func numbersAtTheEndOfTheirRangeAreNoRecords() throws {
        _ = trail().record(event(.save, 1))
        let name = "audit-9223372036854775807.jsonl"
        try put(text().replacing(#""n":1,"#, with: #""n":9223372036854775807,"#))
        try put(text(), to: name)
        #expect(AuditFolder.number(ofRotated: name) == nil)
        #expect(try trail().records().isEmpty)
        #expect(
            try trail().verify().findings.first?.message
                == "the line is not a record: it was edited, or another program wrote it"
        )
    }

    // MARK: Signed files

    @Test func whatCannotBeReadIsNotAsItWasSigned() throws {
        let directory = folder.path + "/config"
        let manifest = try ConfigManifest(of: directory)
        let file = directory + "/pair.json"
        try FileManager.default.removeItem(atPath: file)
        mkfifo(file, 0o600)
        let findings = manifest.differences(in: directory)
        #expect(findings.count == 1 && findings[0].file == file)
        #expect(findings[0].message.hasPrefix("cannot be read: "))
        try FileManager.default.removeItem(atPath: file)
        try folder.relativeLink("config/pair.json", to: "/nothing")
        #expect(manifest.differences(in: directory).count == 1)
        try FileManager.default.removeItem(atPath: file)
        #expect(
            manifest.differences(in: directory).map(\.message)
                == ["the signed file is missing"]
        )
    }

    @Test func aFileThatIsNotWhatWasSignedIsAnAlertUnlessItWasSaved() throws {
        let directory = folder.path + "/config"
        let trust = ManifestTrust { _, signature in signature == Array("good".utf8) }
        try ConfigManifest(of: directory).write(to: directory, signature: Array("good".utf8))
        let system = try ConfigSystem(directory: directory, types: [Pair.self], logger: .silent)
        _ = try system.load(Pair.self)
        let machine = FakeMachine()
        let monitor = ConfigMonitor(system, on: machine, audit: trail(), trust: trust)
        #expect(monitor.health == .healthy)
        try folder.write(Pair.json(2), to: "config/pair.json")
        #expect(monitor.look().state == .critical)
        #expect(monitor.firing == ["tampering"])
        #expect(try trail().records().map(\.event) == ["tampering"])
        monitor.look()
        #expect(try trail().records().count == 1, "told once")
        try folder.write(Pair.json(1), to: "config/pair.json")
        #expect(monitor.look().state == .healthy)
        try system.save(Pair(5))
        #expect(monitor.look().state == .healthy)
        try folder.write("{}", to: "config/extra.json")
        #expect(monitor.look().alerts.map(\.message) == ["the file is not in the signed manifest"])
        try FileManager.default.removeItem(atPath: directory + "/extra.json")
        try ConfigManifest(of: directory).write(to: directory, signature: Array("bad".utf8))
        try folder.write(Pair.json(6), to: "config/pair.json")
        #expect(
            monitor.look().alerts.map(\.message)
                == ["the signature is not by a trusted key"]
        )
    }

    @Test func manifestsAreWhatSha256sumReads() async throws {
        let directory = folder.path + "/config"
        try folder.write("{}", to: "config/conf.d/10-pair.json")
        let manifest = try ConfigManifest(of: directory)
        #expect(manifest.hashes.keys.sorted() == ["conf.d/10-pair.json", "pair.json"])
        try manifest.write(to: directory, signature: [])
        let run = try await Shell.run("cd '\(directory)' && sha256sum -c .manifest.sha256")
        #expect(run.status == 0, "\(run.output)")
        #expect(ConfigManifest(parsing: manifest.bytes) == manifest)
        #expect(ConfigManifest(parsing: Array("abc  x".utf8)) == nil)
    }

    // MARK: Commands

    @Test(arguments: [true, false])
    func theFirstSaveKnowsTheFileThatItChanged(isEdited: Bool) async throws {
        try folder.write("limit: 1\n", to: "config/store.yaml")
        try folder.write(#"{"properties": {"limit": {}}}"#, to: "schemas/store.schema.json")
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        let edit = isEdited ? "echo 'limit: 5' > config/store.yaml;" : ""
        let run = try await Shell.run(
            "cd '\(folder.path)' && '\(program)' audit start && { \(edit) "
                + "'\(program)' set store limit 2 --schemas schemas; }"
        )
        #expect(run.status == 0, "\(run.output)")
        let records = try AuditTrail(folder: folder.path + "/config/.audit").records()
        #expect(records.map(\.event) == ["audit-start"] + (isEdited ? ["reload"] : []) + ["save"])
        #expect(records.map(\.isOutside) == [false] + (isEdited ? [true] : []) + [false])
        let files = records.map { record in
            record.json["files"]?.array?.first { $0["file"]?.string == "config/store.yaml" }
        }
        #expect(files[0]?["after"]?.string != nil)
        for (earlier, later) in zip(files, files.dropFirst()) {
            #expect(later?["before"]?.string == earlier?["after"]?.string)
        }
        if isEdited { #expect(files[1]?["owner"] == nil, "the file is another one since") }
    }

    @Test func commandsWriteToTheTrailAndShowIt() async throws {
        try folder.write("limit: 1\n", to: "config/store.yaml")
        try folder.write(
            #"{"properties": {"limit": {"type": "integer", "minimum": 1}}}"#,
            to: "schemas/store.schema.json"
        )
        func configctl(_ line: String) async throws -> (status: Int32, output: String) {
            let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
            return try await Shell.run("cd '\(folder.path)' && '\(program)' \(line)")
        }
        #expect(try await configctl("audit show").status == 2)
        #expect(try await configctl("audit start").status == 0)
        let set = try await configctl("set store limit 2 --schemas schemas")
        #expect(set.status == 0, "\(set.output)")
        #expect(try await configctl("set store limit 0 --schemas schemas").status == 1)
        let shown = try await configctl("audit show")
        #expect(
            shown.output.contains("  save store by \(AuditProcess.userName(getuid())), configctl")
        )
        #expect(shown.output.contains("\n    limit: 1 -> 2 (config/store.yaml:1:8)\n"))
        #expect(shown.output.contains("  save-refused store by "))
        let good = try await configctl("audit verify")
        #expect(good.status == 0 && good.output == "config/.audit: 3 records, intact\n")
        let trail = folder.path + "/config/.audit/audit.jsonl"
        let text = try String(contentsOfFile: trail, encoding: .utf8)
        try text.replacing("save-refused", with: "save").write(
            toFile: trail,
            atomically: false,
            encoding: .utf8
        )
        let bad = try await configctl("audit verify")
        #expect(bad.status == 1)
        #expect(
            bad.output.hasPrefix("config/.audit/audit.jsonl:3:1: error: record 3 was changed: ")
        )
        #expect(try await configctl("set store limit 3 --schemas schemas").status == 2)
        let unaudited = try await configctl(
            "set store limit 3 --schemas schemas --unaudited --format json"
        )
        #expect(
            unaudited.status == 0 && unaudited.output.contains("not recorded in the audit trail")
        )
        try folder.write("0123456789abcdef", to: "key")
        let sealed = "export CONFIGCTL_AUDIT_KEY=key; rm -r config/.audit config/.audit.head;"
        func withKey(_ line: String) async throws -> (status: Int32, output: String) {
            let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
            return try await Shell.run(
                "cd '\(folder.path)'; \(sealed) '\(program)' audit start; '\(program)' \(line)"
            )
        }
        #expect(try await withKey("audit verify").status == 0)
        #expect(try await withKey("set store limit 4 --schemas schemas").status == 0)
        #expect(try await configctl("set store limit 5 --schemas schemas").status == 2)
        #expect(
            try await configctl("audit verify --audit-key key").output
                == "config/.audit: 2 records, intact\n"
        )
        // The missing trail is detected even without its folder.
        for line in [
            "set store limit 5 --schemas schemas", "unset store limit --schemas schemas",
            "audit start",
        ] {
            let removed = try await Shell.run(
                "cd '\(folder.path)'; export CONFIGCTL_AUDIT_KEY=key; rm -rf config/.audit; "
                    + "'\(#require(BuiltProgram.path("configctl")))' \(line)"
            )
            #expect(removed.status == 2, "\(removed.output)")
        }
        try FileManager.default.removeItem(atPath: folder.path + "/config/.audit")
        let gone = try await configctl("audit verify")
        #expect(gone.status == 1)
        #expect(
            gone.output == """
                config/.audit: error: the trail is missing: it was cut: config/.audit.head mentions \
                record 2; if the trail was moved away on purpose, remove that file
                config/.audit: 0 records, not intact

                """
        )
        let health = try await configctl("health --schemas schemas")
        #expect(health.status == 2)
        #expect(
            health.output.contains("  audit       critical\n    it was cut: "),
            "\(health.output)"
        )
        #expect(
            try String(contentsOfFile: folder.path + "/config/store.yaml", encoding: .utf8)
                == "limit: 4\n"
        )
        try folder.write("0123456789abcde", to: "short")
        let short = try await configctl("audit verify --audit-key short")
        #expect(short.status != 0)
        #expect(short.output.contains("The key short has 15 bytes; expected at least 16."))
        let sign = try await configctl("sign --new-key key2")
        #expect(sign.status == 2 && sign.output.contains("--traits Signing"))
    }
}
