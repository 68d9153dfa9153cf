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
                "members that the schema does not declare are no longer allowed",
                "decide what becomes of them",
                old.cursor,
                closed
            )
        } else if let closed = old.closed, new.closed == nil {
            note(
                .objectOpened,
                .safe,
                path,
                "members that the schema does not declare are now allowed",
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
                    "members that the schema does not declare must fit a schema",
                    "decide what becomes of others",
                    old.cursor,
                    self.new.cursor(of: new.additional)
                )
            } else if new.additional.isEmpty, self.old.restrict(old.additional) {
                note(
                    .objectOpened,
                    .safe,
                    path,
                    "members that the schema does not declare may now have any value",
                    "nothing",
                    self.old.cursor(of: old.additional),
                    new.cursor
                )
            }
        }
        comparePatternMembers(old, new, at: path)
        if new.isEntangled, !same.hold(old.start, new.start) {
            note(
                .undecidable,
                .unknown,
                path,
                "several schemas limit members that they do not declare; whether existing documents "
                    + "satisfy all of them is unknown",
                "test existing documents",
                old.cursor,
                new.cursor
            )
        }
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
                    "members whose names match \(quoted(item.pattern.text)) may now have any value",
                    "nothing",
                    item.keyCursor,
                    new.cursor
                )
            } else {
                note(
                    .namesChanged,
                    .unknown,
                    path,
                    "members whose names match \(quoted(item.pattern.text)) no longer have a schema",
                    "check whether other patterns match these names",
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
                "members whose names match \(quoted(item.pattern.text)) now have a schema",
                isNew ? "nothing" : "check whether documents have such members",
                old.cursor,
                item.keyCursor
            )
        }
    }

    func compareNames(_ old: SchemaFacet, _ new: SchemaFacet, at path: MigrationPath) {
        if !self.new.restrict(new.names), old.names.isEmpty { return }
        guard !new.names.isEmpty else {
            note(
                .namesChanged,
                .safe,
                path,
                "names are no longer restricted",
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
                "names must fit a schema",
                "decide what becomes of members with other names",
                old.cursor,
                self.new.cursor(of: new.names)
            )
            return
        }
        if same.hold(old.names, new.names) { return }
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
