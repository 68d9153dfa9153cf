import ConfigDocument
package import JSONSchema

/// The possible target documents of a run's references.
package struct References {
    private struct Root: Hashable {
        var path: String?
        var shown: String
        var container: SchemaContainer?

        init(_ source: SchemaSource) {
            (path, shown) = (source.root, source.shownRoot)
            container = source.container?.kind
        }
    }

    private var files: [Root: ReferenceFiles] = [:]
    /// The path of each schema of the run, by the name of its document.
    private var paths: [String: String] = [:]
    /// The canonical path of the directory that relative paths refer to.
    private let workingFolder: String?
    private var documents: [(uri: String, document: Document)] = []

    /// - Parameter workingFolder: the base of relative paths; nil for that of the process.
    package init(
        _ sources: [SchemaSource],
        _ options: CompilerOptions,
        workingFolder: String? = nil
    ) {
        self.workingFolder = workingFolder ?? FileSystem.canonicalPath(".")
        var maps = options.maps.map {
            ReferenceFiles.Map(
                prefix: $0.prefix,
                folder: FileSystem.canonicalPath($0.folder) ?? $0.folder
            )
        }
        var known: Set<String> = []
        for source in sources {
            paths[source.shownPath] = source.path
            let id = (source.document.root["$id"] ?? source.document.root["id"])?.string
            for uri in [id, source.uri].compactMap({ $0 }) where known.insert(uri).inserted {
                documents.append((uri, source.document))
            }
            if let file = source.container, known.insert(file.uri).inserted {
                documents.append((file.uri, file.document))
                paths[file.document.name] = file.path
            }
            // A file beside the schema is the document of a URI beside the schema's own.
            if let id, let slash = id.lastIndex(of: "/"), id.contains("://"),
                let folder = FileSystem.canonicalPath(FilePath.folder(source.path))
            {
                let prefix = String(id[...slash])
                if !maps.contains(where: { $0.prefix == prefix && $0.folder == folder }) {
                    maps.append(ReferenceFiles.Map(prefix: prefix, folder: folder))
                }
            }
        }
        for source in sources where files[Root(source)] == nil {
            let root = source.root
            let inside = maps.filter { map in
                options.maps.contains { $0.prefix == map.prefix }
                    || root.map { FilePath.contains($0, map.folder) } ?? false
            }
            var reader = SchemaReader()
            reader.referrer = source.container?.kind
            files[Root(source)] = ReferenceFiles(
                root: root,
                shownRoot: source.shownRoot,
                maps: inside,
                vendored: options.vendored,
                reader: reader
            )
        }
    }

    /// The files reached so far by references of this schema, or of others in its directory.
    func paths(readFor source: SchemaSource) -> [String] { files[Root(source)]?.paths ?? [] }

    /// A schema with its references resolved.
    package func resolved(_ source: SchemaSource) throws(SchemaError) -> SchemaGraph {
        try registry(for: source).resolve(source.document, baseURI: source.uri)
    }

    package func registry(for source: SchemaSource) -> SchemaRegistry {
        var registry = SchemaRegistry()
        for (uri, document) in documents { registry.add(document, at: uri) }
        if let files = files[Root(source)] {
            registry.loader = { uri throws(SchemaLoadError) in try files.document(at: uri) }
        }
        return registry
    }

    /// Findings with the paths that the user knows, instead of the names in programs.
    package func located(_ findings: [Finding]) -> [Finding] {
        findings.map { finding in
            var finding = finding
            finding.file = path(ofDocument: finding.file)
            return finding
        }
    }

    /// The path of a document as the user would write it: for the target of a reference, relative
    /// if the path of any schema is.
    package func path(ofDocument name: String) -> String {
        if let path = paths[name] { return path }
        let path = files.values.lazy.compactMap { $0.path(ofDocument: name) }.first ?? name
        guard let workingFolder, path.hasPrefix("/"), FilePath.contains(workingFolder, path),
            !paths.values.allSatisfy({ $0.hasPrefix("/") })
        else { return path }
        let inner = path.dropFirst(workingFolder.count).drop { $0 == "/" }
        return inner.isEmpty ? path : String(inner)
    }
}

extension [Finding] {
    /// The findings without duplicates: an error in a common document occurs for each schema that
    /// refers to it.
    package var eachOnce: [Finding] {
        var seen: Set<String> = []
        return filter { seen.insert($0.description).inserted }
    }
}
