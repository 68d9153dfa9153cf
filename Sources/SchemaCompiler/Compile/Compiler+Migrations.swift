import ConfigDocument
public import JSONSchema
import MigrationSteps

/// The part of a generated file that migrates documents of older versions.
extension Compiler {
    /// - Returns: nothing where there is one version that says nothing of its place in documents.
    func migrations(
        of history: SchemaHistory,
        newest: SchemaSource,
        rootName: String
    ) throws(SchemaError) -> String {
        let plan = try MigrationPlan(history, newest: newest, rootName: rootName)
        guard !plan.versions.isEmpty else { return "" }
        var text = ""
        var schemas: [[String: Any]] = []
        var versions: [[String: Any]] = []
        for version in plan.versions {
            let schema: String
            if version.isNewest {
                schema = "schema"
            } else if plan.typed.contains(version.name) {
                schema = "\(version.typeName).schema"
                let references = References([version.source], options)
                let unit = try unit(of: version.source, named: version.typeName, references)
                text += try texts(of: named([unit])[0], isPart: true)[0]
            } else {
                schema = version.constantName
                schemas.append([
                    "root": rootName, "name": schema, "schema": try compiled(version.source),
                ])
            }
            versions.append(["schema": schema, "place": SwiftText.literal(version.place)])
        }
        let context: [String: Any] = [
            "root": rootName, "access": options.access.prefix, "schemas": schemas,
            "hasCustom": !plan.custom.isEmpty,
            "custom": plan.custom.map { $0.context(access: options.access) },
            "versions": versions, "migrations": plan.migrations.map(Self.context),
            // What is alone in its list has no comma, as the formatter wants it.
            "isOneVersion": versions.count == 1, "isOneMigration": plan.migrations.count == 1,
        ]
        return text + templates.render("Migrations", context)
    }

    private func compiled(_ source: SchemaSource) throws(SchemaError) -> String {
        let resolved = try ResolvedSchema(source, options)
        let program = try ValidationProgram(compiling: resolved.graph, options: .configuration)
        return SchemaText.text(
            name: source.name,
            version: source.version,
            program: program.encoded()
        )
    }

    private static func context(_ file: MigrationFile) -> [String: Any] {
        let names = file.steps.compactMap { step -> String? in
            guard case .custom(let name) = step else { return nil }
            return "\(SwiftText.literal(name)): \(RuntimeName.migrations).CustomStep(\(SwiftText.identifier(name)))"
        }
        return [
            "from": SwiftText.literal(file.from.description),
            "to": SwiftText.literal(file.to.description),
            "steps": file.steps.map { SwiftText.literal(JSONEmitter.line($0.value)) },
            "isOneStep": file.steps.count == 1,
            "custom": list(of: names),
        ]
    }

    /// The custom steps by name, as the formatter breaks them behind `custom:`.
    private static func list(of steps: [String]) -> String {
        if steps.isEmpty { return "[:]" }
        let label = "custom: "
        let list = CallText.Argument("\(label)[", steps.map { CallText.Argument("\($0)") }, "]")
        return String(list.broken(indent: 16, base: 16, isFollowed: false).dropFirst(label.count))
    }

    /// The skeleton of the functions that an application has to write for a schema; nil where it has
    /// none to write.
    public func migrationStub(for history: SchemaHistory) throws(SchemaError) -> String? {
        guard let newest = history.versions.last else { return nil }
        let rootName = RootName.swiftName(of: newest, prefix: options.prefix)
        let plan = try MigrationPlan(history, newest: newest, rootName: rootName)
        guard !plan.custom.isEmpty else { return nil }
        return templates.render(
            "MigrationStub",
            ["root": rootName, "custom": plan.custom.map { $0.context(access: options.access) }]
        )
    }
}

/// Which versions the generated code knows, and what they are called in it.
private struct MigrationPlan {
    struct Version {
        var source: SchemaSource
        var name: String
        var place: String
        var isNewest: Bool
        var typeName: String
        /// What holds its schema where no type does.
        var constantName: String
    }

    struct Custom {
        var name: String
        var docs: [String]
        var old: String
        var new: String

        func context(access: AccessLevel) -> [String: Any] {
            [
                "name": SwiftText.identifier(name), "docs": docs, "old": old, "new": new,
                "access": access.prefix,
            ]
        }
    }

    var versions: [Version] = []
    var migrations: [MigrationFile] = []
    var custom: [Custom] = []
    /// The versions that custom steps need a type of.
    var typed: Set<String> = []

    init(
        _ history: SchemaHistory,
        newest: SchemaSource,
        rootName: String
    ) throws(SchemaError) {
        var constants: Set<String> = []
        for source in history.versions {
            guard let version = source.semanticVersion, let place = try VersionPlace.read(source)
            else { continue }
            // `schema1Dot0Dot0`.
            let spelled = Spelled.out("schema\(version.description)").lowerCamel
            let constant =
                constants.contains(spelled) ? MemberNames.numbered(spelled, constants) : spelled
            constants.insert(constant)
            versions.append(
                Version(
                    source: source,
                    name: version.description,
                    place: place.text,
                    isNewest: source.version == newest.version,
                    typeName: source.version == newest.version
                        ? rootName : rootName + version.typeSuffix,
                    constantName: constant
                )
            )
        }
        migrations = history.migrations
        for file in migrations { addCustom(of: file) }
    }

    private mutating func addCustom(of file: MigrationFile) {
        guard let old = versions.first(where: { $0.name == file.from.description }),
            let new = versions.first(where: { $0.name == file.to.description })
        else { return }
        for entry in file.entries {
            guard case .custom(let name) = entry.step else { continue }
            let reason = entry.reason.map { ": " + $0 } ?? ""
            custom.append(
                Custom(
                    name: name,
                    docs: SwiftText.commentLines(
                        "From \(file.from) to \(file.to)\(reason)",
                        width: 88
                    ),
                    old: old.typeName,
                    new: new.typeName
                )
            )
            typed.formUnion([old.name, new.name])
        }
    }
}

extension SemanticVersion {
    /// What tells the type of a version from others: `V2` for 2.0.0, `V2_1` for 2.1.0.
    fileprivate var typeSuffix: String {
        var parts = numbers
        while parts.count > 1, parts.last == 0 { parts.removeLast() }
        let isRelease = !description.contains("-")
        let text = isRelease ? parts.map(String.init).joined(separator: "_") : description
        return "V" + text.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
    }
}
