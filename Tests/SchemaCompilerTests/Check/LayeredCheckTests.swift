import ConfigDocument
import SchemaCompiler
import SchemaValidation
import Testing

/// The findings of `swift build` in files that override each other.
@Suite struct LayeredCheckTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write(
            """
            { "type": "object", "required": ["port"], "additionalProperties": false,
              "properties": { "port": { "type": "integer", "maximum": 65535 },
                              "host": { "type": "string" },
                              "hosts": { "type": "array", "items": { "type": "string" } } } }
            """,
            to: "target/http.schema.json"
        )
        try folder.write("host: a\n", to: "config/http.yaml")
    }

    private func findings(_ entry: String) throws -> [String] {
        try folder.write(
            "check:\n  - schema: http\n    files: [../config/http.yaml]\n\(entry)",
            to: "target/schemac.yaml"
        )
        let plan = try plan()
        return try plan.check(plan.sources()).map { finding in
            String(finding.description.split(separator: "\n")[0])
                .replacing(folder.path + "/", with: "")
        }
    }

    private func plan() throws -> BuildPlan {
        try BuildPlan(targetDirectory: folder.path + "/target", config: nil)
    }

    @Test func aFileAloneIsHeldToTheSchemaAsItStands() throws {
        try folder.write("port: 80\n", to: "config/http.production.yaml")
        try folder.write("port: 90000\n", to: "config/conf.d/10-http.yaml")
        let found = try findings("")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("config/http.yaml:1:1: error: ") == true)
        #expect(found.first?.contains("port") == true)
    }

    @Test func theFileOfAStageGivesWhatTheBaseLacks() throws {
        try folder.write("port: 80\n", to: "config/http.production.yaml")
        #expect(try findings("    overlay: production\n") == [])
    }

    @Test func aFindingIsAtTheLineInTheFileThatItComesFrom() throws {
        try folder.write("# stage\nport: 70000\nhosts: [a, 1]\n", to: "config/http.production.yaml")
        try folder.write("hots: b\n", to: "config/conf.d/20-http.limits.yaml")
        let found = try findings("    overlay: production\n")
        #expect(
            found.map { $0.split(separator: " ")[0] } == [
                "config/http.production.yaml:2:7:", "config/http.production.yaml:3:12:",
                "config/conf.d/20-http.limits.yaml:1:7:",
            ]
        )
    }

    @Test func eachStageIsCheckedAndACommonFaultIsReportedOnce() throws {
        try folder.write("host: 1\n", to: "config/http.yaml")
        try folder.write("port: 80\n", to: "config/http.production.yaml")
        try folder.write("port: a\n", to: "config/http.staging.yaml")
        let found = try findings("    overlay: [production, staging]\n")
        #expect(
            found.map { $0.split(separator: " ")[0] } == [
                "config/http.yaml:1:7:", "config/http.staging.yaml:1:7:",
            ]
        )
    }

    @Test func fragmentsAreReadWithoutAStageWhereTheEntryAsksForThem() throws {
        try folder.write("port: 80\n", to: "config/conf.d/10-http.yaml")
        try folder.write("port: 90000\n", to: "config/conf.d/90-http.production.yaml")
        try folder.write("", to: "config/http.production.yaml")
        #expect(try findings("    conf.d: true\n") == [])
        #expect(try findings("    overlay: production\n").count == 1)
        #expect(try findings("    overlay: production\n    conf.d: false\n").count == 1)
    }

    @Test func anUnknownStageIsAnErrorAtItsLine() throws {
        try folder.write("port: 80\n", to: "config/http.yaml")
        try folder.write("port: 81\n", to: "config/http.production.yaml")
        #expect(
            try findings("    overlay: prod\n") == [
                "target/schemac.yaml:4:14: error: no file of this entry has a file for the stage "
                    + "\"prod\" beside it"
            ]
        )
    }

    @Test func anEmptyKeyOfAStageIsAWarning() throws {
        try folder.write("port: 80\n", to: "config/http.yaml")
        try folder.write("port:\n", to: "config/http.production.yaml")
        let found = try findings("    overlay: production\n")
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("config/http.production.yaml:1:1: warning: port is empty"))
    }

    @Test func aFileIsEmbeddedAsItsStageHasIt() throws {
        try folder.write("port: 80\n", to: "config/http.production.yaml")
        _ = try findings("    overlay: production\n    embed: true\n")
        let embedded = try plan().embedded()
        #expect(embedded.count == 1)
        #expect(embedded.first?.document.root["port"]?.int == 80)
        #expect(embedded.first?.document.root["host"]?.string == "a")
        let error = #expect(throws: SchemaError.self) {
            try findings("    overlay: [production, staging]\n    embed: true\n")
        }
        #expect(error?.findings.first?.message.contains("must have one overlay") == true)
    }

    /// Files that are added later must start a build.
    @Test func theFoldersOfLayeredFilesAreWatched() throws {
        try folder.write("port: 80\n", to: "config/http.production.yaml")
        _ = try findings("    overlay: production\n")
        #expect(try plan().paths.contains(folder.path + "/config"))
        _ = try findings("")
        #expect(try plan().paths.contains(folder.path + "/config/http.yaml"))
    }
}
