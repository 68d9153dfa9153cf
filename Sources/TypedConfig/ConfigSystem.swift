public import ConfigDocument
import Synchronization

/// The configuration of an application: the files of a folder, each held to its schema.
///
///     let system = try ConfigSystem(directory: "config")
///     let unified = try system.load(UnifiedConfig.self)
///
/// One system may be shared by all threads and tasks; nothing of it suspends.
public final class ConfigSystem: Sendable {
    private let source: any ConfigSource
    private let registrations: Mutex<Registrations>

    /// - Parameter types: what `load("name")` and `validateAll` know, such as `BuiltinConfigs.all`.
    ///   A type that is loaded is known from then on.
    /// - Throws: where the folder cannot be read. Its files are read when they are asked for.
    public convenience init(
        directory: String,
        types: [any ConfigType.Type] = []
    ) throws(ConfigError) {
        try self.init(source: DirectorySource(name: directory), types: types)
    }

    package init(
        source: any ConfigSource,
        types: [any ConfigType.Type] = []
    ) throws(ConfigError) {
        _ = try source.fileNames()
        self.source = source
        registrations = Mutex(Registrations(types))
    }

    /// Makes further types known by their names.
    public func register(_ types: [any ConfigType.Type]) {
        registrations.withLock { known in
            for type in types { known.add(Registration(type)) }
        }
    }

    /// Makes the schemas of a validator known by their names, for configurations without a type.
    public func register(_ validator: ConfigValidator) {
        registrations.withLock { known in
            for name in validator.names {
                if let registration = validator.registrations[name] { known.add(registration) }
            }
        }
    }

    /// The names of the types that are known, in alphabetical order.
    public var names: [String] { registrations.withLock(\.names) }
}

// MARK: - Loading

extension ConfigSystem {
    /// Reads the configuration of a type from `NAME.yaml`, `NAME.yml` or `NAME.json`.
    ///
    /// - Parameter validate: whether the schema is asked. Without it the value is only what the
    ///   type can hold.
    /// - Throws: everything that is wrong with the file, in document order.
    public func load<Value: ConfigType>(
        _ type: Value.Type = Value.self,
        validate: Bool = true
    ) throws(ConfigError) -> Value {
        register([type])
        return try Value.decoded(from: document(Value.schema.name), validating: validate)
    }

    /// Reads the configuration of a name as a tree of values.
    ///
    /// - Parameter validate: whether the schema of that name is asked; then it must be registered.
    public func load(
        _ name: String,
        validate: Bool = true
    ) throws(ConfigError) -> ConfigValue {
        guard validate else { return try ConfigValue(document(name).root) }
        let registration = try registrations.withLock { $0 }.required(name)
        let document = try document(name)
        let findings = registration.findings(in: document)
        if findings.contains(where: { $0.severity == .error }) {
            throw ConfigError(findings: findings)
        }
        return ConfigValue(document.root)
    }

    private func document(_ name: String) throws(ConfigError) -> Document {
        try source.document(source.fileName(for: name))
    }
}

// MARK: - Validating

extension ConfigSystem {
    /// Holds the file of every known type to its schema. A type without file is an error.
    public func validateAll() -> ValidationReport { validate(names) }

    /// Holds the files of these names to their schemas.
    public func validate(_ names: [String]) -> ValidationReport {
        let known = registrations.withLock { $0 }
        return ValidationReport(entries: names.map { entry(for: $0, known: known) })
    }

    private func entry(for name: String, known: Registrations) -> ValidationReport.Entry {
        do throws(ConfigError) {
            let registration = try known.required(name)
            let file = try source.fileName(for: name)
            let document = try source.document(file)
            return ValidationReport.Entry(
                name: name,
                file: source.path(of: file),
                findings: registration.findings(in: document)
            )
        } catch {
            return ValidationReport.Entry(
                name: name,
                file: error.findings.first?.file ?? source.name,
                findings: error.findings,
                isReadable: error.findings.allSatisfy { $0.position != nil }
            )
        }
    }

    /// Every configuration file of the folder, with the version of its type where one is known.
    public func files() throws(ConfigError) -> [File] {
        let known = registrations.withLock { $0 }
        return try source.filesByName().flatMap { name, files in
            files.map { file in
                File(
                    name: name,
                    path: source.path(of: file),
                    isKnown: known[name] != nil,
                    version: known[name]?.version
                )
            }
        }
    }

    /// A configuration file of the folder.
    public struct File: Sendable, Equatable {
        public var name: String
        public var path: String
        /// Whether a type of that name is registered.
        public var isKnown: Bool
        /// The version of that type's schema, where it has one.
        public var version: String?
    }
}
