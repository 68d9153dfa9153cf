import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler

/// Members of objects.
extension SchemaComparer {
    func compareObjects(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        var renames = declaredRenames(old, new, at: path)
        let guesses = recognisesRenames ? RenameGuesses(self, old, new, besides: renames) : nil
        for (name, guess) in guesses?.byName ?? [:] { renames[name] = guess.name }
        let hints = RenameHints(self, old, new)
        let renamedKeys = Set(renames.values.map(ExactText.init))
        for member in old.members {
            if let current = new.member(member.key) {
                compare(member.nodes, current.nodes, at: path.appending(.key(member.key)))
                comparePresence(member.key, member.key, current, old, new, at: path)
            } else if let target = renames[ExactText(member.key)], let current = new.member(target)
            {
                let place = path.appending(.key(member.key))
                note(
                    .propertyRenamed,
                    .automatic,
                    place,
                    "is renamed to \(quoted(target))",
                    "the member is renamed",
                    member.keyCursor,
                    current.keyCursor,
                    steps: [.rename(place, to: target)]
                )
                changes[changes.count - 1].guess = guesses?.byName[ExactText(member.key)]?.reason
                compare(member.nodes, current.nodes, at: path.appending(.key(target)))
                comparePresence(member.key, target, current, old, new, at: path)
            } else {
                noteRemoved(member, old, new, hints, at: path)
            }
        }
        for member in new.members where old.member(member.key) == nil {
            if !renamedKeys.contains(ExactText(member.key)) {
                noteAdded(member, old, new, at: path)
            }
        }
        // Members that are required but not declared.
        for (key, cursor) in new.required
        where !old.isRequired(key) && new.member(key) == nil {
            note(
                .becameRequired,
                .breaking,
                path.appending(.key(key)),
                "is now required",
                "decide which value documents without it get",
                old.cursor,
                cursor
            )
        }
        compareOpenness(old, new, at: path)
        compareBounds(.properties, old, new, isInteger: true, at: path)
        compareNames(old, new, at: path)
    }

    /// New names by old ones, as declared by `x-renamed-from` in the new schema.
    private func declaredRenames(
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        at path: MigrationPath
    ) -> [ExactText: String] {
        var renames: [ExactText: String] = [:]
        for member in new.members where old.member(member.key) == nil {
            for source in self.new.facet(of: member.nodes).renamedFrom {
                if old.member(source) != nil, new.member(source) == nil {
                    renames[ExactText(source)] = member.key
                } else if let from = MigrationPath(text: source), from.key != nil {
                    noteMoved(member, from, at: path)
                    renames[ExactText(source)] = member.key
                }
            }
        }
        return renames
    }

    private func noteMoved(
        _ member: SchemaFacet.Member,
        _ from: MigrationPath,
        at path: MigrationPath
    ) {
        let target = path.appending(.key(member.key))
        guard MigrationPath.canMove(from, to: target) else { return }
        moves.append((from, target, member.nodes))
        note(
            .propertyMoved,
            .automatic,
            from,
            "moves to \(target)",
            "the member is moved",
            nil,
            member.keyCursor,
            steps: [.move(from, to: target)]
        )
    }
}

extension SchemaFacetReader {
    func cursor(of nodes: [SchemaNode]) -> Cursor { graph.cursor(of: nodes.first ?? graph.root) }
}

extension SchemaFacet {
    /// The only allowed value.
    var onlyConstant: Cursor? { constants?.count == 1 ? constants?.first : nil }
}
