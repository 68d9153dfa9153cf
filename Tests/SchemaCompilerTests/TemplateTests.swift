import ConfigDocument
import JSONSchema
import SchemaCompiler
import Testing

@Suite struct TemplateTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func text(_ schema: String = "{}") throws -> String {
        let source = SchemaSource(
            name: "a",
            path: "a.json",
            uri: "file:///a.json",
            document: try Document(parsing: schema, as: .json, named: "a.json")
        )
        var options = CompilerOptions()
        options.templates = folder.path
        return try Compiler(options: options).compile([source])[0].text
    }

    @Test func exportedTemplatesChangeNothing() throws {
        let schema =
            #"{ "properties": { "b": { "enum": ["x", "y"], "default": "x" }, "c": { "type": ["integer", "string"] } } }"#
        let source = SchemaSource(
            name: "a",
            path: "a.json",
            uri: "file:///a.json",
            document: try Document(parsing: schema, as: .json, named: "a.json")
        )
        let (written, _) = try TemplateFolder(folder.path).export()
        #expect(written.contains("Structure.mustache"))
        #expect(try text(schema) == Compiler().compile([source])[0].text)
    }

    @Test func keepsWhatIsThereAlready() throws {
        try folder.write("mine", to: "Structure.mustache")
        let (written, kept) = try TemplateFolder(folder.path).export()
        #expect(kept == ["Structure.mustache"])
        #expect(!written.contains("Structure.mustache"))
        #expect(try folder.read("Structure.mustache") == "mine")
    }

    @Test func overridesATemplate() throws {
        try folder.write("// {{name}} by hand\nstruct {{name}} {}\n", to: "Structure.mustache")
        #expect(
            try text(#"{ "properties": { "a": {} } }"#).contains(
                "// AConfig by hand\nstruct AConfig {}\n"
            )
        )
    }

    @Test(arguments: [
        (
            "Structur.mustache", "x",
            "Structur.mustache: error: there is no template \"Structur\"; did you mean \"Structure\"?"
        ),
        (
            "Structure.mustache", "\n {{nam}}",
            "Structure.mustache:2:4: error: the template Structure has no variable \"nam\"; did you mean \"name\"?"
        ),
        (
            "Structure.mustache", "{{! schemac templates, version 0 }}\n",
            "Structure.mustache:1:1: error: the template is written for version 0 of the template context; this schemac has version 2; export the templates again, and repeat your changes (Documentation/Templates.md)"
        ),
        (
            "Structure.mustache", "{{#properties}}\n",
            "Structure.mustache:"
        ),
    ])
    func refusesTemplatesThatMakeNoSense(name: String, text: String, message: String) throws {
        try folder.write(text, to: name)
        let error = #expect(throws: TemplateError.self) { try self.text() }
        let first = error?.findings.first?.description ?? ""
        #expect(first.hasPrefix(folder.path + "/" + message), "\(first)")
    }
}
