import ConfigDocument
import ConfigTypes
import SchemaValidation
import Synchronization

/// A configuration that is served instead of refused files.
struct ServedConfig {
    var loaded: LoadedDocument
    var secrets: SecretPlaces
    /// The time of the refusal.
    var since: Timestamp
}

extension ConfigSystem {
    /// The served configuration of a name whose files were refused; nil if the files are served.
    func served(_ name: String) -> ServedConfig? {
        guard let since = reloadState.refusal(of: name) else { return nil }
        let catalogue = registrations.withLock { $0[name] }?.catalogue()
        let published = publisher.snapshot().values.first { $0.name == name }?.document
        let cached = cache.document(name).map { document, secrets in
            LoadedDocument(document: document, carriedSecrets: secrets)
        }
        guard let loaded = published ?? cached else { return nil }
        let secrets = SecretPlaces(in: loaded, catalogue: catalogue)
        return ServedConfig(loaded: loaded, secrets: secrets, since: since)
    }

    /// The served settings, each with the value in the refused files.
    func explained(
        _ served: ServedConfig,
        _ name: String,
        _ registration: Registration
    ) -> [ExplainedSetting] {
        let catalogue = registration.catalogue()
        let files = try? layers.load(name, catalogue: catalogue)
        if let files, files.document.contentHash == served.loaded.document.contentHash {
            return explained(files, catalogue)
        }
        let findings = files?.findings(registration.findings).filter(\.isError) ?? []
        var settings = explained(served.loaded, catalogue, hiding: served.secrets)
        for index in settings.indices where settings[index].origin != .schemaDefault {
            settings[index].origin = .lastGood(since: served.since)
            settings[index].overridden = []
        }
        for written in files.map({ explained($0, catalogue) }) ?? [] {
            let own = findings.filter { finding in
                DocumentPath(pointer: finding.instanceLocation)?.starts(with: written.path)
                    == true
            }
            let index = settings.firstIndex { $0.path == written.path }
            if let index, settings[index].value == written.value, own.isEmpty { continue }
            if index == nil {
                let origin = ConfigOrigin.lastGood(since: served.since)
                settings.append(
                    .init(path: written.path, value: .null, origin: origin, overridden: [])
                )
                settings[settings.endIndex - 1].isDeprecated = written.isDeprecated
            }
            settings[index ?? settings.endIndex - 1].refused = .init(
                value: written.value,
                origin: written.origin,
                findings: own
            )
        }
        return settings
    }
}
