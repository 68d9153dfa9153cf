import JSONSchema
import SchemaCompiler
import Testing

@Suite struct BuildPlanTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.write(
            #"{ "type": "object", "properties": { "port": { "type": "integer", "maximum": 65535 } } }"#,
            to: "target/http.schema.json"
        )
    }

    private func plan() throws -> BuildPlan {
        try BuildPlan(targetDirectory: folder.path + "/target", config: nil)
    }

    @Test func findsTheSchemasOfTheTargetByItself() throws {
        #expect(try plan().sources().map(\.name) == ["http"])
    }

    @Test func followsTheOptions() throws {
        try folder.write(#"{ "type": "object" }"#, to: "schemas/app/1.0.0.schema.json")
        try folder.write("schemas: [../schemas]\naccess: public\n", to: "target/schemac.yaml")
        let plan = try plan()
        #expect(plan.options.access == .public)
        #expect(try plan.sources().map(\.name) == ["app"])
    }

    @Test func readsWhichTypesAreWanted() throws {
        try folder.write(
            "formats: [date-time, uuid]\nsets: true\ndecimals: exact\nintegers: sized\n",
            to: "target/schemac.yaml"
        )
        let options = try plan().options
        #expect(options.formats == [.dateTime, .uuid])
        #expect(options.usesSets && options.usesExactDecimals && options.usesSizedIntegers)
    }

    @Test func checksTheListedFiles() throws {
        try folder.write("port: 80\n", to: "config/good.yaml")
        try folder.write("\nport: 70000\n", to: "config/bad.yaml")
        try folder.write(
            "check:\n  - schema: http\n    files: [../config/good.yaml, ../config/bad.yaml, ../config/none.yaml]\n",
            to: "target/schemac.yaml"
        )
        let plan = try plan()
        let findings = try plan.check(plan.sources())
        #expect(findings.count == 2)
        #expect(
            findings.first?.description.hasPrefix(
                "\(folder.path)/config/bad.yaml:2:7: error: "
            ) == true
        )
    }

    @Test(arguments: [
        (
            "shemas: []",
            "schemac.yaml:1:1: error: unknown option \"shemas\"; did you mean \"schemas\"?"
        ),
        (
            "\naccess: open",
            "schemac.yaml:2:9: error: \"open\" is not allowed; expected one of internal, package, public"
        ),
        ("check:\n  - files: []", "schemac.yaml:2:5: error: the entry names no schema"),
        (
            "check:\n  - schema: http\n    file: a",
            "schemac.yaml:3:5: error: unknown option \"file\"; did you mean \"files\"?"
        ),
        (
            "formats: [email]",
            "schemac.yaml:1:11: error: \"email\" is not allowed; expected one of date-time, date, time, duration, uuid, uri, ipv4, ipv6"
        ),
        (
            "sets: often",
            "schemac.yaml:1:7: error: \"often\" is not allowed; expected one of true, false"
        ),
        ("schemas: a", "schemac.yaml:1:10: error: an array of paths is expected here"),
        (
            "namespace: flt",
            "schemac.yaml:1:12: error: \"flt\" is not allowed; expected one of nested, flat; did you mean \"flat\"?"
        ),
        (
            "conformances: [Hashble]",
            "schemac.yaml:1:16: error: \"Hashble\" is not allowed; expected one of Equatable, Hashable, Codable; did you mean \"Hashable\"?"
        ),
        ("prefix: 1A", "schemac.yaml:1:9: error: a prefix must be a Swift name such as App"),
        (
            "imports: [\"Foundation\\nlet x = 1\"]",
            "schemac.yaml:1:11: error: an import must be the name of a module"
        ),
        (
            "types: { A.b: \"Int }; let x\" }",
            "schemac.yaml:1:15: error: \"Int }; let x\" is not the name of a Swift type; write a name such as Celsius, Geometry.Point or [Celsius]"
        ),
        ("templates: nowhere", "schemac.yaml:1:12: error: there is no directory \"nowhere\""),
        (
            "check:\n  - schema: http\n    files: [a, b]\n    embed: true",
            "schemac.yaml:2:5: error: an entry with embed must have one file; this one has 2; write an entry for each, and name each: embed: production"
        ),
        (
            "check:\n  - schema: http\n    embed: a b",
            "schemac.yaml:3:12: error: embed must be true, false or the name of a Swift property; write embed: true for a property called embedded"
        ),
        ("[1]", "schemac.yaml:1:1: error: an object is expected here"),
    ])
    func locatesWhatItDoesNotKnow(text: String, expected: String) throws {
        try folder.write(text, to: "target/schemac.yaml")
        let error = #expect(throws: SchemaError.self) { try plan() }
        #expect(error?.findings.map(\.description) == ["\(folder.path)/target/\(expected)"])
    }

    @Test func namesASchemaThatDoesNotExist() throws {
        try folder.write("check:\n  - schema: htpp\n    files: []\n", to: "target/schemac.yaml")
        let plan = try plan()
        let findings = try plan.check(plan.sources())
        #expect(
            findings.map(\.description) == [
                "\(folder.path)/target/schemac.yaml:2:13: error: there is no schema \"htpp\"; "
                    + "did you mean \"http\"?"
            ]
        )
    }
}
