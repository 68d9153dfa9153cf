package import ConfigDocument
package import ConfigTypes
import SchemaValidation

/// The differences between two values, setting by setting.
///
/// Objects are compared member by member, and arrays of equal length element by element; all other
/// values are compared as a whole.
package enum ValueDifference {
    package static func between(_ old: DocumentValue, _ new: DocumentValue) -> [SettingChange] {
        var changes: [SettingChange] = []
        add(.some(old), .some(new), at: [], to: &changes)
        return changes
    }

    private static func add(
        _ old: DocumentValue?,
        _ new: DocumentValue?,
        at path: DocumentPath,
        to changes: inout [SettingChange]
    ) {
        switch (old, new) {
        case (nil, nil): return
        case (.object(let old)?, .object(let new)?):
            if old.sharesMembers(with: new) { return }
            for member in old.members {
                add(
                    .some(member.value),
                    new[member.key],
                    at: path / member.key,
                    to: &changes
                )
            }
            for member in new.members where old[member.key] == nil {
                add(nil, .some(member.value), at: path / member.key, to: &changes)
            }
        case (.array(let old)?, .array(let new)?) where old.count == new.count:
            for index in old.indices {
                add(.some(old[index]), .some(new[index]), at: path / index, to: &changes)
            }
        default:
            if let old, let new, old == new { return }
            changes.append(SettingChange(path: path, from: old, to: new))
        }
    }
}

extension SettingChange {
    /// A setting that at least one of the two values has.
    init(path: DocumentPath, from old: DocumentValue?, to new: DocumentValue?) {
        self.path = path
        (self.old, self.new) = (old, new)
        kind = old == nil ? .added : new == nil ? .removed : .changed
    }

    /// Removes what must not be shown: the value of a secret becomes nil, and a secret inside a
    /// value becomes `<secret>`.
    fileprivate mutating func hide(_ secrets: SecretPlaces, _ oldSecrets: SecretPlaces) {
        (old, new) = (hiding(old, oldSecrets), hiding(new, secrets))
        // Names inside a secret are not shown either.
        let depth = min(
            secrets.shown(path).count,
            oldSecrets.shown(path).count
        )
        if depth < path.count { (path, kind) = (DocumentPath(path.prefix(depth)), .changed) }
    }

    private mutating func hiding(_ value: DocumentValue?, _ secrets: SecretPlaces) -> DocumentValue?
    {
        guard let value else { return nil }
        if let shown = secrets.shown(value, at: path), !shown.isAllSecret {
            return .some(shown)
        }
        isSecret = true
        return nil
    }
}

extension DocumentValue {
    /// True if the value consists of secret markers only.
    fileprivate var isAllSecret: Bool {
        switch self {
        case .array(let elements): !elements.isEmpty && elements.allSatisfy(\.isAllSecret)
        case .object(let object):
            !object.isEmpty && object.members.allSatisfy { $0.value.isAllSecret }
        default: self == .string(Self.secretMark)
        }
    }
}

extension [SettingChange] {
    /// The changes without the values of secrets, and with the origins of new or removed values.
    ///
    /// - Parameter schema: the schema, which marks those that need a restart.
    package func reported(
        of document: LoadedDocument,
        was old: LoadedDocument? = nil,
        by schema: CompiledSchema?,
        hiding secrets: SecretPlaces,
        _ oldSecrets: SecretPlaces
    ) -> [SettingChange] {
        let (origin, oldOrigin) = (document.origins(of: count), old?.origins(of: count))
        let restarts = (try? schema?.program())?.restarts
        var seen: Set<DocumentPath> = []
        return compactMap { change in
            var change = change
            change.origin =
                change.kind == .removed
                ? oldOrigin?(change.path) : origin(change.path)
            if let restarts {
                change.needsRestart = restarts.contains(
                    change.path,
                    values: [change.old, change.new].compactMap { $0 }
                )
            }
            change.hide(secrets, oldSecrets)
            return seen.insert(change.path).inserted ? change : nil
        }
    }
}
