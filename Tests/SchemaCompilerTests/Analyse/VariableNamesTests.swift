import ConfigDocument
import JSONSchema
import Testing

@testable import SchemaCompiler
@testable import SchemaTools

struct VariableNamesTests {
    private func compiled(
        _ schema: String,
        _ options: CompilerOptions = CompilerOptions()
    ) throws -> (files: Int, errors: [String], warnings: [String]) {
        let source = SchemaSource(
            name: "app",
            path: "app.schema.json",
            uri: "file:///app.schema.json",
            document: try Document(parsing: schema, as: .json, named: "app.schema.json")
        )
        let (files, errors) = try Compiler(options: options).compileEach([source])
        return (
            files.count, errors.map(\.description), files.flatMap(\.warnings).map(\.description)
        )
    }

    private static let levels = """
        {"properties": {"a_b": {"type": "string"}, "a": {"type": "object", "properties": {"b": true}}}}
        """
    private static let siblings = """
        {"properties": {"a": {"type": "string", "x-env": "X"}, "b": {"type": "string", "x-env": "X"}}}
        """

    @Test(arguments: [
        (
            levels,
            "app.schema.json:1:88: warning: \"a.b\" would be read from the same environment variable "
                + "as \"a_b\" (app.schema.json:1:24): …_A_B; "
                + "rename one of them with \"x-env\", or pass --shared-variables"
        ),
        (
            siblings,
            "app.schema.json:1:61: warning: \"b\" would be read from the same environment variable as "
                + "\"a\" (app.schema.json:1:22): X; rename one of them with \"x-env\", or pass --shared-variables"
        ),
    ])
    func settingsOfOneVariableAreAWarningWithBothPlaces(schema: String, message: String) throws {
        #expect(try compiled(schema) == (1, [], [message]))
        var options = CompilerOptions()
        options.checksVariables = false
        #expect(try compiled(schema, options).warnings == [])
    }

    @Test(arguments: [
        #"{"properties": {"a-b": {"type": "string", "x-env": "B"}, "a_b": {"type": "string"}}}"#,
        #"{"properties": {"list": {"items": {"properties": {"a-b": {}, "a_b": {}}}}}}"#,
        ##"{"properties": {"a": {"$ref": "#"}, "b": {"type": "string"}}}"##,
        #"{"properties": {"a-b": {"type": "string", "x-env": false}, "a_b": {"type": "string"}}}"#,
    ])
    func othersAreNone(schema: String) throws {
        #expect(try compiled(schema) == (1, [], []))
    }

    @Test(arguments: ["\"1A\"", "\"A-B\"", "\"\"", "3"])
    func namesAreThoseThatAShellCanSet(name: String) throws {
        let (files, errors, _) = try compiled("{\"properties\": {\"a\": {\"x-env\": \(name)}}}")
        #expect(files == 0)
        #expect(errors.first?.hasPrefix("app.schema.json:1:32: error: x-env ") == true)
    }
}
