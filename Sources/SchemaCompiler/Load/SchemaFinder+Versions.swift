import ConfigDocument
import MigrationSteps

extension SchemaFinder {
    /// All versions of a schema in its directory, oldest first; none for a schema without history.
    /// Unreadable ones are omitted, because nothing is generated from them.
    public func versions(of source: SchemaSource) -> [SchemaSource] {
        guard source.version != nil else { return [] }
        let folder = FilePath.folder(source.path)
        let names = (try? FileSystem.names(in: folder)) ?? []
        let files = names.compactMap { name -> (version: SemanticVersion, name: String)? in
            Self.stem(name).flatMap(SemanticVersion.init).map { ($0, name) }
        }
        return files.sorted { $0.version < $1.version }.flatMap { file in
            (try? sources(at: [FilePath.joined(folder, file.name)])) ?? []
        }
    }
}
