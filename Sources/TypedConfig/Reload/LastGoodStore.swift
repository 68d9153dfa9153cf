import ConfigDocument
import ConfigFiles
import SchemaValidation

/// Copies of the last good files, used if the files are broken at startup.
struct LastGoodStore: Sendable {
    let folder: String

    /// Stores the files of a configuration that was just found valid.
    func keep(_ name: String, _ loaded: LoadedDocument, of layers: ConfigLayers) throws(FileError) {
        var kept: [String: [UInt8]] = [:]
        for source in sources(of: layers) {
            for file in loaded.files where file.name == source.path(of: file.lastComponent) {
                kept[source.prefix + file.lastComponent] = file.source
            }
        }
        let known = LastGoodSource.files(in: folder)
        let stale = known.filter { kept[$0] == nil && LastGoodSource.isCopy($0, of: name) }
        let isEqual = kept.allSatisfy { file, text in
            known.contains(file) && content(file) == text
        }
        if isEqual, stale.isEmpty { return }
        let folder = try LockedFolder(makingIfMissing: folder)
        for (file, text) in kept where try folder.read(file) != text {
            try folder.write(text, to: file)
        }
        for file in stale { try folder.remove(file) }
    }

    private func content(_ file: String) -> [UInt8]? {
        (try? Document(contentsOf: "\(folder)/\(file)"))?.source
    }

    private func sources(of layers: ConfigLayers) -> [LastGoodSource] {
        layers.sources.enumerated().flatMap { index, source in
            let copies = LastGoodSource(original: source, prefix: "\(index)-", folder: folder)
            return [copies, copies.fragments].compactMap { $0 }
        }
    }

    /// The layers with these copies instead of the files.
    func layers(_ layers: ConfigLayers) -> ConfigLayers {
        layers.replacingSources { index, source in
            LastGoodSource(original: source, prefix: "\(index)-", folder: folder)
        }
    }
}

/// A source in its last good state.
struct LastGoodSource: ConfigSource {
    let original: any ConfigSource
    /// The prefix of the names of its copies: its number among the layers.
    let prefix: String
    let folder: String

    var name: String { original.name }

    static func files(in folder: String) -> Set<String> {
        Set(WatchedPlaces.files(in: folder).map(\.name))
    }

    /// True if a file is a copy of one that the configuration was merged from.
    static func isCopy(_ file: String, of name: String) -> Bool {
        guard let dash = file.firstIndex(of: "-") else { return false }
        let original = String(file[file.index(after: dash)...])
        let inFragments = "\(fragmentFolder)-"
        return original.hasPrefix(inFragments)
            ? isFragment(String(original.dropFirst(inFragments.count)), of: name)
            : isFragment(original, of: name)
    }

    /// Copies of the fragments beside the files.
    var fragments: LastGoodSource? {
        original.folder(fragmentFolder).map {
            LastGoodSource(original: $0, prefix: "\(prefix)\(fragmentFolder)-", folder: folder)
        }
    }

    func folder(_ name: String) -> (any ConfigSource)? { name == fragmentFolder ? fragments : nil }

    func fileNames() -> [String] {
        Self.files(in: folder).filter { $0.hasPrefix(prefix) }
            .map { String($0.dropFirst(prefix.count)) }.sorted()
    }

    func has(_ fileName: String) -> Bool { fileNames().contains(fileName) }

    func path(of fileName: String) -> String { original.path(of: fileName) }

    func document(_ fileName: String) throws(ConfigError) -> Document {
        try Document.read("\(folder)/\(prefix)\(fileName)", named: path(of: fileName))
    }
}

extension Document {
    fileprivate var lastComponent: String {
        name.split(separator: "/").last.map(String.init) ?? name
    }
}
