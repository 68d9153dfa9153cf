import ConfigDocument
import JSONSchema
import SchemaCompiler

extension SchemaFacet.Opaque {
    /// True for the keywords that say what the presence of a member requires.
    var isDependency: Bool {
        ["dependentRequired", "dependentSchemas", "dependencies"].contains(keyword)
    }

    /// True if members or elements that it speaks of are not left to `unevaluatedProperties` or
    /// `unevaluatedItems`.
    var evaluates: Bool {
        ["if", "dependentSchemas", "dependencies", "contains", "$dynamicRef", "$recursiveRef"]
            .contains(keyword)
    }
}

extension SchemaFacet {
    /// Applies each schema's rule for undeclared members and elements to those that other schemas
    /// declare.
    mutating func applyRemainders() {
        for rest in memberRemainders {
            for index in members.indices where !rest.covers(members[index].key) {
                if rest.isClosed {
                    forbidden.insert(ExactText(members[index].key))
                } else {
                    members[index].nodes.append(rest.node)
                }
            }
        }
        if !forbidden.isEmpty {
            members.removeAll { forbidden.contains(ExactText($0.key)) }
            memberIndex = Dictionary(
                members.enumerated().map { (ExactText($1.key), $0) },
                uniquingKeysWith: { $1 }
            )
        }
        for rest in elementRemainders where rest.count < positions.count {
            if rest.isClosed {
                positions.removeSubrange(rest.count...)
            } else {
                for index in rest.count..<positions.count { positions[index].append(rest.node) }
            }
        }
    }

    /// Removes constants of other kinds than those that are allowed.
    mutating func dropConstantsOfOtherKinds() {
        constants?.removeAll { KindSet(constant: $0).isDisjoint(with: kinds) }
    }

    /// True if the rule of one schema for undeclared members meets a pattern of another schema, so
    /// that the names that fall under both are not known.
    var isEntangled: Bool {
        memberRemainders.contains { rest in
            memberPatterns.contains { item in
                !rest.patterns.contains { $0.pattern == item.pattern }
            }
        }
    }
}
