import ConfigDocument
import JSONSchema
import MigrationSteps

/// Members of objects.
extension SchemaComparer {
    func compareObjects(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        let renames = declaredRenames(old, new, at: path)
        let renamedKeys = Set(renames.values)
        for member in old.members {
            if let current = new.member(member.key) {
                compare(member.nodes, current.nodes, at: path.appending(.key(member.key)))
                comparePresence(member.key, member.key, current, old, new, at: path)
            } else if let target = renames[member.key], let current = new.member(target) {
                let place = path.appending(.key(member.key))
                note(
                    .propertyRenamed,
                    .automatic,
                    place,
                    "is called \(quoted(target)) now",
                    "the member is renamed",
                    member.keyCursor,
                    current.keyCursor,
                    steps: [.rename(place, to: target)]
                )
                compare(member.nodes, current.nodes, at: path.appending(.key(target)))
                comparePresence(member.key, target, current, old, new, at: path)
            } else {
                noteRemoved(member, old, new, at: path)
            }
        }
        for member in new.members where old.member(member.key) == nil {
            if !renamedKeys.contains(member.key) { noteAdded(member, old, new, at: path) }
        }
        // What is required without being declared.
        for (key, cursor) in new.required
        where !old.isRequired(key) && new.member(key) == nil {
            note(
                .becameRequired,
                .breaking,
                path.appending(.key(key)),
                "is required now",
                "decide what documents without it get",
                old.cursor,
                cursor
            )
        }
        compareOpenness(old, new, at: path)
        compareBounds(.properties, old, new, isInteger: true, at: path)
        compareNames(old, new, at: path)
    }

    /// New names by old ones, where the new schema says `x-renamed-from`.
    private func declaredRenames(
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        at path: MigrationPath
    ) -> [String: String] {
        var renames: [String: String] = [:]
        for member in new.members where old.member(member.key) == nil {
            for source in self.new.facet(of: member.nodes).renamedFrom {
                if old.member(source) != nil, new.member(source) == nil {
                    renames[source] = member.key
                } else if let from = MigrationPath(text: source), from.key != nil {
                    noteMoved(member, from, at: path)
                    renames[source] = member.key
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
            "stands at \(target) now",
            "the member is moved",
            nil,
            member.keyCursor,
            steps: [.move(from, to: target)]
        )
    }

    // MARK: Presence

    private func comparePresence(
        _ oldKey: String,
        _ key: String,
        _ member: SchemaFacet.Member,
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        at path: MigrationPath
    ) {
        let place = path.appending(.key(key))
        let facet = self.new.facet(of: member.nodes)
        let (was, isNow) = (old.isRequired(oldKey), new.isRequired(key))
        let requiring = new.required.first { $0.key == key }?.cursor
        if !was, isNow {
            noteRequired(place, facet, old.member(oldKey)?.keyCursor, requiring)
        } else if was, !isNow {
            note(
                .becameOptional,
                .safe,
                place,
                "may be left out now",
                "nothing",
                old.required.first { $0.key == oldKey }?.cursor,
                member.keyCursor
            )
        }
        if !was, let oldNodes = old.member(oldKey)?.nodes {
            compareDefaults(self.old.facet(of: oldNodes), facet, isRequired: isNow, at: place)
        }
    }

    private func noteRequired(
        _ place: MigrationPath,
        _ facet: SchemaFacet,
        _ old: Cursor?,
        _ new: Cursor?
    ) {
        if let value = facet.defaultValue ?? facet.onlyConstant {
            note(
                .becameRequired,
                .automatic,
                place,
                "is required now",
                "documents without it get \(value.shortText)",
                old,
                new,
                steps: [.setDefault(place, ConfigValue(value))]
            )
        } else {
            note(
                .becameRequired,
                .breaking,
                place,
                "is required now, and has no default",
                "decide what documents without it get",
                old,
                new
            )
        }
    }

    private func compareDefaults(
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        isRequired: Bool,
        at path: MigrationPath
    ) {
        let before = old.defaultValue.map { ConfigValue($0) }
        let after = new.defaultValue.map { ConfigValue($0) }
        if before == after || isRequired { return }
        let words =
            switch (before, after) {
            case (let before?, let after?):
                "the default is \(after.shortText) now, and was \(before.shortText)"
            case (let before?, nil): "there is no default any more; it was \(before.shortText)"
            default: "the default is \(after?.shortText ?? "null") now, and there was none"
            }
        note(
            .defaultChanged,
            .behavioural,
            path,
            words,
            "documents without the setting mean something else: decide whether they keep the old value",
            old.defaultValue ?? old.cursor,
            new.defaultValue ?? new.cursor
        )
    }

    // MARK: Comings and goings

    private func noteAdded(
        _ member: SchemaFacet.Member,
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        at path: MigrationPath
    ) {
        let place = path.appending(.key(member.key))
        let facet = self.new.facet(of: member.nodes)
        if old.isRequired(member.key) { return }
        guard new.isRequired(member.key) else {
            note(
                .propertyAdded,
                .safe,
                place,
                "is new, and may be left out",
                "nothing",
                old.cursor,
                member.keyCursor
            )
            return
        }
        if let value = facet.defaultValue ?? facet.onlyConstant {
            note(
                .propertyAdded,
                .automatic,
                place,
                "is new and required",
                "documents get \(value.shortText)",
                old.cursor,
                member.keyCursor,
                steps: [.add(place, ConfigValue(value))]
            )
        } else {
            note(
                .propertyAdded,
                .breaking,
                place,
                "is new and required, and has no default",
                "decide what documents get",
                old.cursor,
                member.keyCursor
            )
        }
    }

    private func noteRemoved(
        _ member: SchemaFacet.Member,
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        at path: MigrationPath
    ) {
        let place = path.appending(.key(member.key))
        removed[place] = member.nodes
        let patterned = new.memberPatterns.filter { item in
            (try? Pattern(item.pattern).matches(member.key)) ?? false
        }.map(\.node)
        if !patterned.isEmpty || new.closed == nil && !new.additional.isEmpty {
            // It is one of the members that a pattern or the rest of the object speaks of.
            compare(member.nodes, patterned.isEmpty ? new.additional : patterned, at: place)
            return
        }
        let hint = renameHint(member, old, new)
        guard let closed = new.closed else {
            note(
                .propertyRemoved,
                .behavioural,
                place,
                "is not known any more, and is ignored where it stands",
                hint ?? "nothing, or remove it",
                member.keyCursor,
                new.cursor
            )
            return
        }
        note(
            .propertyRemoved,
            .lossy,
            place,
            "is not allowed any more",
            hint ?? "decide whether it is removed from documents",
            member.keyCursor,
            closed
        )
    }

    /// What a member that went has probably become.
    private func renameHint(
        _ member: SchemaFacet.Member,
        _ old: SchemaFacet,
        _ new: SchemaFacet
    ) -> String? {
        let added = new.members.filter { old.member($0.key) == nil }
        let close = Suggestion.closest(
            to: member.key,
            among: added.map { .string($0.key) }
        )?.string
        if let close {
            return "if \(quoted(close)) is its new name, say so there with "
                + "\"x-renamed-from\": \(quoted(member.key))"
        }
        for other in added {
            let inner = self.new.facet(of: other.nodes)
            if inner.member(member.key) != nil {
                return "it may have moved into \(quoted(other.key)): then move it there"
            }
        }
        return nil
    }

    // MARK: The rest of the object

    private func compareOpenness(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        if old.closed == nil, let closed = new.closed {
            note(
                .objectClosed,
                .breaking,
                path,
                "other members than those that the schema names are not allowed any more",
                "decide what becomes of them",
                old.cursor,
                closed
            )
        } else if let closed = old.closed, new.closed == nil {
            note(
                .objectOpened,
                .safe,
                path,
                "other members are allowed now",
                "nothing",
                closed,
                new.cursor
            )
        } else if old.closed == nil, new.closed == nil {
            if !old.additional.isEmpty, !new.additional.isEmpty {
                compare(old.additional, new.additional, at: path.appending(.every))
            } else if !new.additional.isEmpty {
                note(
                    .objectClosed,
                    .breaking,
                    path,
                    "members that the schema does not name have to fit a schema now",
                    "decide what becomes of others",
                    old.cursor,
                    self.new.cursor(of: new.additional)
                )
            } else if !old.additional.isEmpty {
                note(
                    .objectOpened,
                    .safe,
                    path,
                    "members that the schema does not name may be anything now",
                    "nothing",
                    self.old.cursor(of: old.additional),
                    new.cursor
                )
            }
        }
        comparePatternMembers(old, new, at: path)
    }

    private func comparePatternMembers(
        _ old: SchemaFacet,
        _ new: SchemaFacet,
        at path: MigrationPath
    ) {
        for item in old.memberPatterns {
            let same = new.memberPatterns.filter { $0.pattern == item.pattern }.map(\.node)
            if !same.isEmpty {
                compare([item.node], same, at: path.appending(.every))
            } else if new.isOpen {
                note(
                    .namesChanged,
                    .safe,
                    path,
                    "members whose names match \(quoted(item.pattern)) may be anything now",
                    "nothing",
                    item.keyCursor,
                    new.cursor
                )
            } else {
                note(
                    .namesChanged,
                    .unknown,
                    path,
                    "no schema speaks of names that match \(quoted(item.pattern)) any more",
                    "look whether other patterns take such members",
                    item.keyCursor,
                    new.cursor
                )
            }
        }
        for item in new.memberPatterns
        where !old.memberPatterns.contains(where: { $0.pattern == item.pattern }) {
            let isNew = old.closed != nil && old.memberPatterns.isEmpty
            note(
                .namesChanged,
                isNew ? .safe : .unknown,
                path,
                "members whose names match \(quoted(item.pattern)) have a schema now",
                isNew ? "nothing" : "look whether documents have such members",
                old.cursor,
                item.keyCursor
            )
        }
    }

    private func compareNames(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        if new.names.isEmpty, old.names.isEmpty { return }
        guard !new.names.isEmpty else {
            note(
                .namesChanged,
                .safe,
                path,
                "names may be anything now",
                "nothing",
                self.old.cursor(of: old.names),
                new.cursor
            )
            return
        }
        guard !old.names.isEmpty else {
            note(
                .namesChanged,
                .breaking,
                path,
                "names have to fit a schema now",
                "decide what becomes of members with other names",
                old.cursor,
                self.new.cursor(of: new.names)
            )
            return
        }
        let inner = probe { comparer in comparer.compare(old.names, new.names, at: path) }
        for change in inner where change.kind != .defaultChanged {
            note(
                .namesChanged,
                change.severity,
                path,
                "a member's name \(change.reason)",
                change.action,
                change.old,
                change.new
            )
        }
    }
}

extension SchemaFacetReader {
    func cursor(of nodes: [SchemaNode]) -> Cursor { graph.cursor(of: nodes.first ?? graph.root) }
}

extension SchemaFacet {
    /// The only value that is allowed.
    var onlyConstant: Cursor? { constants?.count == 1 ? constants?.first : nil }
}

/// Names that are probably meant.
enum Suggestion {
    static func closest(to text: String?, among values: [ConfigValue]) -> ConfigValue? {
        guard let text else { return nil }
        let candidates = values.compactMap(\.string)
        return nearest(to: text, among: candidates).map(ConfigValue.string)
    }

    /// A name with the same words in another spelling, or one that holds the other.
    private static func nearest(to text: String, among names: [String]) -> String? {
        let plain = simplified(text)
        if let same = names.first(where: { simplified($0) == plain }) { return same }
        guard plain.count > 3 else { return nil }
        return names.first {
            let other = simplified($0)
            return other.count > 3 && (other.hasPrefix(plain) || plain.hasPrefix(other))
        }
    }

    private static func simplified(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
