import Foundation
import Testing

/// Options that a directory keeps in `configctl.yaml`, or the environment in `CONFIGCTL_…`.
struct ToolSettingsTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder([
            "deploy/http.yaml": "port: 1\n", "site/http.yaml": "port: 7\n",
            "mine.json": #"{"port": 8}"#, "deploy/http.production.yaml": "port: 2\n",
            "types/http.schema.json":
                #"{"properties": {"port": {"type": "integer", "maximum": 9}}}"#,
            "run/http.port": "3\n",
        ])
    }

    private func configctl(
        _ line: String,
        _ environment: String = ""
    ) async throws -> (status: Int32, output: String) {
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        return try await Shell.run(
            "cd '\(folder.path)' && chmod 600 run/* && \(environment) '\(program)' \(line) 2>&1"
        )
    }

    @Test(arguments: [
        // A file of each format, options of the command line, variables.
        ("configctl.yaml", "directory: deploy\nschemas: types\n", "", "get http port", "1\n"),
        (
            "configctl.json", #"{"directory": "deploy", "schemas": "types"}"#, "", "get http port",
            "1\n"
        ),
        (
            "configctl.toml",
            "directory = \"deploy\"\nschemas = \"types\"\noverlay = \"production\"\n",
            "", "get http port", "2\n"
        ),
        (
            "configctl.yaml", "directory: deploy\nschemas: types\noverlay: other\n", "",
            "get http port --overlay production", "2\n"
        ),
        (
            "configctl.yaml", "directory: deploy\nschemas: types\noverlay: other\n",
            "CONFIGCTL_OVERLAY=production", "get http port", "2\n"
        ),
        (
            "configctl.yaml", "directory: deploy\nschemas: types\nsecrets: run\n", "",
            "get http port", "<secret>\n"
        ),
        (
            "configctl.yaml", "directory: deploy\nschemas: types\narguments: [--http.port=4]\n", "",
            "get http port", "4\n"
        ),
        (
            "configctl.yaml", "directory: deploy\nschemas: types\narguments: [--http.port=4]\n", "",
            "get http port --argument --http.port=5", "5\n"
        ),
        (
            "configctl.yaml", "directory: deploy\nschemas: types\nenvironment: APP\n",
            "APP_HTTP_PORT=6", "get http port", "6\n"
        ),
        (
            "other.yaml", "", "CONFIGCTL_DIRECTORY=deploy CONFIGCTL_SCHEMAS=types", "get http port",
            "1\n"
        ),
        // Several directories, and files outside of them.
        (
            "other.yaml", "", "", "--schemas types get http port -d deploy -d site", "7\n"
        ),
        (
            "configctl.yaml", "directory: deploy\ndirectories: [site]\nschemas: types\n", "",
            "get http port", "7\n"
        ),
        (
            "configctl.yaml", "directory: deploy\ndirectories: [site]\nschemas: types\n", "",
            "get http port -d deploy", "1\n"
        ),
        (
            "other.yaml", "", "", "--schemas types get http port -d deploy --file http=mine.json",
            "8\n"
        ),
        ("other.yaml", "", "", "--schemas types get http port --file mine.json --main http", "8\n"),
        ("other.yaml", "", "", "--schemas types get http port --file site/http.yaml", "7\n"),
        (
            "configctl.yaml", "files: [http=mine.json]\nschemas: types\n", "",
            "get http port --file http=site/http.yaml", "7\n"
        ),
        // Options before the name of the command.
        (
            "other.yaml", "", "", "-d deploy --schemas types --overlay production get http port",
            "2\n"
        ),
        ("other.yaml", "", "", "--schemas types get http port -d deploy", "1\n"),
        ("other.yaml", "", "", "-q --format json -d deploy --schemas types get http port", "1\n"),
        ("other.yaml", "", "", "-d deploy --schemas types --environment list get http port", "1\n"),
        (
            "other.yaml", "", "", "-d deploy --schemas types -n set http port 1",
            "deploy/http.yaml: unchanged\n"
        ),
    ])
    func optionsAreKept(
        file: String,
        text: String,
        environment: String,
        line: String,
        output: String
    ) async throws {
        try folder.write(text, to: file)
        let result = try await configctl(line, environment)
        #expect(result.output == output)
        #expect(result.status == 0)
    }

    @Test func aFaultInTheFileIsAtItsLine() async throws {
        try folder.write("schemas: types\ndirectry: deploy\n", to: "configctl.yaml")
        let result = try await configctl("get http port")
        #expect(
            result.output.hasPrefix(
                """
                ./configctl.yaml:2:1: error: unknown setting "directry"; did you mean "directory"?
                """
            )
        )
        #expect(result.status == 2)
    }

    @Test(arguments: [
        (
            "--file htp=mine.json",
            #"mine.json: error: there is no configuration type called "htp"; did you mean "http"?"#
        ),
        (
            "--file mine.json",
            "mine.json: error: the configuration that this file belongs to is not known; write --file NAME=mine.json"
        ),
        ("-d deploy -d sites", "sites: error: there is no such directory"),
        ("-d sites --file http=mine.json", "sites: error: there is no such directory"),
    ])
    func aFileOrDirectoryThatCannotBeMeantIsAnError(options: String, message: String) async throws {
        let result = try await configctl("get http port --schemas types \(options)")
        #expect(result.output.hasPrefix(message), "\(result.output)")
        #expect(result.status == 2)
    }

    /// A file outside of a directory is edited in its place.
    @Test func aFileAloneIsEdited() async throws {
        let result = try await configctl("set http port 9 --schemas types --file http=mine.json")
        #expect(result.output == "port: 8 -> 9 (mine.json:1:10)\n")
        let text = try String(contentsOfFile: folder.path + "/mine.json", encoding: .utf8)
        #expect(text == #"{"port": 9}"#)
        let lower = try await configctl(
            "set http port 9 --schemas types -d deploy --file http=site/http.yaml"
        )
        #expect(lower.output.contains("would still have the value of site/http.yaml:1:7"))
        #expect(lower.status == 1)
    }

    @Test func aVariableThatIsNearlyOneIsNoted() async throws {
        try folder.write("directory: deploy\nschemas: types\n", to: "configctl.yaml")
        let result = try await configctl("get http port", "CONFIGCTL_OVERLY=production")
        #expect(result.output.contains("CONFIGCTL_OVERLY"))
        #expect(result.output.contains("CONFIGCTL_OVERLAY"))
        #expect(result.output.hasSuffix("1\n"))
    }

    /// Beside the configuration files, the file of the tool is one of a known type.
    @Test func theFileIsValidatedWhereItLiesBesideTheOthers() async throws {
        try folder.write("directory: .\nschemas: ../types\n", to: "deploy/configctl.yaml")
        let program = try #require(BuiltProgram.path("configctl"), "configctl is not built")
        let result = try await Shell.run("cd '\(folder.path)/deploy' && '\(program)' validate")
        #expect(
            result.output == "./configctl.yaml: valid\n./http.yaml: valid\n2 files, all valid\n"
        )
    }

    /// Every command that changes files records that in the trail of the settings.
    @Test func theTrailIsThatOfTheSettings() async throws {
        try folder.write(
            "directory: deploy\nschemas: types\naudit: {folder: trail, key: key}\n",
            to: "configctl.yaml"
        )
        try folder.write("0123456789abcdef", to: "key")
        #expect(try await configctl("audit start").status == 0)
        #expect(try await configctl("set http port 7").status == 0)
        let shown = try await configctl("audit show --event save")
        #expect(shown.output.contains("port"))
        #expect(try await configctl("audit verify").output.hasSuffix("intact\n"))
        #expect(try await configctl("audit verify --audit-key configctl.yaml").status == 1)
        #expect(try await configctl("audit verify --key key").status == 0)
    }

    /// A value in place of a path, or of an array, may be the secret itself.
    @Test(arguments: [
        "audit: {key: C4naryPassC4naryPass}", "audit: C4naryPass", "audit: {key: [C4naryPass]}",
        "arguments: --apiToken=C4naryPass", "arguments: {apiToken: C4naryPass}",
        "arguments: [{apiToken: C4naryPass}]", "arguments: [C4naryPass: x]",
    ])
    func secretsAreNotPrinted(settings: String) async throws {
        try folder.write("directory: deploy\nschemas: types\n\(settings)\n", to: "configctl.yaml")
        let result = try await configctl("audit verify")
        #expect(result.status == 2, "\(result.output)")
        #expect(!result.output.contains("C4nary"), "\(result.output)")
    }

    /// Bytes that are not UTF-8 are refused; they would be replaced in the value.
    @Test(arguments: [
        ("", "set http port \"$BYTE\"", "Argument 4 is not valid UTF-8."),
        ("", "get http port \"--argument=--http.port=$BYTE\"", "Argument 4 is not valid UTF-8."),
        (
            "APP_HTTP_PORT=\"$BYTE\"", "validate http --environment APP",
            "environment variable APP_HTTP_PORT: error: the value of port is not text in UTF-8"
        ),
        (
            "OTHER=\"$BYTE\"", "validate bytes",
            "port refers to the environment variable OTHER, whose value is not text in UTF-8"
        ),
    ])
    func bytesThatAreNoTextAreRefused(variable: String, line: String, message: String) async throws
    {
        try folder.write("port: ${env:OTHER}\n", to: "deploy/bytes.yaml")
        try folder.write(#"{"properties": {"port": {}}}"#, to: "types/bytes.schema.json")
        let result = try await configctl(
            "\(line) -d deploy --schemas types",
            "BYTE=$(printf '\\377'); \(variable)"
        )
        #expect(result.status != 0 && result.output.contains(message), "\(result.output)")
    }

    @Test func aKeyInPlaceOfItsFileIsNotPrinted() async throws {
        let result = try await configctl(
            "audit verify -d deploy --schemas types",
            "CONFIGCTL_AUDIT_KEY=C4naryPassC4naryPass"
        )
        #expect(result.status == 2)
        #expect(!result.output.contains("C4nary") && result.output.contains("not the key itself"))
    }
}
