import Foundation
import SchemaCompiler
import Testing

/// The thresholds of monitors are a generated type, kept beside the monitor since a library cannot
/// use a plugin whose runtime it is.
struct MonitorConfigTests {
    @Test func theTypeIsWhatItsSchemaIsGeneratedTo() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let program = root.appending(path: "Sources/TypedConfig/Monitor/Alert/MonitorConfig.swift")
        let schema = root.appending(path: "schemas/monitor/1.0.0.schema.json")
        var options = CompilerOptions()
        options.access = .public
        let sources = try SchemaFinder().sources(at: [schema.path])
        let files = try Compiler(options: options).compile(sources)
        let text = files[0].text.replacing("public import TypedConfig\n", with: "")
        #expect(try String(contentsOf: program, encoding: .utf8) == text)
    }
}
