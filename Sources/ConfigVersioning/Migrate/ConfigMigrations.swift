import ConfigDocument
public import ConfigTypes
package import MigrationSteps
import SchemaValidation
import TypedConfig

/// The versions of a configuration, and what leads from each to the next. Generated code has one for
/// each type whose schema says `x-config-version`; for documents without a type make one by hand:
///
///     let history = ConfigMigrations(
///         versions: [.init("1.0.0", at: "/version"), .init("2.0.0", at: "/version")],
///         steps: [ConfigMigration(from: "1.0.0", to: "2.0.0") { $0["port"] … }]
///     )
public struct ConfigMigrations: Sendable {
    /// A version, and where documents say that they are of it.
    public struct Version: Sendable {
        package let number: SemanticVersion?
        let text: String
        /// What documents of the version are held to; nil where nothing is known.
        package let schema: CompiledSchema?
        package let place: Place

        /// - Parameter place: a JSON Pointer such as `/version`; or the version itself, for documents
        ///   that carry none.
        public init(_ schema: CompiledSchema, at place: String) {
            self.init(schema.version ?? "", schema, place)
        }

        /// A version without a schema.
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
        /// Documents of the version carry none.
        case nowhere
    }

    /// The oldest first.
    package private(set) var versions: [Version]
    package private(set) var steps: [ConfigMigration]

    /// The order does not matter. A version that semver.org does not allow is left out.
    public init(versions: [Version], steps: [ConfigMigration]) {
        self.versions = versions.filter { $0.number != nil }.sorted { left, right in
            guard let left = left.number, let right = right.number else { return false }
            return left < right
        }
        self.steps = steps
    }

    /// Those of a type; none where it has no history.
    package init(of type: any ConfigType.Type) {
        self = type.migrations as? ConfigMigrations ?? .none
    }

    /// For a type without history.
    public static let none = ConfigMigrations(versions: [], steps: [])

    package var newest: SemanticVersion? { versions.last?.number }

    package var isEmpty: Bool { versions.isEmpty }

    /// Whether a document says that it is of the newest version, in the very words of that version.
    /// Of all documents that are loaded most do, and no version has to be read for them.
    func isOfNewest(_ document: Document) -> Bool {
        // By its index: a copy of the version would copy its schema.
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

/// What leads from one version to another.
public struct ConfigMigration: Sendable {
    /// The version that it leads from.
    public let from: String
    /// The version that it leads to.
    public let to: String
    package let steps: [MigrationStep]
    let custom: [String: CustomStep]
    /// Why the steps cannot be used.
    let fault: String?

    /// What generated code carries: steps as JSON, and the application's functions by name.
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
                fault = "a step is no JSON"
            }
        }
        self.steps = parsed
        self.fault = fault
    }

    /// A migration as its file has it. A custom step of it is a function that only an application has.
    package init(_ file: MigrationFile) {
        from = file.from.description
        to = file.to.description
        steps = file.steps
        custom = [:]
        fault =
            file.decisions.isEmpty ? nil : "\(file.decisions.count) of its decisions are still open"
    }

    /// A migration in code. It has no inverse.
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

    /// A migration between two generated types, whose versions it takes.
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

/// A step that only the application knows.
public struct CustomStep: Sendable {
    /// From the document before the migration and the value so far to the value after the step.
    let run: @Sendable (Document, DocumentValue) throws -> DocumentValue

    /// Over the tree of the document. What the function throws is a finding about the document.
    public init(_ body: @escaping @Sendable (inout DocumentValue) throws -> Void) {
        run = { _, value in
            var value = value
            try body(&value)
            return value
        }
    }

    /// Over the structs of the two versions. What the new one lacks so far is blank in it; what the
    /// function does not touch stays in the document as it is.
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
