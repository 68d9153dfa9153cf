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
            let graph = try registry.resolve(
                document,
                baseURI: SchemaFolder.uri(ofFile: document.name)
            )
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
