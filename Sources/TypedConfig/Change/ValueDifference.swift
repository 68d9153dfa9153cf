import ConfigDocument

/// What differs between two values, setting by setting.
///
/// Objects are compared member by member, arrays of one length element by element; everything else
/// counts as a whole.
enum ValueDifference {
    static func between(_ old: ConfigValue, _ new: ConfigValue) -> [SettingChange] {
        var changes: [SettingChange] = []
        add(.some(old), .some(new), at: [], to: &changes)
        return changes
    }

    private static func add(
        _ old: ConfigValue?,
        _ new: ConfigValue?,
        at path: [String],
        to changes: inout [SettingChange]
    ) {
        switch (old, new) {
        case (nil, nil): return
        case (nil, let new?):
            changes.append(SettingChange(path: path, new: .some(new), kind: .added))
        case (let old?, nil):
            changes.append(SettingChange(path: path, old: .some(old), kind: .removed))
        case (.object(let old)?, .object(let new)?):
            for member in old.members {
                add(.some(member.value), new[member.key], at: path + [member.key], to: &changes)
            }
            for member in new.members where old[member.key] == nil {
                add(nil, .some(member.value), at: path + [member.key], to: &changes)
            }
        case (.array(let old)?, .array(let new)?) where old.count == new.count:
            for index in old.indices {
                add(.some(old[index]), .some(new[index]), at: path + ["\(index)"], to: &changes)
            }
        case (let old?, let new?):
            guard old != new else { return }
            changes.append(
                SettingChange(path: path, old: .some(old), new: .some(new), kind: .changed)
            )
        }
    }
}

extension SettingChange {
    fileprivate init(
        path: [String],
        old: ConfigValue? = nil,
        new: ConfigValue? = nil,
        kind: Kind
    ) {
        self.path = path
        self.old = old
        self.new = new
        self.kind = kind
    }

    /// A setting that one of the two has at least.
    init(path: [String], from old: ConfigValue?, to new: ConfigValue?) {
        let kind = old == nil ? Kind.added : new == nil ? .removed : .changed
        self.init(path: path, old: old, new: new, kind: kind)
    }

    fileprivate mutating func hide() {
        isSecret = true
        (old, new) = (Optional.none, Optional.none)
    }

    /// Keeps nothing that must not be shown: a secret has no values, and what holds one has
    /// `<secret>` in its place.
    mutating func hide(_ secrets: SecretPlaces) {
        if secrets.contains(path) || origin?.isSecret == true { return hide() }
        old = old.flatMap { secrets.shown($0, at: path) }
        new = new.flatMap { secrets.shown($0, at: path) }
    }
}

extension [SettingChange] {
    /// The changes without the values of secrets, and with the places that new values come from, or
    /// that removed ones stood at.
    func told(
        of document: LoadedDocument,
        was old: LoadedDocument? = nil,
        hiding secrets: SecretPlaces
    ) -> [SettingChange] {
        map { change in
            var change = change
            change.origin = (change.kind == .removed ? old : document)?.origin(at: change.path)
            change.hide(secrets)
            return change
        }
    }

    /// The changes without what placeholders stand for, too: for what is kept or sent elsewhere.
    func hidingPlaceholders(_ old: LoadedDocument?, _ new: LoadedDocument?) -> [SettingChange] {
        map { change in
            var change = change
            var origins = [old, new].compactMap { $0?.origin(at: change.path) }
            if let origin = change.origin { origins.append(origin) }
            if origins.contains(where: \.isHidden) { change.hide() }
            return change
        }
    }
}
