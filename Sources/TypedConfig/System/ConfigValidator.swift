public import ConfigDocument
import ConfigFiles
public import SchemaValidation

/// Validates documents against schemas by name: those of generated types, and those added at run
/// time.
///
///     import ConfigSchemas
///
///     var validator = ConfigValidator(types: BuiltinConfigs.all)
///     try validator.add(schemaFile: "schemas/http.schema.json", named: "http")
///     let findings = validator.validate(file: "config/http.yaml")
///
/// Methods that add schemas are in ConfigSchemas, which links the schema compiler.
/// Formats such as `date-time` are checked unless the options change that.
public struct ConfigValidator: Sendable {
    package var registrations: Registrations
    /// The histories of the schemas, which determine the version of a document.
    package var histories: [String: any FileHistory] = [:]
    /// True if added schemas assert formats.
    package let checksFormats: Bool
    package let exactDecimals: Bool

    /// - Parameters:
    ///   - types: the generated types whose schemas are used.
    ///   - checksFormats: whether added schemas assert formats such as `date-time`.
    ///   - exactDecimals: whether the application's types use `ExactDecimal` for numbers, which
    ///     represents numbers that `Double` cannot.
    public init(
        types: [any ConfigType.Type] = [],
        checksFormats: Bool = true,
        exactDecimals: Bool = false
    ) {
        registrations = Registrations(types)
        self.checksFormats = checksFormats
        self.exactDecimals = exactDecimals
    }

    /// The names of the schemas, sorted alphabetically.
    public var names: [String] { registrations.names }

    /// The name, version and description of a schema; nil if it is unknown.
    public func schema(named name: String) -> SchemaInfo? {
        registrations[name].map {
            SchemaInfo(name: $0.name, version: $0.version, description: $0.description)
        }
    }

    /// The name, version and description of a schema.
    public struct SchemaInfo: Sendable, Equatable {
        /// The name that documents are validated by.
        public var name: String
        /// Its version; nil for a schema without history.
        public var version: String?
        public var description: String?
    }
}

// MARK: - Validating

extension ConfigValidator {
    /// All findings of a document, in document order; empty if it is valid. An unknown schema is
    /// also a finding.
    public func validate(_ document: Document, schema name: String) -> [Finding] {
        do throws(ConfigError) {
            return try registrations.required(name).findings(in: document)
        } catch {
            return error.findings
        }
    }

    /// All findings of a value. There is no text to point to, so that findings have a JSON Pointer
    /// but no line.
    public func validate(_ value: DocumentValue, schema name: String) -> [Finding] {
        do throws(ConfigError) {
            let bytes = value.encoded(as: .json)
            let document = try Document.parsed(bytes, as: .json, named: name)
            return validate(document, schema: name).withoutPositions()
        } catch {
            return error.findings
        }
    }

    /// All findings of a file.
    ///
    /// - Parameters:
    ///   - path: the path of the file.
    ///   - name: the name of the schema; nil for the one that the file is named after.
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

    /// Validates each configuration file of a directory against the schema that it is named after.
    /// Files without a schema are skipped.
    ///
    /// - Throws: if the directory cannot be read.
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
