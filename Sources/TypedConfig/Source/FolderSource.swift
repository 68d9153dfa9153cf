import ConfigDocument
import ConfigTypes

/// The files of a folder as a source: for each configuration its own file, that of the stage, and
/// fragments.
struct FolderSource: ConfigSource {
    var folder: any ConfigFolder
    /// The stage; nil for none.
    var overlay: String?
    /// True if configurations need not have a file.
    var isOptional = false
    /// The option of the command line that has named the file.
    var option: String?

    var name: String { folder.name }

    func documents(for configuration: String) throws(ConfigError) -> [SourceDocument] {
        var documents = file(configuration)
        if let overlay { documents += file("\(configuration).\(overlay)") }
        guard let fragments = folder.folder(fragmentFolder) else { return documents }
        let names: [String]
        do throws(ConfigError) {
            names = try folder.fragmentNames(of: configuration, overlay: overlay)
        } catch {
            let reason = error
            return documents + [
                SourceDocument(named: fragments.name, isFragment: true) { () throws(ConfigError) in
                    throw reason
                }
            ]
        }
        return documents
            + names.map { file in
                SourceDocument(named: fragments.path(of: file), isFragment: true) {
                    () throws(ConfigError) in try fragments.document(file)
                }
            }
    }

    private func file(_ name: String) -> [SourceDocument] {
        let files = folder.files(for: name)
        guard let first = files.first else { return [] }
        return [
            SourceDocument(named: folder.path(of: first)) { () throws(ConfigError) in
                try folder.document(try folder.fileName(for: name, of: files))
            }
        ]
    }

    /// The finding about a missing file; nil if none is needed.
    func missing(_ configuration: String) -> ConfigError? {
        if isOptional { return nil }
        do throws(ConfigError) {
            _ = try folder.fileName(for: configuration)
            return nil
        } catch {
            return error
        }
    }
}
