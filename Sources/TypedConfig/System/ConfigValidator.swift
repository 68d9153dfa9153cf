public import ConfigDocument
import ConfigFiles
public import JSONSchema
public import SchemaValidation

/// Holds documents to schemas by name: those of generated types, and those added at run time.
///
///     var validator = ConfigValidator(types: BuiltinConfigs.all)
///     try validator.add(schemaFile: "schemas/http.schema.json", named: "http")
///     let findings = validator.validate(file: "config/http.yaml")
///
/// Formats such as `date-time` are checked unless the options say otherwise.
public struct ConfigValidator: Sendable {
    private(set) var registrations: Registrations
    /// The versions of the schemas that say in which version a document is.
    private(set) var histories: [String: ConfigMigrations] = [:]
    /// How schemas that are added are compiled.
    private let options: ValidationProgram.Options

    /// - Parameter exactDecimals: whether the types of the program that the schemas are for have
    ///   `ExactDecimal`s for numbers, which hold what `Double` does not.
    public init(
        types: [any ConfigType.Type] = [],
        checksFormats: Bool = true,
        exactDecimals: Bool = false
    ) {
        registrations = Registrations(types)
        var options = ValidationProgram.Options()
        options.assertsFormats = checksFormats
        options.knowsNumbers = true
        options.heldTypes.keepsDecimals = exactDecimals
        self.options = options
    }

    /// The names that schemas are known by, in alphabetical order.
    public var names: [String] { registrations.names }

    /// What was said about a schema when it was added.
    public func schema(named name: String) -> SchemaInfo? {
        registrations[name].map {
            SchemaInfo(name: $0.name, version: $0.version, description: $0.description)
        }
    }

    public struct SchemaInfo: Sendable, Equatable {
        public var name: String
        public var version: String?
        public var description: String?
    }
}

// MARK: - Adding schemas

extension ConfigValidator {
    /// Compiles a schema and makes it known. One that was known by the name is replaced.
    ///
    /// - Parameter registry: the documents that the schema may refer to.
    /// - Throws: everything that is wrong with the schema; then nothing has changed.
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

    private func registration(
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
            variables: settings.variables,
            program: program
        )
        let description = description ?? document.root["description"]?.string
        return Registration(schema, settings: settings.settings, description: description)
    }

    /// Compiles a schema that was built in code.
    public mutating func add(
        schema: DocumentValue,
        named name: String,
        version: String? = nil,
        description: String? = nil
    ) throws(ConfigError) {
        let document = try Document.parsed(schema.encoded(as: .json), as: .json, named: name)
        try add(schema: document, named: name, version: version, description: description)
    }

    /// Reads and compiles a schema file, JSON or YAML.
    public mutating func add(
        schemaFile path: String,
        named name: String,
        version: String? = nil,
        description: String? = nil
    ) throws(ConfigError) {
        let document = try Document.read(path)
        try add(schema: document, named: name, version: version, description: description)
    }
}

extension ConfigValidator {
    /// Adds every schema of a folder: the newest of `NAME/VERSION.schema.json`, and
    /// `NAME.schema.json`. They may refer to each other by relative URIs.
    ///
    /// - Throws: everything that is wrong with any of them; then nothing has changed.
    public mutating func add(schemaFolder path: String) throws(ConfigError) {
        let folder = SchemaFolder(path: path)
        var copy = self
        var findings: [Finding] = []
        for entry in try folder.entries() {
            do throws(ConfigError) {
                try copy.add(
                    schema: Document.read(entry.path),
                    named: entry.name,
                    version: entry.version,
                    registry: folder.registry
                )
                copy.histories[entry.name] = try copy.history(of: entry, in: folder)
            } catch {
                findings += error.findings
            }
        }
        if !findings.isEmpty { throw ConfigError(findings: findings) }
        self = copy
    }

    /// Nil for a schema that does not say where its documents have their version.
    private func history(
        of newest: SchemaFolder.Entry,
        in folder: SchemaFolder
    ) throws(ConfigError) -> ConfigMigrations? {
        guard newest.version != nil else { return nil }
        var versions: [ConfigMigrations.Version] = []
        for entry in folder.versions(of: newest.name) {
            guard let version = entry.version, let document = try? Document.read(entry.path),
                let place = document.root["x-config-version"]?.string
            else { continue }
            let known = entry == newest ? registrations[newest.name] : nil
            let schema =
                known ?? (try? registration(document, newest.name, version, nil, folder.registry))
            versions.append(schema.map { .init($0.schema, at: place) } ?? .init(version, at: place))
        }
        if versions.isEmpty { return nil }
        return ConfigMigrations(
            versions: versions,
            steps: try folder.migrations(of: newest.name)
        )
    }
}

// MARK: - Validating

extension ConfigValidator {
    /// Everything that is wrong with a document, in document order; empty when it is valid. An
    /// unknown schema is a finding too.
    public func validate(_ document: Document, schema name: String) -> [Finding] {
        do throws(ConfigError) {
            return try registrations.required(name).findings(in: document)
        } catch {
            return error.findings
        }
    }

    /// Everything that is wrong with a value. There is no text to point to, so findings have a
    /// JSON Pointer, but no line.
    public func validate(_ value: DocumentValue, schema name: String) -> [Finding] {
        do throws(ConfigError) {
            let bytes = value.encoded(as: .json)
            let document = try Document.parsed(bytes, as: .json, named: name)
            return validate(document, schema: name).withoutPositions()
        } catch {
            return error.findings
        }
    }

    /// Everything that is wrong with a file.
    ///
    /// - Parameter name: the schema; nil takes the one that the file is named after.
    public func validate(file path: String, schema name: String? = nil) -> [Finding] {
        do throws(ConfigError) {
            let document = try Document.read(path)
            return validate(
                document.configuration,
                schema: name ?? Self.schemaName(ofFile: path)
            )
        } catch {
            return error.findings
        }
    }

    /// Holds each configuration file of a folder to the schema that it is named after. Files
    /// without a schema are left out.
    ///
    /// - Throws: where the folder cannot be read.
    public func validate(directory: String) throws(ConfigError) -> ValidationReport {
        let source = DirectorySource(name: directory)
        var entries: [ValidationReport.Entry] = []
        for (name, files) in try source.filesByName() where registrations[name] != nil {
            for file in files {
                let path = source.path(of: file)
                let findings = validate(file: path, schema: name)
                entries.append(.init(name: name, file: path, findings: findings))
            }
        }
        return ValidationReport(entries: entries)
    }

    private static func schemaName(ofFile path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return configName(ofFile: file) ?? file
    }
}
