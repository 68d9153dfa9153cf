import ConfigDocument
public import ConfigTypes
package import MigrationSteps
import SchemaValidation
import TypedConfig

/// The versions of a configuration, and the migrations between them. Generated code declares one
/// for each type whose schema has `x-config-version`; for documents without a type, create one in
/// code:
///
///     let history = ConfigMigrations(
///         versions: [.init("1.0.0", at: "/version"), .init("2.0.0", at: "/version")],
///         steps: [ConfigMigration(from: "1.0.0", to: "2.0.0") { $0["port"] … }]
///     )
public struct ConfigMigrations: Sendable {
    /// A version, and the place where documents declare it.
    public struct Version: Sendable {
        package let number: SemanticVersion?
        let text: String
        /// The schema for documents of this version; nil if unknown.
        package let schema: CompiledSchema?
        package let place: Place

        /// - Parameter place: a JSON Pointer such as `/version`; or the version itself, for
        ///   documents that declare none.
        public init(_ schema: CompiledSchema, at place: String) {
            self.init(schema.version ?? "", schema, place)
        }

        /// Creates a version without a schema.
        public init(_ version: String, at place: String) { self.init(version, nil, place) }

        private init(_ version: String, _ schema: CompiledSchema?, _ place: String) {
            text = version
            number = SemanticVersion(version)
            self.schema = schema
            self.place = DocumentPath(pointer: place).map(Place.pointer) ?? .nowhere
        }
    }

    package enum Place: Sendable, Hashable {
        case pointer(DocumentPath)
        /// Documents of this version do not declare it.
        case nowhere
    }

    /// The versions, oldest first.
    package private(set) var versions: [Version]
    package private(set) var steps: [ConfigMigration]

    /// Versions and steps may be in any order. A version that semver.org does not allow is ignored.
    public init(versions: [Version], steps: [ConfigMigration]) {
        self.versions = versions.filter { $0.number != nil }.sorted { left, right in
            guard let left = left.number, let right = right.number else { return false }
            return left < right
        }
        self.steps = steps
    }

    /// The history of a type; empty if the type has none.
    package init(of type: any ConfigType.Type) {
        self = type.migrations as? ConfigMigrations ?? .none
    }

    /// The history of a type without versions.
    public static let none = ConfigMigrations(versions: [], steps: [])

    package var newest: SemanticVersion? { versions.last?.number }

    package var isEmpty: Bool { versions.isEmpty }

    /// True if a document literally contains the newest version. Most loaded documents do, so that
    /// no version needs to be parsed.
    func isOfNewest(_ document: Document) -> Bool {
        // Accessed by index, because a copy of the version would copy its schema.
        guard let newest = versions.indices.last,
            case .pointer(let path) = versions[newest].place
        else { return false }
        return document.withTape { view in
            var index = 0
            for step in path {
                guard view[index].kind == .object else { return false }
                var token = step.token
                let found = token.withUTF8 { key in
                    let key = UnsafeRawBufferPointer(key)
                    return view.member(of: index, hash: KeyHash.hash(key), key: key)
                }
                guard let found else { return false }
                index = found
            }
            guard view[index].kind == .string else { return false }
            var text = versions[newest].text
            return text.withUTF8 {
                bytesEqual(view.text(view[index]), UnsafeRawBufferPointer($0))
            }
        }
    }

    mutating func add(_ migration: ConfigMigration) { steps.append(migration) }

    package func version(_ number: SemanticVersion) -> Version? {
        versions.first { $0.number?.isSame(as: number) ?? false }
    }
}

/// A migration from one version to another.
public struct ConfigMigration: Sendable {
    /// The version that it migrates from.
    public let from: String
    /// The version that it migrates to.
    public let to: String
    package let steps: [MigrationStep]
    let custom: [String: CustomStep]
    /// The reason that the steps cannot be used.
    let fault: String?

    /// Used by generated code: steps as JSON, and the application's functions by name.
    public init(from: String, to: String, steps: [String], custom: [String: CustomStep] = [:]) {
        self.from = from
        self.to = to
        self.custom = custom
        var parsed: [MigrationStep] = []
        var fault: String?
        for text in steps {
            do {
                let document = try Document(parsing: text, as: .json)
                parsed.append(try MigrationStep(DocumentValue(document.root)))
            } catch let error as StepFault {
                fault = error.message
            } catch {
                fault = "a step is not valid JSON"
            }
        }
        self.steps = parsed
        self.fault = fault
    }

    /// A migration read from a file. Its custom steps are functions that only the application has.
    package init(_ file: MigrationFile) {
        from = file.from.description
        to = file.to.description
        steps = file.steps
        custom = [:]
        fault =
            file.decisions.isEmpty
            ? nil : "\(file.decisions.count) of its steps still need a decision"
    }

    /// A migration implemented in code. It has no inverse.
    public init(
        from: String,
        to: String,
        _ body: @escaping @Sendable (inout DocumentValue) throws -> Void
    ) {
        self.init(
            from: from,
            to: to,
            steps: [#"{"custom": "body"}"#],
            custom: ["body": CustomStep(body)]
        )
    }

    /// A migration between two generated types, with the versions of their schemas.
    public init<Old: ConfigType, New: ConfigType>(
        _ body: @escaping @Sendable (Old, inout New) throws -> Void
    ) {
        self.init(
            from: Old.schema.version ?? "",
            to: New.schema.version ?? "",
            steps: [#"{"custom": "body"}"#],
            custom: ["body": CustomStep(body)]
        )
    }
}

/// A step implemented by the application.
public struct CustomStep: Sendable {
    /// Takes the document before the migration and the current value, and returns the value after
    /// the step.
    let run: @Sendable (Document, DocumentValue) throws -> DocumentValue

    /// A step that changes the tree of the document. An error thrown by the function becomes a
    /// finding in the document.
    public init(_ body: @escaping @Sendable (inout DocumentValue) throws -> Void) {
        run = { _, value in
            var value = value
            try body(&value)
            return value
        }
    }

    /// A step that converts between the structs of two versions. Properties that only the new type
    /// has are blank at first; values that the function does not change stay in the document as
    /// they are.
    public init<Old: ConfigType, New: ConfigType>(
        _ body: @escaping @Sendable (Old, inout New) throws -> Void
    ) {
        run = { document, value in
            let old = Old.read(from: document, program: try Old.schema.program()).value
            let bytes = value.encoded(as: .json)
            let current = try Document(parsing: bytes, as: .json, named: document.name)
            var new = New.read(from: current, program: try New.schema.program()).value
            let before = ValueWriter.value(of: new)
            try body(old, &new)
            let (after, faults) = ValueWriter.write(new)
            if !faults.isEmpty {
                throw ConfigError(findings: faults.map { $0.finding(in: document.name) })
            }
            return ValueRebase(escapes: nil).rebase(
                from: before,
                to: after,
                on: value
            )
        }
    }
}
