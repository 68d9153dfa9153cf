import ConfigDocument
import JSONSchema
import MigrationSteps

/// The versions known to the generated code, with their names in it.
struct MigrationPlan {
    struct Version {
        var source: SchemaSource
        var name: String
        var place: String
        var isNewest: Bool
        var typeName: String
        /// The constant for its schema, if there is no type.
        var constantName: String
    }

    struct Custom {
        var name: String
        var documentation: String
        var old: String
        var new: String
    }

    private(set) var versions: [Version] = []
    let migrations: [MigrationFile]
    private(set) var custom: [Custom] = []
    /// The versions whose types custom steps require.
    private(set) var typed: Set<String> = []

    init(
        _ history: SchemaHistory,
        newest: SchemaSource,
        rootName: String
    ) throws(SchemaError) {
        migrations = history.migrations
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
                    documentation: "From \(file.from) to \(file.to)\(reason)",
                    old: old.typeName,
                    new: new.typeName
                )
            )
            typed.formUnion([old.name, new.name])
        }
    }
}

extension SemanticVersion {
    /// The suffix that distinguishes the type of a version: `V2` for 2.0.0, `V2_1` for 2.1.0.
    fileprivate var typeSuffix: String {
        var parts = numbers
        while parts.count > 1, parts.last == 0 { parts.removeLast() }
        let isRelease = !description.contains("-")
        let text = isRelease ? parts.map(String.init).joined(separator: "_") : description
        return "V" + text.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
    }
}
