package import ConfigDocument
import SchemaValidation

/// Steps as values, as migration files and generated code write them.
extension MigrationStep {
    package var value: DocumentValue {
        var object = DocumentObject()
        func path(_ verb: String, _ path: MigrationPath) {
            object[verb] = .string(path.description)
        }
        switch self {
        case .add(let place, let value):
            path("add", place)
            object["value"] = value
        case .remove(let place): path("remove", place)
        case .keep(let place, let members):
            path("keep", place)
            object["members"] = .array(members.map(DocumentValue.string))
        case .rename(let place, let name):
            path("rename", place)
            object["to"] = .string(name)
        case .move(let place, let target):
            path("move", place)
            object["to"] = .string(target.description)
        case .hoist(let place, let members):
            path("hoist", place)
            object["members"] = .array(members.map(DocumentValue.string))
        case .plunge(let place, let members):
            path("plunge", place)
            object["members"] = .array(members.map(DocumentValue.string))
        case .wrap(let place): path("wrap", place)
        case .head(let place): path("head", place)
        case .map(let place, let pairs):
            path("map", place)
            object["values"] = Self.value(of: pairs)
        case .convert(let place, let type, let old):
            path("convert", place)
            object["to"] = .string(type.rawValue)
            object["from"] = old.map { .string($0.rawValue) }
        case .scale(let place, let factor):
            path(factor.units == nil ? "scale" : "convert", place)
            if let units = factor.units {
                object["from"] = .string(units.from)
                object["to"] = .string(units.to)
            } else {
                object["by"] = .int(factor.by)
                if factor.over != 1 { object["over"] = .int(factor.over) }
            }
            object["round"] = factor.rounding.map { .string($0.rawValue) }
        case .choose(let place, let choice):
            path("convert", place)
            object["to"] = .array(choice.values.map(DocumentValue.string))
            if !choice.pairs.isEmpty { object["values"] = Self.value(of: choice.pairs) }
            object["else"] = choice.fallback
        case .split(let place, let separation):
            path("convert", place)
            object["to"] = .string(MigrationStep.arrayName)
            object["separator"] = .string(separation.separator)
            object["items"] = separation.items.map { .string($0.rawValue) }
        case .join(let place, let separation):
            path("convert", place)
            object["to"] = .string(JSONType.string.rawValue)
            object["separator"] = .string(separation.separator)
            object["items"] = separation.items.map { .string($0.rawValue) }
        case .setDefault(let place, let value):
            path("setDefault", place)
            object["value"] = value
        case .custom(let name): object["custom"] = .string(name)
        }
        return .object(object)
    }

    /// `{ old: new }` if all old values are distinct strings; else an array of pairs.
    private static func value(of pairs: [ValuePair]) -> DocumentValue {
        var object = DocumentObject()
        for pair in pairs {
            guard let old = pair.old.string, object[old] == nil else {
                return .array(pairs.map { .array([$0.old, $0.new]) })
            }
            object[old] = pair.new
        }
        return .object(object)
    }
}

/// An error in the definition of a step, with the member concerned.
package struct StepFault: Error, Sendable {
    package var message: String
    package var key: String?
}

extension MigrationStep {
    /// The name of an array among the targets of `convert`.
    fileprivate static let arrayName = JSONType.array.rawValue

    package static let verbs = [
        "add", "remove", "keep", "rename", "move", "hoist", "plunge", "wrap", "head", "map",
        "convert", "scale", "setDefault", "custom",
    ]

    package init(_ value: DocumentValue) throws(StepFault) {
        guard let object = value.object else {
            throw StepFault(message: "a step is an object such as { remove: /old }")
        }
        let verbs = object.keys.filter(Self.verbs.contains)
        guard verbs.count == 1, let verb = verbs.first else {
            let known = Self.verbs.joined(separator: ", ")
            throw StepFault(
                message: verbs.isEmpty
                    ? "the step has no verb; expected one of \(known)"
                    : "the step has several verbs: \(verbs.joined(separator: " and "))"
            )
        }
        var reader = StepReader(object: object, verb: verb)
        self = try reader.step()
        try reader.finish()
    }
}

private struct StepReader {
    let object: DocumentObject
    let verb: String
    private var read: Set<String> = ["reason"]

    init(object: DocumentObject, verb: String) {
        self.object = object
        self.verb = verb
        read.insert(verb)
    }

    mutating func step() throws(StepFault) -> MigrationStep {
        switch verb {
        case "add": return .add(try member(), try value())
        case "remove": return .remove(try member())
        case "keep": return .keep(try path(verb), members: try members(mayBeNone: true))
        case "rename": return .rename(try member(), to: try text("to"))
        case "move":
            let (path, target) = (try member(), try path("to"))
            guard target.key != nil, MigrationPath.canMove(path, to: target) else {
                throw StepFault(
                    message:
                        "\(path) cannot move to \(target): each value moves within one object, "
                        + "so both paths have the same * at the same places",
                    key: "to"
                )
            }
            return .move(path, to: target)
        case "hoist": return .hoist(try member(), members: try members())
        case "plunge": return .plunge(try member(), members: try members())
        case "wrap": return .wrap(try path(verb))
        case "head": return .head(try path(verb))
        case "map": return .map(try path(verb), try pairs())
        case "convert": return try conversion(of: try path(verb))
        case "scale": return .scale(try path(verb), try factor())
        case "setDefault": return .setDefault(try member(), try value())
        default:
            let name = try text("custom")
            guard Self.isIdentifier(name) else {
                throw StepFault(
                    message: "custom names a Swift function, so \(quoted(name)) cannot be its name",
                    key: "custom"
                )
            }
            return .custom(name)
        }
    }

    func finish() throws(StepFault) {
        for key in object.keys where !read.contains(key) {
            throw StepFault(
                message: "the step \(quoted(verb)) has no option \(quoted(key))",
                key: key
            )
        }
    }

    private mutating func text(_ key: String) throws(StepFault) -> String {
        read.insert(key)
        guard let text = object[key]?.string, !text.isEmpty else {
            throw StepFault(
                message: "the step \(quoted(verb)) needs a string for \(quoted(key))",
                key: key
            )
        }
        return text
    }

    private mutating func path(_ key: String) throws(StepFault) -> MigrationPath {
        read.insert(key)
        guard let text = object[key]?.string, let path = MigrationPath(text: text) else {
            throw StepFault(
                message:
                    "the step \(quoted(verb)) needs a JSON Pointer such as /server/port for \(quoted(key))",
                key: key
            )
        }
        return path
    }

    /// A path that ends in a key.
    private mutating func member() throws(StepFault) -> MigrationPath {
        let path = try path(verb)
        guard path.key != nil else {
            throw StepFault(
                message: "the step \(quoted(verb)) needs the path of one member",
                key: verb
            )
        }
        return path
    }

    private mutating func value() throws(StepFault) -> DocumentValue {
        read.insert("value")
        guard let value = object["value"] else {
            throw StepFault(message: "the step \(quoted(verb)) needs a value", key: "value")
        }
        return value
    }

    private mutating func members(mayBeNone: Bool = false) throws(StepFault) -> [String] {
        read.insert("members")
        let members = object["members"]?.array?.compactMap(\.string) ?? []
        guard mayBeNone || !members.isEmpty, members.count == object["members"]?.array?.count else {
            throw StepFault(
                message: "the step \(quoted(verb)) needs an array of names as members",
                key: "members"
            )
        }
        return members
    }

    private mutating func pairs() throws(StepFault) -> [MigrationStep.ValuePair] {
        read.insert("values")
        var pairs: [MigrationStep.ValuePair] = []
        for member in object["values"]?.object?.members ?? [] {
            pairs.append(MigrationStep.ValuePair(old: .string(member.key), new: member.value))
        }
        for pair in object["values"]?.array ?? [] {
            guard let pair = pair.array, pair.count == 2 else {
                pairs = []
                break
            }
            pairs.append(MigrationStep.ValuePair(old: pair[0], new: pair[1]))
        }
        guard !pairs.isEmpty else {
            throw StepFault(
                message: "map needs values: { old: new }, or an array of pairs [old, new]",
                key: "values"
            )
        }
        return pairs
    }

    /// The conversion that `to` names: a type, the values of an enumeration, `array` or a unit; or
    /// that `by` names, a factor.
    private mutating func conversion(
        of path: MigrationPath
    ) throws(StepFault) -> MigrationStep {
        if object["to"] == nil, object["by"] != nil { return .scale(path, try factor()) }
        if object["to"]?.array != nil { return .choose(path, try choice()) }
        let target = try text("to")
        if target == MigrationStep.arrayName {
            if object["separator"] == nil { return .wrap(path) }
            return .split(path, try separation())
        }
        if let type = JSONType(rawValue: target), JSONType.convertible.contains(type) {
            if type == .string, object["separator"] != nil { return .join(path, try separation()) }
            return .convert(path, to: type, from: try optionalType("from"))
        }
        guard QuantityUnit(named: target) != nil else {
            throw StepFault(
                message:
                    "convert has no target \(quoted(target)); expected a type (string, integer, number, "
                    + "boolean or array), a unit such as s or MiB, or an array of the values of an "
                    + "enumeration",
                key: "to"
            )
        }
        let source = try text("from")
        guard var factor = UnitFactor(from: source, to: target) else {
            throw StepFault(
                message: "\(quoted(source)) cannot be converted to \(quoted(target)); expected two "
                    + "units of time (ns, us, ms, s, min, h, d) or of size (B, kB, MB, GB, TB, KiB, MiB, "
                    + "GiB, TiB)",
                key: "from"
            )
        }
        factor.rounding = try rounding()
        return .scale(path, factor)
    }

    private mutating func rounding() throws(StepFault) -> UnitFactor.Rounding? {
        read.insert("round")
        guard let value = object["round"] else { return nil }
        if let rounding = value.string.flatMap(UnitFactor.Rounding.init) { return rounding }
        throw StepFault(message: "round is up, down or nearest", key: "round")
    }

    private mutating func choice() throws(StepFault) -> EnumChoice {
        read.formUnion(["to", "else"])
        let names = object["to"]?.array?.compactMap(\.string) ?? []
        guard !names.isEmpty, names.count == object["to"]?.array?.count else {
            throw StepFault(message: "the values of an enumeration are strings", key: "to")
        }
        var choice = EnumChoice(names)
        if object["values"] != nil { choice.pairs = try pairs() }
        choice.fallback = object["else"]
        let results = choice.pairs.map(\.new) + [choice.fallback].compactMap(\.self)
        for result in results where !names.contains(where: { .string($0) == result }) {
            throw StepFault(
                message: "\(JSONEmitter.line(result)) is none of the values of \"to\"",
                key: object["values"] == nil ? "else" : "values"
            )
        }
        return choice
    }

    private mutating func separation() throws(StepFault) -> TextSeparation {
        TextSeparation(try text("separator"), items: try optionalType("items"))
    }

    private mutating func factor() throws(StepFault) -> UnitFactor {
        read.formUnion(["by", "over"])
        let over = object["over"] ?? .int(1)
        guard let by = object["by"]?.int, let over = over.int,
            var factor = UnitFactor(by: by, over: over)
        else {
            throw StepFault(
                message: "\(verb) needs whole numbers from 1 on for \"by\" and \"over\", such as "
                    + "by: 1, over: 1000",
                key: object["by"] == nil ? verb : "by"
            )
        }
        factor.rounding = try rounding()
        return factor
    }

    private mutating func type(_ key: String) throws(StepFault) -> JSONType {
        guard let type = JSONType(rawValue: try text(key)), JSONType.convertible.contains(type)
        else {
            throw StepFault(
                message: "\(key) is one of string, integer, number and boolean",
                key: key
            )
        }
        return type
    }

    private mutating func optionalType(
        _ key: String
    ) throws(StepFault) -> JSONType? {
        read.insert(key)
        return object[key] == nil ? nil : try type(key)
    }

    private static func isIdentifier(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || byte == 0x5F
        } && !(0x30...0x39).contains(text.utf8.first ?? 0x30)
    }
}
