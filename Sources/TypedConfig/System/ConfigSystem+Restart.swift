import ConfigDocument
import ConfigTypes
import DocumentEditing
import SchemaValidation
import Synchronization

/// Settings whose changes need a restart.
extension ConfigSystem {
    /// Compares a configuration as it was loaded now with the one that the process has started with,
    /// and notes the settings that wait for a restart.
    ///
    /// - Parameter old: what is served, and what the process has started with if nothing waits yet.
    /// - Returns: the changes that wait since now, and what to serve.
    func noteRestarts(
        of name: String,
        from old: () -> LoadedDocument?,
        to new: LoadedDocument
    ) -> (news: [SettingChange], served: LoadedDocument) {
        guard let registration = registrations.withLock({ $0[name] }),
            let restarts = (try? registration.schema.program())?.restarts, let old = old()
        else { return ([], new) }
        let base = reloadState.restartBase(of: name) ?? DocumentValue(old.document.root)
        let value = DocumentValue(new.document.root)
        let changes = ValueDifference.between(base, value).filter { change in
            restarts.contains(
                change.path,
                values: [change.old, change.new].compactMap { $0 }
            )
        }
        let secrets = registration.secrets(in: new).union(registration.secrets(in: old))
        var seen: Set<DocumentPath> = []
        let settings = changes.map { secrets.shown($0.path) }.filter { seen.insert($0).inserted }
        let news = reloadState.noteRestarts(of: name, changes, settings, since: base)
        telemetry.metrics.set(
            .restartsPending,
            to: settings.count,
            [telemetry.metrics.config(name)]
        )
        guard restartPolicy == .keepsOldValues, !changes.isEmpty else { return (news, new) }
        return (news, new.keeping(changes, in: value) ?? new)
    }
}

extension LoadedDocument {
    /// The document with the old values of some changes.
    fileprivate func keeping(_ changes: [SettingChange], in value: DocumentValue) -> LoadedDocument?
    {
        var intended = value
        do throws(EditError) {
            for change in changes {
                let path = change.path.resolved(in: intended)
                if let old = change.old {
                    try intended.set(old, at: path)
                } else {
                    try intended.remove(at: path)
                }
            }
        } catch {
            return nil
        }
        // An edit of the text keeps the places of all other settings.
        let edited = try? document.applying(intended, over: value).document
        guard
            let document = edited
                ?? (try? Document(
                    parsing: intended.encoded(as: .json),
                    as: .json,
                    named: document.name
                ))
        else { return nil }
        var kept = self
        kept.document = document
        kept.document.hidden = carriedSecrets.indices(in: document)
        return kept
    }
}
