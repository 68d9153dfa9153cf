public import ConfigDocument
public import ConfigTypes
public import JSONSchema
import SchemaValidation
public import TypedConfig

extension ConfigValidator {
    /// Compiles a schema and adds it under a name; an existing one is replaced.
    ///
    /// - Parameter registry: the documents that the schema may refer to.
    /// - Throws: all errors of the schema; the validator is then unchanged.
    public mutating func add(
        schema document: Document,
        named name: String,
        version: String? = nil,
        description: String? = nil,
        registry: SchemaRegistry = SchemaRegistry()
    ) throws(ConfigError) {
        let registration = try registration(document, name, version, description, registry)
        registrations.add(registration)
        histories[name] = nil
    }

    func registration(
        _ document: Document,
        _ name: String,
        _ version: String?,
        _ description: String?,
        _ registry: SchemaRegistry
    ) throws(ConfigError) -> Registration {
        let program: ValidationProgram
        let settings: SchemaSettings
        do throws(SchemaError) {
            let graph = try graph(of: document, registry)
            program = try ValidationProgram(compiling: graph, options: options)
            settings = SchemaSettings(graph)
        } catch {
            throw ConfigError(findings: error.findings)
        }
        let schema = CompiledSchema(
            name: name,
            version: version,
            versionPlace: Self.versionPlace(of: document),
            variables: settings.variables,
            program: program
        )
        let description = description ?? document.root["description"]?.string
        return Registration(schema, settings: settings.settings, description: description)
    }

    /// The schema of a document, or the only one in an OpenAPI document or the definition of a custom
    /// resource.
    private func graph(
        of document: Document,
        _ registry: SchemaRegistry
    ) throws(SchemaError) -> SchemaGraph {
        let uri = SchemaFolder.uri(ofFile: document.name)
        guard let container = SchemaContainer(document) else {
            return try registry.resolve(document, baseURI: uri)
        }
        let parts = container.parts(in: document)
        guard parts.count == 1 else {
            let names = parts.map { quoted($0.name) }.joined(separator: ", ")
            throw SchemaError(findings: [
                Finding(
                    message: parts.isEmpty
                        ? "the document has no schemas"
                        : "the document has \(parts.count) schemas, not one: \(names)",
                    file: document.name
                )
            ])
        }
        let translated = container.translated(document)
        var registry = registry
        registry.add(translated, at: uri)
        let schema: Document
        do throws(DocumentError) {
            let name = document.name + parts[0].fragment
            schema = try parts[0].schema(in: translated, at: uri, named: name)
        } catch {
            throw SchemaError(findings: [Finding(error)])
        }
        return try registry.resolve(schema, baseURI: uri + "?" + parts[0].name)
    }

    /// The place of the version in documents of a schema; nil if they have none.
    private static func versionPlace(of schema: Document) -> String? {
        schema.root["x-config-version"]?.string.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }

    /// Compiles and adds a schema that was created in code.
    public mutating func add(
        schema: DocumentValue,
        named name: String,
        version: String? = nil,
        description: String? = nil
    ) throws(ConfigError) {
        let document = try Document.parsed(schema.encoded(as: .json), as: .json, named: name)
        try add(schema: document, named: name, version: version, description: description)
    }

    /// Reads, compiles and adds a schema file in JSON or YAML.
    public mutating func add(
        schemaFile path: String,
        named name: String,
        version: String? = nil,
        description: String? = nil
    ) throws(ConfigError) {
        let document = try Document.read(path)
        try add(schema: document, named: name, version: version, description: description)
    }

    /// The options for compiling schemas: those of generated types, apart from formats.
    private var options: ValidationProgram.Options {
        var options = ValidationProgram.Options.configuration
        options.assertsFormats = checksFormats
        options.knowsNumbers = true
        options.heldTypes.keepsDecimals = exactDecimals
        return options
    }
}
