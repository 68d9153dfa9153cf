import ConfigDocument
public import ConfigTypes
import ConfigVersioning
import JSONSchema
import SchemaValidation
public import TypedConfig

extension ConfigValidator {
    /// Adds every schema of a directory: the newest of `NAME/VERSION.schema.json`, and
    /// `NAME.schema.json`. They may refer to each other by relative URIs.
    ///
    /// - Throws: all errors of the schemas and of their migrations, open decisions included; the
    ///   validator is then unchanged.
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

    /// Nil for a schema that does not declare the place of the version in documents, and has no
    /// migrations.
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
        let steps = try folder.migrations(of: newest.name)
        if !versions.isEmpty { return ConfigMigrations(versions: versions, steps: steps) }
        if steps.isEmpty { return nil }
        throw ConfigError(
            Finding(
                message: "the schema does not declare where its documents have their version",
                suggestion: "add \"x-config-version\": \"/version\", so that migrations can be run",
                file: newest.path
            )
        )
    }
}
