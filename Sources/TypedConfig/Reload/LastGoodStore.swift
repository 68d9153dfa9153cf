import ConfigDocument
import JSONSchema

/// Copies of the files that were good last, for a start at which they are broken.
struct LastGoodStore: Sendable {
    let folder: String

    /// Keeps the files of a configuration that was just found good.
    func keep(_ name: String, _ loaded: LoadedDocument, of layers: ConfigLayers) throws(FileError) {
        var kept: [String: [UInt8]] = [:]
        for (index, source) in layers.sources.enumerated() {
            for file in loaded.files where file.name == source.path(of: file.lastComponent) {
                kept[LastGoodSource.fileName(file.lastComponent, index)] = file.source
            }
        }
        let known = LastGoodSource.files(in: folder)
        let stale = known.filter { kept[$0] == nil && LastGoodSource.isFile($0, of: name) }
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

    /// The layers with these copies in place of the files.
    func layers(_ layers: ConfigLayers) -> ConfigLayers {
        layers.replacingSources { index, source in
            LastGoodSource(original: source, layer: index, folder: folder)
        }
    }
}

/// A source as it was when it was good last.
struct LastGoodSource: ConfigSource {
    let original: any ConfigSource
    let layer: Int
    let folder: String

    var name: String { original.name }

    static func fileName(_ file: String, _ layer: Int) -> String { "\(layer)-\(file)" }

    static func files(in folder: String) -> Set<String> {
        Set(WatchedPlaces.files(in: folder).map(\.name))
    }

    static func isFile(_ file: String, of name: String) -> Bool {
        guard let dash = file.firstIndex(of: "-"), let base = configName(ofFile: file) else {
            return false
        }
        let rest = base[base.index(after: dash)...]
        return rest == name || rest.hasPrefix(name + ".")
    }

    private func path(ofCopy file: String) -> String { "\(folder)/\(Self.fileName(file, layer))" }

    func fileNames() -> [String] {
        let prefix = "\(layer)-"
        return Self.files(in: folder).filter { $0.hasPrefix(prefix) }
            .map { String($0.dropFirst(prefix.count)) }.sorted()
    }

    func has(_ fileName: String) -> Bool { fileNames().contains(fileName) }

    func path(of fileName: String) -> String { original.path(of: fileName) }

    func document(_ fileName: String) throws(ConfigError) -> Document {
        try Document.read(path(ofCopy: fileName), named: path(of: fileName))
    }
}

extension Document {
    fileprivate var lastComponent: String {
        name.split(separator: "/").last.map(String.init) ?? name
    }
}
