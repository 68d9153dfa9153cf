import ConfigDocument
import JSONSchema
import MigrationSteps
import SchemaCompiler

// Undeclared members of objects.

extension SchemaComparer {
    func compareOpenness(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
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
                let isAlone = old.isMap && new.isMap
                let place = path.appending(.every)
                compareEach(old.additional, new.additional, at: place, isAlone: isAlone)
            } else if self.new.restrict(new.additional) {
                note(
                    .objectClosed,
                    .breaking,
                    path,
                    "members that the schema does not name have to fit a schema now",
                    "decide what becomes of others",
                    old.cursor,
                    self.new.cursor(of: new.additional)
                )
            } else if new.additional.isEmpty, self.old.restrict(old.additional) {
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
                let isAlone = [old, new].allSatisfy {
                    $0.members.isEmpty && $0.memberPatterns.count == 1 && $0.closed != nil
                }
                compareEach([item.node], same, at: path.appending(.every), isAlone: isAlone)
            } else if new.isOpen {
                note(
                    .namesChanged,
                    .safe,
                    path,
                    "members whose names match \(quoted(item.pattern.text)) may be anything now",
                    "nothing",
                    item.keyCursor,
                    new.cursor
                )
            } else {
                note(
                    .namesChanged,
                    .unknown,
                    path,
                    "no schema speaks of names that match \(quoted(item.pattern.text)) any more",
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
                "members whose names match \(quoted(item.pattern.text)) have a schema now",
                isNew ? "nothing" : "look whether documents have such members",
                old.cursor,
                item.keyCursor
            )
        }
    }

    func compareNames(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
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
