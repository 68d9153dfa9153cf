import JSONSchema
import SchemaCompiler
import SchemaValidation
import Testing

@testable import SchemaTools

/// Editor settings that are added to those of a project.
struct EditorMergeTests {
    private let settings = EditorSettings([
        EditorSettings.Association(
            schemaPath: "schemas/http.json",
            files: ["http.yaml", "http.json", "http.toml"]
        )
    ])

    private func merged(_ text: String) throws -> String {
        String(
            decoding: try settings.merged(into: Array(text.utf8), of: "settings.json"),
            as: UTF8.self
        )
    }

    @Test func aNewFileHasTheSettingsAlone() throws {
        #expect(try merged("") == settings.visualStudioCode)
        #expect(try merged(" \n") == settings.visualStudioCode)
    }

    @Test func whatIsThereStays() throws {
        let text = """
            {
              // How we work.
              "editor.rulers": [100], // columns
              "yaml.schemas": {
                "./schemas/pool.json": "pool.yaml", // the pool
                "./schemas/http.json": ["edge.yaml"],
              },
            }

            """
        let new = try merged(text)
        for line in text.split(separator: "\n") where line.contains("//") {
            #expect(new.contains(line), "\(line)")
        }
        #expect(new.contains(#""./schemas/http.json": ["edge.yaml", "http.yaml"]"#), "\(new)")
        #expect(new.contains(#""fileMatch""#))
        #expect(new.contains("evenBetterToml.schema.associations"))
        // Nothing is left to add.
        #expect(try merged(new) == new)
    }

    @Test func aSchemaIsFoundByItsURL() throws {
        let new = try merged(
            #"{"json.schemas": [{"url": "./schemas/http.json", "fileMatch": ["a.json"], "x": 1}]}"#
        )
        #expect(
            new.contains(
                #"{"url": "./schemas/http.json", "fileMatch": ["a.json", "http.json"], "x": 1}"#
            ),
            "\(new)"
        )
    }

    @Test(arguments: [
        ("{", "settings.json:"), ("[]", "the file is not an object"),
        (#"{"yaml.schemas": 1}"#, "\"yaml.schemas\" is not an object"),
        (#"{"json.schemas": {}}"#, "\"json.schemas\" is not an array"),
        (#"{"yaml.schemas": {"./schemas/http.json": 1}}"#, "is not an array"),
    ])
    func otherFormsAreRefused(text: String, reason: String) throws {
        let error = #expect(throws: SchemaError.self) { try merged(text) }
        #expect(
            error?.findings.first?.description.contains(reason) == true,
            "\(error?.description ?? "")"
        )
    }
}
