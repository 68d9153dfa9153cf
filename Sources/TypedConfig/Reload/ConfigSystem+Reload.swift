import ConfigDocument
import Synchronization

extension ConfigSystem {
    /// Reads the files of everything that is in memory again, and publishes what has changed as
    /// one snapshot.
    ///
    /// Files are compared by their content. Where anything is wrong, nothing changes: what was
    /// loaded before stays in place.
    ///
    /// - Returns: the names of the configurations that have changed.
    /// - Throws: everything that is wrong with any of the files.
    @discardableResult
    public func reload() throws(ConfigError) -> [String] {
        try reloading.withLock { (_) throws(ConfigError) in
            var reload = Reload()
            for value in publisher.snapshot().values { reload.read(value, of: self) }
            for (name, contentHash) in cache.contents {
                reload.read(name, unless: contentHash, of: self)
            }
            if !reload.findings.isEmpty { throw ConfigError(findings: reload.findings) }
            for (name, document) in reload.documents {
                cache.add(document, nil, named: name, isMiss: false)
            }
            if !reload.values.isEmpty { publisher.publish(reload.values) }
            return Set(reload.values.map(\.name) + reload.documents.map(\.name)).sorted()
        }
    }
}

/// What a reload has found so far.
private struct Reload {
    var values: [PublishedValue] = []
    var documents: [(name: String, document: Document)] = []
    var findings: [Finding] = []

    mutating func read(_ value: PublishedValue, of system: ConfigSystem) {
        do throws(ConfigError) {
            let new = try value.reloaded(from: system.layers)
            if new !== value { values.append(new) }
        } catch {
            findings += error.findings
        }
    }

    mutating func read(_ name: String, unless contentHash: Int, of system: ConfigSystem) {
        do throws(ConfigError) {
            let registration = try system.registrations.withLock { $0 }.required(name)
            let loaded = try system.layers.load(name, catalogue: registration.catalogue?())
            if loaded.document.contentHash == contentHash { return }
            try loaded.checking(registration.check)
            documents.append((name, loaded.document))
        } catch {
            // A type that was loaded by its name too has the same faults.
            findings += error.findings.filter { !findings.contains($0) }
        }
    }
}
