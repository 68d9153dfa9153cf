import BuiltinConfigs
import ConfigDocument
import ConfigMonitoring
import ConfigVersioning
import Foundation
import JSONSchema
import Testing
import TypedConfig

/// A folder with one old file, which is gone when the test is.
private final class OldFolder {
    let path: String
    let file: String
    static let text = "# desks\nagents:\n  count: 1   # one\n\n# the end\n"

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(
            path: "migrate \(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
        file = "\(path)/unified_config.yaml"
        try Self.text.write(toFile: file, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var content: String { (try? String(contentsOfFile: file, encoding: .utf8)) ?? "" }

    var migration: DiskMigration { DiskMigration(directory: path, types: BuiltinConfigs.all) }

    var journalPath: String { "\(path)/.migrations/journal.json" }

    var backups: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/.migrations")) ?? [])
            .filter { $0 != "journal.json" }.sorted()
    }

    /// Opens the last entry of the journal again, as a process leaves it that is killed.
    func reopen(_ state: String, as open: String) throws {
        let text = try String(contentsOfFile: journalPath, encoding: .utf8)
        try text.replacing("\"\(state)\"", with: "\"\(open)\"")
            .write(toFile: journalPath, atomically: true, encoding: .utf8)
    }
}

@Suite struct DiskMigrationTests {
    private let folder: OldFolder

    init() throws { folder = try OldFolder() }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? Int) ?? 0
    }

    @Test func writesWhatTheDryRunShows() throws {
        let plan = try folder.migration.plan("unified_config")
        #expect(folder.content == OldFolder.text)
        #expect(folder.backups.isEmpty)
        _ = try folder.migration.migrate("unified_config")
        #expect(Array(folder.content.utf8) == plan.newText)
        #expect(folder.content.hasPrefix("# desks\nagents:\n  count: 1   # one\n"))
        #expect(folder.content.contains("# the end"))
    }

    @Test func keepsABackupForItsOwnerAlone() throws {
        _ = try folder.migration.migrate("unified_config")
        #expect(folder.backups == ["1.1.0.0.unified_config.yaml"])
        let backup = "\(folder.path)/.migrations/\(folder.backups[0])"
        #expect(try String(contentsOfFile: backup, encoding: .utf8) == OldFolder.text)
        #expect(try mode(backup) == 0o600)
        #expect(try mode("\(folder.path)/.migrations") == 0o700)
    }

    @Test func keepsTheModeOfTheFile() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.file)
        _ = try folder.migration.migrate("unified_config")
        #expect(try mode(folder.file) == 0o640)
        _ = try folder.migration.rollback("unified_config")
        #expect(try mode(folder.file) == 0o640)
    }

    @Test func doesNothingTheSecondTime() throws {
        _ = try folder.migration.migrate("unified_config")
        let content = folder.content
        let plan = try folder.migration.migrate("unified_config")
        #expect(!plan.result.isChanged)
        #expect(folder.content == content)
        #expect(folder.backups.count == 1)
    }

    @Test func putsBackByteForByte() throws {
        _ = try folder.migration.migrate("unified_config")
        _ = try folder.migration.rollback("unified_config")
        #expect(folder.content == OldFolder.text)
        #expect(throws: ConfigError.self) { try folder.migration.rollback("unified_config") }
    }

    @Test func refusesABackupThatWasTamperedWith() throws {
        _ = try folder.migration.migrate("unified_config")
        let content = folder.content
        let backup = "\(folder.path)/.migrations/\(folder.backups[0])"
        try "agents: {}\n".write(toFile: backup, atomically: false, encoding: .utf8)
        let error = #expect(throws: ConfigError.self) {
            try folder.migration.rollback("unified_config", force: true)
        }
        #expect(error?.description.contains("the backup has been changed") == true)
        #expect(folder.content == content)
        #expect(try folder.migration.verifyBackups().count == 1)
    }

    @Test func doesNotLoseWhatWasChangedSince() throws {
        _ = try folder.migration.migrate("unified_config")
        try (folder.content + "# mine\n").write(
            toFile: folder.file,
            atomically: true,
            encoding: .utf8
        )
        let error = #expect(throws: ConfigError.self) {
            try folder.migration.rollback("unified_config")
        }
        #expect(error?.description.contains("the file was changed since it was migrated") == true)
        _ = try folder.migration.rollback("unified_config", force: true)
        #expect(folder.content == OldFolder.text)
    }

    @Test func closesAMigrationThatDiedBehindTheWrite() throws {
        _ = try folder.migration.migrate("unified_config")
        let content = folder.content
        try folder.reopen("done", as: "begun")
        let words = try folder.migration.recover()
        #expect(words.count == 1 && words[0].contains("and is complete"))
        #expect(folder.content == content)
        _ = try folder.migration.rollback("unified_config")
        #expect(folder.content == OldFolder.text)
    }

    @Test(arguments: [
        ("begun", true, ["migration unified_config"]), ("begun", false, []),
        ("restoring", false, ["rollback unified_config"]), ("restoring", true, []),
    ])
    func tellsOfWhatAKilledProcessHasDoneToAFile(
        state: String,
        isNew: Bool,
        told: [String]
    ) throws {
        var migration = folder.migration
        _ = try migration.migrate("unified_config")
        if !isNew {
            try OldFolder.text.write(toFile: folder.file, atomically: true, encoding: .utf8)
        }
        try folder.reopen("done", as: state)
        let trail = AuditTrail(folder: folder.path + "/.audit")
        migration.noteRecovered = { event in _ = trail.record(event) }
        #expect(try migration.recover().count == 1)
        let records = told.isEmpty ? [] : try trail.records()
        #expect(records.map { "\($0.event) \($0.config)" } == told)
        for record in records {
            #expect(record.json["files"]?[0]?["file"]?.string == folder.file)
            #expect(!record.isOutside)
        }
    }

    @Test func closesAMigrationThatDiedBeforeTheWrite() throws {
        _ = try folder.migration.migrate("unified_config")
        try OldFolder.text.write(toFile: folder.file, atomically: true, encoding: .utf8)
        try folder.reopen("done", as: "begun")
        #expect(try folder.migration.recover()[0].contains("has changed nothing"))
        #expect(throws: ConfigError.self) { try folder.migration.rollback("unified_config") }
        #expect(try folder.migration.migrate("unified_config").result.isChanged)
    }

    @Test func closesAWayBackThatDied() throws {
        _ = try folder.migration.migrate("unified_config")
        try folder.reopen("done", as: "restoring")
        #expect(try folder.migration.recover()[0].contains("has changed nothing"))
        _ = try folder.migration.rollback("unified_config")
        #expect(folder.content == OldFolder.text)
    }

    @Test func keepsSoManyBackupsAndNoMore() throws {
        var migration = folder.migration
        migration.retention = 2
        for _ in 0..<4 {
            _ = try migration.migrate("unified_config")
            try OldFolder.text.write(toFile: folder.file, atomically: true, encoding: .utf8)
        }
        #expect(folder.backups.map { String($0.prefix(2)) } == ["3.", "4."])
    }

    @Test func refusesALinkInPlaceOfItsFolder() throws {
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/.migrations",
            withDestinationPath: "/tmp"
        )
        let error = #expect(throws: ConfigError.self) {
            try folder.migration.migrate("unified_config")
        }
        #expect(error?.description.contains("is a link or a file") == true)
        #expect(folder.content == OldFolder.text)
    }

    @Test func whatIsInvalidAfterwardsIsNotWritten() throws {
        let text = """
            system: { name: a, version: "2.0.0", environment: staging }
            agents: { count: 99 }

            """
        try text.write(toFile: folder.file, atomically: true, encoding: .utf8)
        let error = #expect(throws: ConfigError.self) {
            try folder.migration.migrate("unified_config")
        }
        #expect(error?.findings.first?.position?.line == 2)
        #expect(folder.content == text)
    }

    @Test func aFileThatFitsNoVersionIsNotGuessedAt() throws {
        try "agents: { count: 99 }\n".write(toFile: folder.file, atomically: true, encoding: .utf8)
        let error = #expect(throws: ConfigError.self) {
            try folder.migration.migrate("unified_config")
        }
        #expect(error?.description.contains("versions are not guessed") == true)
    }

    // MARK: By the system

    @Test func aSystemMigratesOnRequest() throws {
        let system = try ConfigSystem(directory: folder.path, types: BuiltinConfigs.all)
        #expect(try system.load(UnifiedConfig.self).system.version == "2.1.0")
        #expect(folder.content == OldFolder.text)
        let result = try system.migrate("unified_config", from: "1.0.0", to: "2.0.0")
        #expect(result.path == ["1.0.0", "2.0.0"])
        #expect(folder.content.contains("version: 2.0.0"))
        #expect(throws: ConfigError.self) { try system.migrate("unified_config", from: "1.0.0") }
    }

    @Test func aSystemMayRefuseOldFiles() throws {
        let system = try ConfigSystem(
            directory: folder.path,
            types: BuiltinConfigs.all,
            migration: .refuse
        )
        let error = #expect(throws: ConfigError.self) { try system.load(UnifiedConfig.self) }
        #expect(
            error?.description.hasSuffix(
                "the file has version 1.0.0, and must be migrated to 2.1.0; run configctl migrate "
                    + "unified_config"
            ) == true
        )
    }

    @Test func aSystemMayWriteBack() throws {
        let system = try ConfigSystem(
            directory: folder.path,
            types: BuiltinConfigs.all,
            migration: .writeBack()
        )
        #expect(try system.load(UnifiedConfig.self).system.version == "2.1.0")
        #expect(folder.content.contains("version: 2.1.0"))
        #expect(folder.backups.count == 1)
    }

    @Test func eachLayerIsMigratedByItself() throws {
        try "agents: { count: 3 }\n".write(
            toFile: "\(folder.path)/unified_config.stage.yaml",
            atomically: true,
            encoding: .utf8
        )
        let system = try ConfigSystem(
            layers: [.directory(folder.path, overlay: "stage")],
            types: BuiltinConfigs.all
        )
        let config = try system.load(UnifiedConfig.self)
        #expect(config.agents.count == 3)
        // The names come from the file that was migrated, not from the one over it.
        #expect(config.agents.aliases?.count == 1)
        #expect(config.system.name == "Unified system")
    }

    @Test func aPartStopsAMigrationThatTakesWholeDocumentsOnly() throws {
        let part = "\(folder.path)/unified_config.stage.yaml"
        func write(_ text: String) throws {
            try text.write(toFile: part, atomically: true, encoding: .utf8)
        }
        try write("agents: { count: 3 }\n")
        // In memory the step leaves the part as it is, and reports it.
        let system = try ConfigSystem(
            layers: [.directory(folder.path, overlay: "stage")],
            types: BuiltinConfigs.all
        )
        #expect(
            system.validate(["unified_config"]).findings.map(\.message).contains(
                "the file is a part of a document, and the custom step \"aliases\" from 1.0.0 to "
                    + "2.0.0 needs a whole document"
            )
        )
        let error = #expect(throws: ConfigError.self) {
            try folder.migration.migrate("unified_config")
        }
        #expect(
            error?.description
                == "\(part): error: not migrated: the file is a part of a document, and the custom step "
                + "\"aliases\" from 1.0.0 to 2.0.0 needs a whole document; rewrite it by hand for "
                + "version 2.1.0, and set that version at /system/version"
        )
        #expect(folder.content == OldFolder.text)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/.migrations"))
        try write("system: { version: 2.1.0 }\nagents: { count: 3 }\n")
        _ = try folder.migration.migrate("unified_config")
        #expect(folder.content.contains("version: 2.1.0"))
    }

    // MARK: Books that somebody else has written

    /// Puts another text in the place of the backup, and its checksum into the journal.
    private func forge(_ text: String) throws {
        let backup = "\(folder.path)/.migrations/\(folder.backups[0])"
        let old = SHA256.hexadecimal(of: Array(OldFolder.text.utf8))
        let new = SHA256.hexadecimal(of: Array(text.utf8))
        try text.write(toFile: backup, atomically: true, encoding: .utf8)
        let journal = try String(contentsOfFile: folder.journalPath, encoding: .utf8)
        try journal.replacing(old, with: new)
            .write(toFile: folder.journalPath, atomically: true, encoding: .utf8)
    }

    @Test(arguments: [
        ("agents: [evil]\n", "not restored: the backup is not valid for version 1.0.0"),
        ("version: 2.0.0\n", nil),
        ("{", nil),
    ])
    func aForgedBackupIsNotPutBack(text: String, message: String?) throws {
        _ = try folder.migration.migrate("unified_config")
        let content = folder.content
        try forge(text)
        do throws(ConfigError) {
            _ = try folder.migration.rollback("unified_config")
            Issue.record("it was put back")
        } catch {
            if let message { #expect(error.findings.first?.message == message) }
        }
        #expect(folder.content == content)
        _ = try folder.migration.rollback("unified_config", force: true)
        #expect(folder.content == text)
    }

    @Test func aBackupIsNotPutBackAsAnotherFile() throws {
        _ = try folder.migration.migrate("unified_config")
        let journal = try String(contentsOfFile: folder.journalPath, encoding: .utf8)
        try journal.replacing("\"unified_config.yaml\"", with: "\"messaging.yaml\"")
            .write(toFile: folder.journalPath, atomically: true, encoding: .utf8)
        #expect(throws: ConfigError.self) {
            try folder.migration.rollback("unified_config", force: true)
        }
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/messaging.yaml"))
    }

    @Test(arguments: [
        ("9223372036854775807", "9223372036854775807"), ("-1", "-1"), ("0", "0"),
        ("1e400", "1e400"), ("1.5", "1.5"), ("null", "null"),
    ])
    func aNumberThatNoJournalHasIsDamage(number: String, shown: String) throws {
        _ = try folder.migration.migrate("unified_config")
        let journal = try String(contentsOfFile: folder.journalPath, encoding: .utf8)
        try journal.replacing("\"number\": 1", with: "\"number\": \(number)")
            .write(toFile: folder.journalPath, atomically: true, encoding: .utf8)
        try OldFolder.text.write(toFile: folder.file, atomically: true, encoding: .utf8)
        do throws(ConfigError) {
            _ = try folder.migration.migrate("unified_config")
            Issue.record("it was migrated")
        } catch {
            #expect(
                error.findings.map(\.message) == [
                    "the journal of migrations is damaged: the number of an entry is \(shown); move the "
                        + "file away, and check the configuration files by hand"
                ]
            )
        }
    }

    @Test func noBitOfTheJournalEndsTheProcess() throws {
        _ = try folder.migration.migrate("unified_config")
        let good = try Data(contentsOf: URL(filePath: folder.journalPath))
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            var bytes = good
            bytes[Int.random(in: 0..<bytes.count, using: &random)] ^=
                1 << UInt8.random(in: 0..<8, using: &random)
            try bytes.write(to: URL(filePath: folder.journalPath))
            for _ in 0..<2 {
                _ = try? folder.migration.recover()
                _ = try? folder.migration.rollback("unified_config")
                _ = try? folder.migration.migrate("unified_config")
                _ = try? folder.migration.verifyBackups()
            }
            try OldFolder.text.write(toFile: folder.file, atomically: true, encoding: .utf8)
        }
    }
}
