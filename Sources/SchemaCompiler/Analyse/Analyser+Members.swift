import ConfigDocument
import JSONSchema

extension Analyser {
    struct StructureMember {
        var key: String
        var shape: Shape
        /// True if only branches of `anyOf` or `oneOf` declare it.
        var isDealt = false
        /// True if its type comes from branches, while other branches allow values that do not fit.
        var mayMisfit = false
    }

    /// The declared properties, and those that only branches declare.
    func members(of facts: Facts) -> [StructureMember] {
        var result: [StructureMember] = []
        var indices: [ExactText: Int] = [:]
        for member in facts.members where !reader.isNever(member.parts) {
            indices[ExactText(member.key)] = result.count
            result.append(StructureMember(key: member.key, shape: Shape(member.parts)))
        }
        let declared = result.count
        var visited: Set<SchemaNode> = []
        deal(facts, depth: 0, &visited) { key, parts in
            guard let index = indices[ExactText(key)] else {
                indices[ExactText(key)] = result.count
                let shape = Shape([], either: [parts])
                result.append(StructureMember(key: key, shape: shape, isDealt: true))
                return
            }
            // A property with only a description has the types that branches declare.
            let isAnnotation =
                index < declared && result[index].shape.parts.count <= 1
                && reader.facts(of: Shape(result[index].shape.parts)).saysNothing
            guard result[index].isDealt || isAnnotation else { return }
            if !result[index].shape.either.contains(parts) {
                result[index].shape.either.append(parts)
            }
        }
        for index in result.indices where !result[index].shape.either.isEmpty {
            let key = result[index].key
            var known: [Int: [SchemaNode: Bool]] = [:]
            result[index].mayMisfit = !areDeclared(key, inBranchesOf: facts, depth: 0, &known)
            if result[index].isDealt, result[index].shape.either.count == 1 {
                result[index].shape = Shape(result[index].shape.either[0])
            }
        }
        return result
    }

    /// True if each branch of some `anyOf` or `oneOf` declares the member or forbids it.
    ///
    /// - Parameter known: the branches visited before, with their depth.
    private func areDeclared(
        _ key: String,
        inBranchesOf facts: Facts,
        depth: Int,
        _ known: inout [Int: [SchemaNode: Bool]]
    ) -> Bool {
        guard depth < Self.branchDepth else { return false }
        return facts.branches.contains { group in
            group.isExhaustive
                && group.schemas.allSatisfy { node in
                    if let answer = known[depth]?[node] { return answer }
                    let answer = isDeclared(key, in: node, depth: depth, &known)
                    known[depth, default: [:]][node] = answer
                    return answer
                }
        }
    }

    private func isDeclared(
        _ key: String,
        in branch: SchemaNode,
        depth: Int,
        _ known: inout [Int: [SchemaNode: Bool]]
    ) -> Bool {
        let facts = reader.facts(of: Shape(branch))
        if facts.isNever || facts.member(key) != nil { return true }
        if case .closed = facts.additional { return !facts.patterns.contains { $0.takes(key) } }
        return areDeclared(key, inBranchesOf: facts, depth: depth + 1, &known)
    }

    /// The maximum depth of nested branches that are searched for members.
    private static var branchDepth: Int { 8 }

    private func deal(
        _ facts: Facts,
        depth: Int,
        _ visited: inout Set<SchemaNode>,
        _ body: (String, [Shape.Part]) -> Void
    ) {
        guard depth < Self.branchDepth else { return }
        for node in facts.branches.flatMap(\.schemas) + facts.dependents
        where visited.insert(node).inserted {
            let branch = reader.facts(of: Shape(node))
            for member in branch.members where !reader.isNever(member.parts) {
                body(member.key, member.parts)
            }
            deal(branch, depth: depth + 1, &visited, body)
        }
    }
}
