import ConfigDocument
import JSONSchema
import SchemaCompiler
import SchemaValidation

/// Determines which schemas of two graphs say the same, keyword by keyword: references are followed, and
/// annotations and the order of names and values are ignored.
///
/// The time is linear in the size of the schemas, because the result for each pair is kept.
final class SameSchemas {
    private struct Pair: Hashable {
        let old: SchemaNode
        let new: SchemaNode
    }

    private let old: SchemaFacetReader
    private let new: SchemaFacetReader
    private var known: [Pair: Bool] = [:]
    /// Pairs yet to be compared, on which the result for the first one depends.
    private var pending: [Pair] = []
    private var seen: Set<Pair> = []

    init(_ old: SchemaFacetReader, _ new: SchemaFacetReader) {
        (self.old, self.new) = (old, new)
    }

    /// True if both lists have equal schemas in the same order.
    func hold(_ old: [SchemaNode], _ new: [SchemaNode]) -> Bool {
        old.count == new.count && zip(old, new).allSatisfy(holds)
    }

    func holds(_ old: SchemaNode, _ new: SchemaNode) -> Bool {
        let start = Pair(old: old, new: new)
        if let known = known[start] { return known }
        pending = [start]
        seen = [start]
        while let pair = pending.popLast() {
            if known[pair] == true { continue }
            if known[pair] == false || !agree(pair.old, pair.new) {
                known[start] = false
                return false
            }
        }
        for pair in seen { known[pair] = true }
        return true
    }

    private func expect(_ old: SchemaNode?, _ new: SchemaNode?) -> Bool {
        guard let old, let new else { return old == nil && new == nil }
        let pair = Pair(old: old, new: new)
        if seen.insert(pair).inserted { pending.append(pair) }
        return true
    }

    private func expectAll(_ old: [SchemaNode], _ new: [SchemaNode]) -> Bool {
        old.count == new.count && zip(old, new).allSatisfy { expect($0, $1) }
    }

    /// True if two schemas have the same keywords; the schemas in them become pending.
    private func agree(_ oldNode: SchemaNode, _ newNode: SchemaNode) -> Bool {
        let (oldNode, newNode) = (old.targets(of: [oldNode])[0], new.targets(of: [newNode])[0])
        let isNever = (
            old.graph.cursor(of: oldNode).bool == false,
            new.graph.cursor(of: newNode).bool == false
        )
        if isNever.0 || isNever.1 { return isNever.0 && isNever.1 }
        let (before, after) = (old.rules(of: oldNode), new.rules(of: newNode))
        guard before.count == after.count else { return false }
        let drafts = [old.graph.dialect(of: oldNode).draft, new.graph.dialect(of: newNode).draft]
        return before.allSatisfy { name, value in
            guard let other = after[name], drafts[0] == drafts[1] || Self.isPortable(name, value)
            else { return false }
            return agree(name, (oldNode, value), (newNode, other))
        }
    }

    /// True if a keyword means the same in all drafts that define it.
    private static func isPortable(_ name: String, _ value: Cursor) -> Bool {
        switch Keyword(rawValue: name) {
        case .additionalItems, .prefixItems, .unevaluatedItems, .exclusiveMinimum,
            .exclusiveMaximum, .format, .contentEncoding, .contentMediaType, .dynamicRef,
            .recursiveRef, nil:
            false
        case .items: !value.isArray
        case .type: KindSet(type: value).intersection(.number) != .integer
        default: true
        }
    }

    private func agree(
        _ name: String,
        _ old: (node: SchemaNode, value: Cursor),
        _ new: (node: SchemaNode, value: Cursor)
    ) -> Bool {
        let graphs = (self.old.graph, self.new.graph)
        func before(_ cursor: Cursor) -> SchemaNode { graphs.0.node(at: cursor, in: old.node) }
        func after(_ cursor: Cursor) -> SchemaNode { graphs.1.node(at: cursor, in: new.node) }
        guard let keyword = Keyword(rawValue: name) else {
            return DocumentValue(old.value) == DocumentValue(new.value)
        }
        switch keyword.row.schemas {
        case .list, .schemaOrList:
            guard old.value.isArray, new.value.isArray else {
                return old.value.isArray == new.value.isArray
                    && expect(before(old.value), after(new.value))
            }
            return expectAll(old.value.elements.map(before), new.value.elements.map(after))
        case .schema:
            return !new.value.isArray && expect(before(old.value), after(new.value))
        case .map, .mapOfSchemasOrNames:
            let members = old.value.members.map { ($0.key.text, $0.value) }
            guard members.count == new.value.members.count else { return false }
            return members.allSatisfy { key, value in
                guard let other = new.value[key] else { return false }
                if value.isArray { return other.isArray && Self.names(value) == Self.names(other) }
                return !other.isArray && expect(before(value), after(other))
            }
        case nil: break
        }
        switch keyword {
        case .ref:
            return expect(graphs.0.target(of: old.node), graphs.1.target(of: new.node))
        case .dynamicRef, .recursiveRef:
            return DocumentValue(old.value) == DocumentValue(new.value)
                && expect(
                    graphs.0.target(of: old.node, by: name),
                    graphs.1.target(of: new.node, by: name)
                ) && expectAnchors()
        case .type:
            return self.old.kinds(ofType: old.value, in: old.node)
                == self.new.kinds(ofType: new.value, in: new.node)
        case .required, .enumeration:
            return Self.names(old.value) == Self.names(new.value)
        case .dependentRequired:
            return old.value.members.count == new.value.members.count
                && old.value.members.allSatisfy { member in
                    new.value[member.key.text].map { Self.names($0) == Self.names(member.value) }
                        ?? false
                }
        default: return DocumentValue(old.value) == DocumentValue(new.value)
        }
    }

    /// The elements of an array, or a constant that stands for a list of one, in any order.
    private static func names(_ value: Cursor) -> Set<DocumentValue> {
        Set(value.isArray ? value.elements.map { DocumentValue($0) } : [DocumentValue(value)])
    }

    /// Compares all schemas that dynamic references may lead to.
    private func expectAnchors() -> Bool {
        let (before, after) = (old.graph.anchoring, new.graph.anchoring)
        return before.count == after.count
            && zip(before, after).allSatisfy { before, after in
                let names = before.dynamicAnchors.keys.sorted()
                return before.isRecursiveAnchor == after.isRecursiveAnchor
                    && names == after.dynamicAnchors.keys.sorted()
                    && (!before.isRecursiveAnchor || expect(before.root, after.root))
                    && names.allSatisfy {
                        expect(before.dynamicAnchors[$0], after.dynamicAnchors[$0])
                    }
            }
    }
}

extension SchemaGraph {
    /// The resources with schemas that dynamic references may lead to.
    var anchoring: [Resource] {
        resources.filter { !$0.dynamicAnchors.isEmpty || $0.isRecursiveAnchor }
    }
}

extension SchemaFacetReader {
    /// The keywords of a schema that may refuse values, by name. A constant counts as a list of one,
    /// and alternatives of different types as a list of types.
    func rules(of node: SchemaNode) -> [String: Cursor] {
        let cursor = graph.cursor(of: node)
        let draft = graph.dialect(of: node).draft
        if let reference = cursor["$ref"], draft.referenceHidesSiblings {
            return ["$ref": reference]
        }
        var rules: [String: Cursor] = [:]
        for (key, value) in cursor.members {
            if let keyword = Keyword(rawValue: key.text) {
                if keyword.isIdle(value, in: draft) { continue }
            } else if ToolKeyword.isHarmless(key.text) {
                continue
            }
            rules[key.text] = value
        }
        if rules["enum"] == nil, let constant = rules["const"], !constant.isArray {
            rules["const"] = nil
            rules["enum"] = constant
        }
        for name in ["anyOf", "oneOf"] where rules["type"] == nil {
            guard let list = rules[name], alternativeKinds(list, in: node) != nil else { continue }
            rules["type"] = list
            rules[name] = nil
        }
        return rules
    }

    /// The kinds that a `type`, or alternatives in place of one, allow.
    fileprivate func kinds(ofType value: Cursor, in node: SchemaNode) -> KindSet {
        value.elements.contains(where: \.isObject)
            ? alternativeKinds(value, in: node) ?? .all : KindSet(type: value)
    }

    /// The kinds of alternatives that have different types and no other keyword.
    private func alternativeKinds(_ list: Cursor, in node: SchemaNode) -> KindSet? {
        var kinds = KindSet()
        for schema in targets(of: list.elements.map { graph.node(at: $0, in: node) }) {
            let cursor = graph.cursor(of: schema)
            let names = cursor.members.map(\.key.text).filter { !Keyword.isAnnotation($0) }
            guard names == ["type"], let type = cursor["type"] else { return nil }
            let own = KindSet(type: type)
            guard kinds.isDisjoint(with: own) else { return nil }
            kinds.formUnion(own)
        }
        return kinds
    }

    /// True if a schema has no keyword that may refuse a value.
    func isTrivial(_ node: SchemaNode) -> Bool {
        graph.cursor(of: node).bool ?? rules(of: node).isEmpty
    }
}

extension Keyword {
    /// True if the keyword refuses nothing, whatever the value: by its draft, or by its own value.
    fileprivate func isIdle(_ value: Cursor, in draft: Draft) -> Bool {
        let isContent = self == .contentEncoding || self == .contentMediaType
        guard isContent ? draft == .draft7 : row.difference != .annotation,
            row.effectiveDrafts.contains(draft)
        else { return true }
        switch self {
        case .minLength, .minItems, .minProperties: return value.double == 0
        case .uniqueItems: return value.bool == false
        case .required, .settingRules: return value.isArray && value.elements.isEmpty
        default: return false
        }
    }
}
