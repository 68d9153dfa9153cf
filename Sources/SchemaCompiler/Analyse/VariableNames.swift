import ConfigDocument
import JSONSchema

/// The environment variables of a schema's settings: those set by `x-env`, and those that several
/// settings would share.
///
/// The settings are those that the runtime derives from the generated type: the properties of
/// objects within objects, but not those inside arrays, maps and unions. Both sides use the names
/// of `EnvironmentName`.
struct VariableNames {
    /// The values of `x-env` by the JSON Pointers of the settings, in schema order: a name, or
    /// nil for none.
    private(set) var named: [(pointer: String, name: String?)] = []
    /// The descriptions of settings by their JSON Pointers, in schema order.
    private(set) var descriptions: [(pointer: String, text: String)] = []
    /// Warnings: two settings that share a variable are an error only if that variable is set.
    private(set) var findings: [Finding] = []
    private let model: Model
    private var users: [Key: Setting] = [:]
    private var open: Set<TypeID> = []
    private var count = 0
    /// One property may be many settings, but is reported once.
    private var reported: Set<Place> = []

    /// A name given by `x-env` has no prefix, and therefore only conflicts with other such names.
    private struct Key: Hashable {
        var name: String
        var isOwn: Bool
    }

    private struct Place: Hashable {
        var file: String
        var index: Int
    }

    private struct Setting {
        var path: DocumentPath
        var place: Cursor?

        var name: String { path.description }
    }

    init(_ model: Model) {
        self.model = model
        walk(model.root, at: [])
    }

    /// Warnings if there are more settings than can have names.
    func warnings(at root: Cursor) -> [Finding] {
        guard count >= ReadingOptions.standard.maxSettings else { return [] }
        var warning = Finding(
            message:
                "the schema has more than \(ReadingOptions.standard.maxSettings) settings, each way to "
                + "a property counted; those beyond are read from files alone",
            suggestion:
                "allow fewer ways to the same properties, as a map or an array does, or raise "
                + "maxSettings, or pass --max-settings",
            file: root.document.name,
            position: root.position
        )
        warning.severity = .warning
        return [warning]
    }

    private mutating func walk(_ id: TypeID, at path: DocumentPath) {
        guard path.count < 32, case .structure(let structure) = model.types[id].body,
            open.insert(id).inserted
        else { return }
        defer { open.remove(id) }
        for property in structure.properties {
            // The runtime stops at the same setting.
            guard count < ReadingOptions.standard.maxSettings else { return }
            count += 1
            let setting = Setting(path: path / property.key, place: property.place)
            let pointer = setting.path.pointer
            if !property.documentation.text.isEmpty {
                descriptions.append((pointer, property.documentation.text))
            }
            switch property.variable {
            case .named(let name):
                named.append((pointer, name))
                add(setting, as: Key(name: name, isOwn: true))
            case VariableChoice.none?: named.append((pointer, nil))
            case nil: break
            }
            if let inner = property.type.structure(in: model), !open.contains(inner) {
                walk(inner, at: setting.path)
            } else if property.variable == nil {
                let name = EnvironmentName.name(of: setting.path.tokens)
                add(setting, as: Key(name: name, isOwn: false))
            }
        }
    }

    private mutating func add(_ setting: Setting, as key: Key) {
        guard let other = users[key] else {
            users[key] = setting
            return
        }
        if let place = setting.place {
            let place = Place(file: place.document.name, index: place.index)
            guard reported.insert(place).inserted else { return }
        }
        let place = other.place.map {
            " (\($0.document.name):\($0.position.line):\($0.position.column))"
        }
        var finding = Finding(
            message: "\(quoted(setting.name)) would be read from the same environment variable as "
                + "\(quoted(other.name))\(place ?? ""): \(key.isOwn ? "" : "…_")\(key.name)",
            suggestion: "rename one of them with \"x-env\", or pass --shared-variables",
            file: setting.place?.document.name ?? "",
            position: setting.place?.position
        )
        finding.severity = .warning
        finding.instanceLocation = setting.path.pointer
        findings.append(finding)
    }
}

extension TypeRef {
    /// The structure whose properties are settings of their own.
    fileprivate func structure(in model: Model) -> TypeID? {
        switch self {
        case .optional(let inner), .nullable(let inner), .secret(let inner):
            return inner.structure(in: model)
        case .named(let id):
            guard case .structure(let structure) = model.types[id].body,
                !structure.properties.isEmpty
            else { return nil }
            return id
        default: return nil
        }
    }
}
