import Foundation
import SchemaCompiler
import Testing

extension ExamplesInTurn {
    /// The example that commits its generated code.
    struct CommandLineExampleTests {
        /// After a change of what is generated, run `Examples/CommandLine/generate`.
        @Test func committedCodeIsWhatTheCompilerGenerates() throws {
            let folder = ExamplePackage.root.appending(path: "Examples/CommandLine")
            let sources = try SchemaFinder().sources(at: [folder.path + "/greeter.schema.json"])
            let files = try Compiler().compile(sources)
            for file in files {
                let committed = folder.appending(path: "Sources/Greeter/Generated/\(file.name)")
                #expect(try String(contentsOf: committed, encoding: .utf8) == file.text)
            }
            #expect(files.count == 1)
        }

        @Test(.enabled(if: ExampleBuilds.areWanted))
        func buildsAndPrints() async throws {
            let greeter = try ExamplePackage("CommandLine")
            let output = try await greeter.build()
            #expect(output.status == 0, "\(output)")
            #expect(
                try await greeter.run("Greeter").text
                    == "Good morning, Ada!\nGood morning, Grace!\n"
            )
        }
    }
}
