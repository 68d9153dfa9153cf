package import ConfigDocument
package import ConfigTypes
import SchemaValidation

/// A type that a system or validator knows by name.
package struct Registration: Sendable {
    package var name: String
    package var version: String?
    package var description: String?
    package private(set) var schema: CompiledSchema
    /// Reports values that the schema allows but the type cannot hold; without a type, the program
    /// knows which values a generated type could not hold.
    private var misfits: (@Sendable (Document, ValidationProgram) -> [Finding])?
    /// The type; nil for a schema without one.
    private(set) var type: ObjectIdentifier?
    /// The settings of the type; none for a schema without a type.
    private(set) var catalogue: @Sendable () -> SettingCatalogue

    init(_ type: any ConfigType.Type) { self.init(opening: type) }

    private init<Value: ConfigType>(opening type: Value.Type) {
        schema = type.schema
        name = schema.name
        version = schema.version
        misfits = { Value.read(from: $0, program: $1).findings }
        catalogue = { SettingCatalogue(of: type) }
        self.type = ObjectIdentifier(type)
    }

    package init(_ schema: CompiledSchema, settings: [Setting], description: String?) {
        self.schema = schema
        let made = SettingCatalogue(settings, of: schema)
        catalogue = { made }
        name = schema.name
        version = schema.version
        self.description = description
    }

    /// All findings of a document, in document order.
    func findings(in document: Document) -> [Finding] {
        do throws(ConfigError) {
            let program = try schema.program()
            let findings = program.check(document, schema: name)
            if !findings.isEmpty { return findings }
            return misfits?(document, program).inDocumentOrder() ?? program.misfits(in: document)
        } catch {
            return error.findings
        }
    }
}

extension Registration {
    /// The paths of the secrets of a document, as keys and positions.
    package func secretPaths(in document: Document) -> [DocumentPath] {
        let found = (try? schema.program())?.secretPlaces(in: document) ?? []
        return found + catalogue().settings.filter(\.isSecret).map(\.path)
    }

    package func secretPaths(in value: DocumentValue) -> [DocumentPath] {
        let bytes = value.encoded(as: .json)
        return (try? Document(parsing: bytes, as: .json)).map(secretPaths) ?? []
    }

    func secrets(in loaded: LoadedDocument) -> SecretPlaces {
        SecretPlaces(in: loaded, catalogue: catalogue())
    }

    /// Throws if there are errors; warnings are allowed.
    func check(_ document: Document) throws(ConfigError) {
        let findings = findings(in: document)
        if findings.contains(where: { $0.severity == .error }) {
            throw ConfigError(findings: findings)
        }
    }
}

/// The known types by name.
package struct Registrations: Sendable {
    private var byName: [String: Registration] = [:]

    package init(_ types: [any ConfigType.Type] = []) {
        for type in types { add(Registration(type)) }
    }

    /// The names, sorted alphabetically.
    package var names: [String] { byName.keys.sorted() }

    package subscript(name: String) -> Registration? { byName[name] }

    /// Replaces an earlier registration of the same name.
    package mutating func add(_ registration: Registration) {
        byName[registration.name] = registration
    }

    func required(_ name: String) throws(ConfigError) -> Registration {
        if let registration = byName[name] { return registration }
        if let finding = Finding(misnamed: name, in: name) { throw ConfigError(finding) }
        let known =
            names.isEmpty
            ? "none is registered" : "expected one of " + names.joined(separator: ", ")
        var finding = Finding(
            message: "there is no configuration type \(quoted(name)); \(known)",
            suggestion: Suggestion.didYouMean(name, among: names)
                ?? "pass --schemas DIR, or register the type",
            file: name
        )
        finding.isUnjudged = true
        throw ConfigError(finding)
    }
}
