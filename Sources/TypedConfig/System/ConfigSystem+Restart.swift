import ConfigDocument
import ConfigTypes
import DocumentEditing
import SchemaValidation
import Synchronization

/// The settings of a configuration that wait for a restart, compared with what the process has started
/// with.
struct RestartComparison {
    let name: String
    /// The values that the process has started with.
    let base: DocumentValue
    let changes: [SettingChange]
    /// The settings that changed, without names inside secrets.
    let settings: [DocumentPath]
    /// The configuration to serve, in which settings may keep their old values.
    let served: LoadedDocument
    let keepsOld: Bool

    /// Findings in the configuration to serve, which is in no file.
    func explained(_ error: ConfigError) -> ConfigError {
        let names = settings.map(\.shown).joined(separator: ", ")
        let keeps =
            settings.count == 1 ? "keeps its old value" : "keep their old values"
        return ConfigError(
            findings: error.findings.map { finding in
                var finding = finding
                finding.message += " (\(names) \(keeps) until a restart)"
                finding.suggestion = "restart, or change the file"
                return finding
            }
        )
    }
}

extension ConfigSystem {
    /// Compares a configuration as it was loaded now with the one that the process has started with.
    ///
    /// - Parameter old: what is served, and what the process has started with if nothing waits yet.
    /// - Returns: nil for a type without settings that need a restart.
    func compareForRestart(
        _ name: String,
        from old: () -> LoadedDocument?,
        to new: LoadedDocument
    ) -> RestartComparison? {
        guard let registration = registrations.withLock({ $0[name] }),
            let restarts = (try? registration.schema.program())?.restarts, let old = old()
        else { return nil }
        let base = reloadState.restartBase(of: name) ?? DocumentValue(old.document.root)
        let value = DocumentValue(new.document.root)
        let changes = ValueDifference.between(base, value).filter { change in
            restarts.contains(change.path, values: [change.old, change.new].compactMap { $0 })
        }
        let secrets = registration.secrets(in: new).union(registration.secrets(in: old))
        var seen: Set<DocumentPath> = []
        let keepsOld = restartPolicy == .keepsOldValues && !changes.isEmpty
        return RestartComparison(
            name: name,
            base: base,
            changes: changes,
            settings: changes.map { secrets.shown($0.path) }.filter { seen.insert($0).inserted },
            served: keepsOld ? new.keeping(changes, in: value) ?? new : new,
            keepsOld: keepsOld
        )
    }

    /// Notes the settings that wait for a restart, once the configuration is accepted.
    ///
    /// - Returns: the changes that were not known before.
    func noteRestarts(_ comparison: RestartComparison) -> [SettingChange] {
        telemetry.metrics.set(
            .restartsPending,
            to: comparison.settings.count,
            [telemetry.metrics.config(comparison.name)]
        )
        return reloadState.noteRestarts(
            of: comparison.name,
            comparison.changes,
            comparison.settings,
            since: comparison.base
        )
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
