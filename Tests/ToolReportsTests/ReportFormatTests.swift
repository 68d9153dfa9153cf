import ConfigDocument
import SchemaValidation
import Testing
import ToolReports

/// One valid file, one of each fate, and text that would break a careless format.
private let report = CheckReport(
    tool: "schemac",
    files: [
        CheckedFile("config/good.yaml"),
        CheckedFile("config/http.yaml", findings: [port, hostile]),
        CheckedFile("config/large.json", findings: [unread]),
        CheckedFile(
            "a: b,%\u{1B}<&>\".yaml",
            [CheckResult(advice, rule: "enum-of-one", summary: "An enum has one value.")]
        ),
    ]
)

private let port = finding(
    "port is 70000; the largest allowed value is 65535",
    "config/http.yaml",
    7
) {
    $0.instanceLocation = "/port"
    $0.keywordLocation = "/properties/port/maximum"
    $0.absoluteKeywordLocation = "schemas/http.schema.json#/properties/port/maximum"
    $0.schemaPosition = position(after: "one\ntwo", at: 4)
}

private let hostile = finding(
    "\"</x>\n::stop-commands::\u{202E}]]>%0A\" is not allowed",
    "config/http.yaml",
    0
) {
    $0.suggestion = "did you mean \"a&b\"?"
}

private let unread = finding("the file is too large", "config/large.json", nil) {
    $0.isUnjudged = true
}

private let advice = finding("one value", "a: b,%\u{1B}<&>\".yaml", 2) { $0.severity = .warning }

private func finding(
    _ message: String,
    _ file: String,
    _ offset: Int?,
    _ change: (inout Finding) -> Void
) -> Finding {
    var finding = Finding(message: message, file: file)
    finding.position = offset.map { position(after: "port:  70000", at: $0) }
    change(&finding)
    return finding
}

private func position(after text: String, at offset: Int) -> SourcePosition {
    Array(text.utf8).withUnsafeBytes { SourcePosition(offset: offset, in: $0) }
}

@Suite struct ReportFormatTests {
    @Test func printsAnnotations() {
        #expect(
            ReportFormat.github.text(of: report) == """
                ::error file=config/http.yaml,line=1,col=8,title=maximum::port is 70000; the largest allowed value is 65535
                ::error file=config/http.yaml,line=1,col=1,title=document::"</x>\\u{A}::stop-commands::\\u{202E}]]>%250A" is not allowed; did you mean "a&b"?
                ::error file=config/large.json,title=unreadable::the file is too large
                ::warning file=a%3A b%2C%25\\u{1B}<&>".yaml,line=1,col=3,title=enum-of-one::one value
                """
        )
    }

    @Test func printsJUnit() {
        #expect(
            ReportFormat.junit.text(of: report) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="schemac" tests="4" failures="1" errors="1">
                  <testsuite name="schemac" tests="4" failures="1" errors="1">
                    <testcase classname="schemac" name="config/good.yaml"/>
                    <testcase classname="schemac" name="config/http.yaml">
                      <failure type="maximum" message="port is 70000; the largest allowed value is 65535 (and 1 more)">config/http.yaml:1:8: error: port is 70000; the largest allowed value is 65535&#10;  at /port, by schemas/http.schema.json#/properties/port/maximum&#10;config/http.yaml:1:1: error: &quot;&lt;/x&gt;\\u{A}::stop-commands::\\u{202E}]]&gt;%0A&quot; is not allowed; did you mean &quot;a&amp;b&quot;?</failure>
                    </testcase>
                    <testcase classname="schemac" name="config/large.json">
                      <error type="unreadable" message="the file is too large">config/large.json: error: the file is too large</error>
                    </testcase>
                    <testcase classname="schemac" name="&quot;a: b,%\\u{1B}&lt;&amp;&gt;\\&quot;.yaml&quot;">
                      <system-out>&quot;a: b,%\\u{1B}&lt;&amp;&gt;\\&quot;.yaml&quot;:1:3: warning: one value</system-out>
                    </testcase>
                  </testsuite>
                </testsuites>
                """
        )
    }

    @Test func printsCheckstyle() {
        #expect(
            ReportFormat.checkstyle.text(of: report) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <checkstyle version="8.0">
                  <file name="config/good.yaml"/>
                  <file name="config/http.yaml">
                    <error line="1" column="8" severity="error" message="port is 70000; the largest allowed value is 65535" source="schemac.maximum"/>
                    <error line="1" column="1" severity="error" message="&quot;&lt;/x&gt;\\u{A}::stop-commands::\\u{202E}]]&gt;%0A&quot; is not allowed; did you mean &quot;a&amp;b&quot;?" source="schemac.document"/>
                  </file>
                  <file name="config/large.json">
                    <error severity="error" message="the file is too large" source="schemac.unreadable"/>
                  </file>
                  <file name="a: b,%\\u{1B}&lt;&amp;&gt;&quot;.yaml">
                    <error line="1" column="3" severity="warning" message="one value" source="schemac.enum-of-one"/>
                  </file>
                </checkstyle>
                """
        )
    }

    @Test func printsSARIF() throws {
        let text = ReportFormat.sarif.text(of: report)
        let log = DocumentValue(try Document(parsing: text, as: .json).root)
        let run = try #require(log["runs"]?[0])
        #expect(run["columnKind"] == "unicodeCodePoints")
        #expect(
            run["tool"]?["driver"]?["rules"] == [
                ["id": "maximum"], ["id": "document"], ["id": "unreadable"],
                ["id": "enum-of-one", "shortDescription": ["text": "An enum has one value."]],
            ]
        )
        #expect(
            run["results"]?[0] == [
                "ruleId": "maximum", "ruleIndex": 0, "level": "error",
                "message": ["text": "port is 70000; the largest allowed value is 65535"],
                "locations": [
                    [
                        "physicalLocation": [
                            "artifactLocation": ["uri": "config/http.yaml"],
                            "region": ["startLine": 1, "startColumn": 8],
                        ],
                        "logicalLocations": [["fullyQualifiedName": "/port"]],
                    ]
                ],
                "relatedLocations": [
                    [
                        "id": 1, "message": ["text": "the rule in the schema"],
                        "physicalLocation": [
                            "artifactLocation": ["uri": "schemas/http.schema.json"],
                            "region": ["startLine": 2, "startColumn": 1],
                        ],
                        "logicalLocations": [["fullyQualifiedName": "/properties/port/maximum"]],
                    ]
                ],
            ]
        )
        #expect(run["results"]?[3]?["level"] == "warning")
        #expect(run["artifacts"]?[3]?["location"]?["uri"] == "a%3A%20b%2C%25%1B%3C%26%3E%22.yaml")
    }

    @Test(arguments: ReportFormat.allCases)
    func holdsNothingThatATerminalObeys(format: ReportFormat) {
        let text = format.text(of: report)
        let unsafe = text.unicodeScalars.filter { $0 != "\n" && !VisibleText.contains($0) }
        #expect(unsafe.isEmpty)
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("::stop") })
    }

    @Test(arguments: ReportFormat.allCases)
    func takesAnEmptyReport(format: ReportFormat) {
        let text = format.text(of: CheckReport(tool: "configctl", files: []))
        #expect(!text.contains("error file") && !text.contains("<testcase"))
    }

    @Test func sortsResultsByTheFileThatTheyName() {
        let sorted = CheckReport(
            tool: "schemac",
            files: ["config/good.yaml", "config/http.yaml"],
            results: [CheckResult(port), CheckResult(unread), CheckResult(hostile)]
        )
        #expect(
            sorted.files.map(\.name) == [
                "config/good.yaml", "config/http.yaml", "config/large.json",
            ]
        )
        #expect(sorted.files.map(\.results.count) == [0, 2, 1])
    }

    @Test(arguments: [
        ("config/a b.yaml", "config/a%20b.yaml"), ("/etc/é.yaml", "file:///etc/%C3%A9.yaml"),
        ("a:b", "a%3Ab"), ("../x", "../x"),
    ])
    func writesPathsAsURIs(path: String, uri: String) throws {
        let report = CheckReport(tool: "t", files: [CheckedFile(path)])
        let log = DocumentValue(
            try Document(parsing: ReportFormat.sarif.text(of: report), as: .json).root
        )
        #expect(log["runs"]?[0]?["artifacts"]?[0]?["location"]?["uri"] == .string(uri))
    }
}
