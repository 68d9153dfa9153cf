import ConfigDocument
import SchemaValidation

/// The files of a configuration as they are written: all of one older version.
struct OldFiles {
    /// The layers of files, without migrations.
    let layers: ConfigLayers
    /// The registration with the older version in place of the newest.
    let registration: Registration
    /// The first file.
    let file: Document

    /// The errors and warnings by the schema of that version.
    func findings() -> [Finding] {
        do throws(ConfigError) {
            let loaded = try layers.load(registration.name, catalogue: registration.catalogue())
            return loaded.findings(registration.findings)
        } catch {
            return error.findings
        }
    }
}

extension ConfigLayers {
    /// The files of a configuration; nil unless they are of an older version whose schema is known.
    ///
    /// Variables and other texts are left out, because they set values of the newest version. Files
    /// of different versions have no common schema before they are migrated.
    func oldFiles(of name: String) -> OldFiles? {
        guard let history = migrations[name] else { return nil }
        let sources = served.filter { layer in
            if case .source = layer.kind { true } else { false }
        }
        var first: (file: Document, version: String)?
        for case .source(let source) in sources.map(\.kind) {
            for part in (try? source.documents(for: name)) ?? [] {
                guard let document = try? part.document(), !document.isBlank else { continue }
                let isFirst = first == nil
                guard let version = try? history.version(of: document, name, isOverlay: !isFirst)
                else {
                    if isFirst { return nil }
                    continue
                }
                if let first, first.version != version { return nil }
                if isFirst { first = (document, version) }
            }
        }
        guard let first, let schema = history.olderSchema(first.version) else { return nil }
        var registration = Registration(schema, settings: [], description: nil)
        registration.name = name
        let layers = ConfigLayers(layers: sources, interpolation: interpolation, names: names)
        return OldFiles(layers: layers, registration: registration, file: first.file)
    }

    /// The notice that the files of a configuration are of an older version.
    func noticeOfAge(_ document: Document, _ name: String) -> [Finding] {
        do throws(ConfigError) {
            return try migrations.old(document, name).map { [$0.notice(migrations.policy)] } ?? []
        } catch {
            return error.findings
        }
    }
}
