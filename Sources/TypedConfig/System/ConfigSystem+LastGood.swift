import ConfigFiles
import SchemaValidation

extension ConfigSystem {
    /// Loads the files or, if they are broken, their last good copies.
    ///
    /// - Throws: the errors of the files, if there are no good copies either.
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

    /// Failure to store a copy does not invalidate the files.
    func keepAsLastGood(_ name: String, _ loaded: LoadedDocument) {
        guard let lastGood else { return }
        do throws(FileError) {
            try lastGood.keep(name, loaded, of: layers)
        } catch {
            telemetry.noteNotKept(name, error)
        }
    }
}
