import JSONSchema
import SchemaCompiler

/// A difference that affects Swift code which uses the generated type.
public struct SourceChange: Sendable, Hashable {
    /// The effect of a change on code that uses the type.
    public enum Effect: String, Sendable {
        /// Existing code still compiles.
        case compatible
        /// Existing code that uses the declaration no longer compiles.
        case breaking
    }

    /// The effect on code.
    public var effect: Effect
    /// The Swift name: `HTTPConfig.Server.port`.
    public var name: String
    /// The difference in words.
    public var message: String

    /// The same without the name of a case, which may be made from a secret value.
    fileprivate func hidingCase(of type: String) -> SourceChange {
        guard isOfCase else { return self }
        var change = self
        (change.name, change.message) = (type, "a case that is not shown \(message)")
        return change
    }

    /// True if it is about a case of an enumeration.
    fileprivate(set) var isOfCase = false
}

/// Compares the types generated from two schemas.
struct SourceComparer {
    private let old: Side
    private let new: Side

    private struct Side {
        let model: Model
        let spelling: TypeSpelling
        /// The paths of types whose cases may have names made from secrets.
        let secretTypes: Set<String>
        /// Both sides use the root name of the new schema, so that type names are equal.
        init(_ graph: SchemaGraph, _ rootName: String) {
            let types = Analysis(of: graph, rootName: rootName).model
            model = TypeNames.named(types, rootAs: rootName)
            let declared = Set(model.declared)
            spelling = TypeSpelling(model, isDeclared: declared.contains)
            let ofSecrets = model.secretTypes()
            let places = SecretSchemas(graph).places(in: graph)
            let named = model
            let hidden = named.declared.filter { id in
                ofSecrets.contains(id)
                    || named.types[id].place.map { places?.contains($0) ?? true } ?? false
            }
            secretTypes = Set(hidden.map(spelling.path))
        }

        var types: [String: TypeDeclaration] {
            Dictionary(
                model.declared.map { (spelling.path($0), model.types[$0]) },
                uniquingKeysWith: { a, _ in a }
            )
        }

        func spelled(_ type: TypeRef) -> String {
            spelling.spell(type, in: model.root, sees: false)
        }
    }

    init(_ before: SchemaGraph, _ after: SchemaGraph, _ old: SchemaSource, _ new: SchemaSource) {
        let name = RootName.swiftName(of: new, prefix: "")
        self.old = Side(before, name)
        self.new = Side(after, name)
    }

    func changes() -> [SourceChange] {
        let (before, after) = (old.types, new.types)
        let hidden = old.secretTypes.union(new.secretTypes)
        var changes: [SourceChange] = []
        for id in old.model.declared {
            let name = old.spelling.path(id)
            guard let type = after[name] else {
                changes.append(SourceChange(effect: .breaking, name: name, message: "was removed"))
                continue
            }
            let found = compare(old.model.types[id], type, named: name)
            changes += hidden.contains(name) ? found.map { $0.hidingCase(of: name) } : found
        }
        for id in new.model.declared {
            let name = new.spelling.path(id)
            if before[name] == nil {
                changes.append(SourceChange(effect: .compatible, name: name, message: "is new"))
            }
        }
        return changes
    }

    private func compare(
        _ old: TypeDeclaration,
        _ new: TypeDeclaration,
        named name: String
    ) -> [SourceChange] {
        switch (old.body, new.body) {
        case (.structure(let old), .structure(let new)):
            return members(
                old.properties.map { ($0.name, self.old.spelled($0.type), $0.isFree) },
                new.properties.map { ($0.name, self.new.spelled($0.type), $0.isFree) },
                of: name
            )
        case (.tuple(let old), .tuple(let new)):
            return members(
                old.elements.map { ($0.name, self.old.spelled($0.type), !$0.isRequired) },
                new.elements.map { ($0.name, self.new.spelled($0.type), !$0.isRequired) },
                of: name
            )
        case (.enumeration(let old), .enumeration(let new)):
            return cases(old.cases.map(\.name), new.cases.map(\.name), of: name, new.isOpen)
        case (.union(let old), .union(let new)):
            return cases(
                old.alternatives.map(\.name),
                new.alternatives.map(\.name),
                of: name,
                false
            )
        case (.wrapper, .wrapper): return []
        default:
            return [
                SourceChange(effect: .breaking, name: name, message: "is now another kind of type")
            ]
        }
    }

    private typealias MemberFacts = (name: String, type: String, isFree: Bool)

    private func members(
        _ old: [MemberFacts],
        _ new: [MemberFacts],
        of type: String
    ) -> [SourceChange] {
        var changes: [SourceChange] = []
        func note(_ effect: SourceChange.Effect, _ name: String, _ message: String) {
            changes.append(
                SourceChange(effect: effect, name: "\(type).\(name)", message: message)
            )
        }
        let after = Dictionary(new.map { ($0.name, $0) }) { first, _ in first }
        let before = Set(old.map(\.name))
        for member in old {
            guard let current = after[member.name] else {
                note(.breaking, member.name, "was removed (was \(member.type))")
                continue
            }
            if current.type != member.type {
                note(.breaking, member.name, "is \(current.type) (was \(member.type))")
            } else if member.isFree, !current.isFree {
                note(.breaking, member.name, "must be passed to the initialiser")
            }
        }
        for member in new where !before.contains(member.name) {
            if member.isFree {
                note(.compatible, member.name, "is new: \(member.type)")
            } else {
                note(
                    .breaking,
                    member.name,
                    "is new, and must be passed to the initialiser: \(member.type)"
                )
            }
        }
        return changes
    }

    private func cases(
        _ old: [String],
        _ new: [String],
        of type: String,
        _ isOpen: Bool
    ) -> [SourceChange] {
        let (before, after) = (Set(old), Set(new))
        let gone = old.filter { !after.contains($0) }.map {
            SourceChange(
                effect: .breaking,
                name: "\(type).\($0)",
                message: "was removed",
                isOfCase: true
            )
        }
        let added = new.filter { !before.contains($0) }.map {
            SourceChange(
                effect: isOpen ? .compatible : .breaking,
                name: "\(type).\($0)",
                message: isOpen ? "is new" : "is new: a switch over the type must handle it",
                isOfCase: true
            )
        }
        return gone + added
    }
}

extension Property {
    /// True if the initialiser has a default for it.
    fileprivate var isFree: Bool {
        if defaultValue != nil { return true }
        switch type {
        case .optional, .nullable: return true
        default: return false
        }
    }
}
