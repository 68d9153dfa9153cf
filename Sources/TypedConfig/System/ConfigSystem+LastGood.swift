import ConfigFiles
import SchemaValidation

extension ConfigSystem {
    /// Loads, and where the files are broken, loads the copies of them that were good last.
    ///
    /// - Throws: what is wrong with the files, where there are no good copies either.
    func loadOrRestore<Loaded>(
        _ name: String,
        _ load: (ConfigLayers) throws(ConfigError) -> (Loaded, LoadedDocument)
    ) throws(ConfigError) -> Loaded {
        do throws(ConfigError) {
            let (loaded, document) = try load(layers)
            keepAsLastGood(name, document)
            return loaded
        } catch {
            guard let lastGood, let (loaded, _) = try? load(lastGood.layers(layers)) else {
                throw error
            }
            reloadState.noteRestored(name, error.findings)
            telemetry.noteRestored(name, error.findings)
            return loaded
        }
    }

    /// A copy that cannot be kept is no reason to refuse what is good.
    func keepAsLastGood(_ name: String, _ loaded: LoadedDocument) {
        guard let lastGood else { return }
        do throws(FileError) {
            try lastGood.keep(name, loaded, of: layers)
        } catch {
            telemetry.noteNotKept(name, error)
        }
    }
}
