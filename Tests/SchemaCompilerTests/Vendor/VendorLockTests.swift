import JSONSchema
import SchemaCompiler
import Testing

@Suite struct VendorLockTests {
    private let folder: Folder
    private let uri = "https://example.com/common.json"

    init() throws {
        folder = try Folder()
        try folder.write(#"{ "enum": ["x", "y"] }"#, to: "vendored/common.json")
        try folder.write(
            #"{ "type": "object", "properties": { "a": { "$ref": "\#(uri)#" } } }"#,
            to: "main.schema.json"
        )
    }

    private var lockPath: String { folder.path + "/schemac.lock" }

    private func vendor(_ uri: String, _ file: String = "vendored/common.json") throws {
        var lock = try VendorLock(at: lockPath)
        try lock.add(uri, file: "\(folder.path)/\(file)")
        try lock.write()
    }

    private func generate() throws -> GeneratedFile {
        var options = CompilerOptions()
        options.vendored = try VendorLock.ifPresent(in: folder.path)
        let sources = try SchemaFinder().sources(at: [folder.path + "/main.schema.json"])
        return try Compiler(options: options).compile(sources)[0]
    }

    private func messages(_ body: () throws -> Void) throws -> [String] {
        let error = try #require(throws: SchemaError.self) { try body() }
        return error.findings.map {
            String($0.description.split(separator: "\n")[0])
                .replacing(folder.path + "/", with: "")
        }
    }

    @Test func copiesAnswerReferencesToTheirURI() throws {
        try vendor(uri)
        let file = try generate()
        #expect(file.text.contains("case x"))
        #expect(!file.text.contains(folder.path))
        #expect(file.references.contains(folder.path + "/vendored/common.json"))
    }

    @Test func withoutACopyTheErrorSaysHowToTakeOneOver() throws {
        #expect(
            try messages { _ = try generate() } == [
                "main.schema.json:1:52: error: the schema \"\(uri)\" is unknown, and schemas are never fetched over the network: save a copy with 'schemac vendor URI FILE', or map its directory with --map PREFIX=DIR"
            ]
        )
    }

    @Test(arguments: [
        (#"{ "enum": ["x", "z"] }"#, "has changed since it was saved"),
        (nil, "cannot be read: No such file or directory"),
    ])
    func copiesThatChangedAnswerNothing(text: String?, message: String) throws {
        try vendor(uri)
        try folder.remove("vendored/common.json")
        if let text { try folder.write(text, to: "vendored/common.json") }
        let change =
            #"schemac.lock:4:15: error: "vendored/common.json" \#(message); save it again with 'schemac vendor URI FILE'"#
        #expect(try messages { _ = try generate() }.last == change)
        let findings = try VendorLock(at: lockPath).findings()
        #expect(
            findings.map { $0.description.replacing(folder.path + "/", with: "") } == [change]
        )
    }

    @Test func takingOverAgainReplacesTheEntry() throws {
        try vendor(uri)
        try folder.write(#"{ "enum": ["z"] }"#, to: "vendored/common.json")
        try vendor(uri)
        let lock = try VendorLock(at: lockPath)
        #expect(lock.count == 1)
        #expect(lock.findings().isEmpty)
        #expect(try generate().text.contains("case z"))
    }

    @Test func locksAreTheSameWhateverTheOrder() throws {
        let others = ["https://example.com/b.json", "https://example.com/a.json"]
        for uri in others { try vendor(uri) }
        let text = try folder.read("schemac.lock")
        try folder.remove("schemac.lock")
        for uri in others.reversed() { try vendor(uri) }
        #expect(try folder.read("schemac.lock") == text)
    }

    @Test(arguments: [
        ("common.json", "is not a URI that can have a copy"),
        ("https://example.com/common.json#", "is not a URI that can have a copy"),
        ("file:///common.json", "is not a URI that can have a copy"),
    ])
    func refusesWhatNoReferenceSays(uri: String, message: String) throws {
        #expect(try messages { try vendor(uri) }[0].contains(message))
    }

    @Test(arguments: [
        ("[1]", "a schema is an object, true or false"),
        ("{", "the file is not a schema: it cannot be parsed"),
    ])
    func refusesWhatIsNoSchema(text: String, message: String) throws {
        try folder.write(text, to: "vendored/common.json")
        #expect(try messages { try vendor(uri) }[0].contains(message))
        #expect(try !folder.names().contains("schemac.lock"))
    }

    @Test func saysWhatACopyRefersToItself() throws {
        try folder.write(
            #"{ "$ref": "https://example.com/other.json" }"#,
            to: "vendored/common.json"
        )
        try vendor(uri)
        let missing = try VendorLock(at: lockPath).missing(for: uri)
        #expect(missing.count == 1)
        #expect(missing.first?.message.contains("https://example.com/other.json") == true)
    }

    @Test(arguments: [
        (
            #"{ "schemas": { "u": { "file": "f" } } }"#,
            "1:21: error: the entry needs file and sha256"
        ),
        (
            #"{ "schema": {} }"#,
            " error: the file is not a lock: expected an object with \"schemas\""
        ),
        (#"{ "schemas": [] }"#, "1:14: error: an object is expected here"),
    ])
    func refusesLocksThatSaySomethingElse(text: String, message: String) throws {
        try folder.write(text, to: "schemac.lock")
        let messages = try messages { _ = try VendorLock(at: lockPath) }
        #expect(messages.first?.hasPrefix("schemac.lock:" + message) == true)
    }

    @Test(arguments: ["", "vendor: schemac.lock\n", "vendor: locks/other.lock\n"])
    func buildsReadTheLockThatOptionsNameOrTheOneBeside(line: String) throws {
        try vendor(uri)
        if line.contains("other") {
            let text = try folder.read("schemac.lock")
            try folder.write(
                text.replacing("vendored/", with: "../vendored/"),
                to: "locks/other.lock"
            )
            try folder.remove("schemac.lock")
        }
        try folder.write(line + "schemas: [main.schema.json]\n", to: "schemac.yaml")
        let plan = try BuildPlan(targetDirectory: folder.path, config: nil)
        let files = try Compiler(options: plan.options).compile(plan.sources())
        #expect(files[0].text.contains("case x"))
        #expect(plan.paths.contains { $0.hasSuffix("vendored/common.json") })
    }
}
