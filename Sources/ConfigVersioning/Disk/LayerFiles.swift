import ConfigDocument
import ConfigFiles
import ConfigTypes
import TypedConfig

/// The files of a folder that override the main file of a configuration: those of stages, and those
/// in `conf.d`. Together they form one document of one version.
struct LayerFiles {
    /// The stages with a file, sorted alphabetically.
    private(set) var stages: [String] = []
    /// The names of the files, lowest first; those in `conf.d` include the folder.
    private(set) var parts: [String] = []

    /// - Parameter known: the known configurations: `http.admin` may be one of them.
    init(
        of name: String,
        in source: any ConfigSource,
        known: [String]
    ) throws(ConfigError) {
        let others = known.filter { $0.hasPrefix(name + ".") }
        for file in try source.fileNames() {
            guard let stem = configName(ofFile: file), stem.hasPrefix(name + "."),
                !others.contains(where: { stem == $0 || stem.hasPrefix($0 + ".") })
            else { continue }
            let stage = String(stem.dropFirst(name.count + 1))
            if stages.last != stage { stages.append(stage) }
            parts.append(file)
        }
        guard let fragments = source.folder(fragmentFolder) else { return }
        for file in try fragments.fileNames() where isFragment(file, of: name) {
            parts.append("\(fragmentFolder)/\(file)")
        }
    }

    /// True if a file is the main file of the configuration, or overrides it.
    static func isFile(_ file: String, of name: String) -> Bool {
        let folder = fragmentFolder + "/"
        if file.hasPrefix(folder) {
            return isFragment(String(file.dropFirst(folder.count)), of: name)
        }
        guard let stem = configName(ofFile: file) else { return false }
        return stem == name || stem.hasPrefix(name + ".")
    }
}
